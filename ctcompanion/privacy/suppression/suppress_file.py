"""Suppression as the command line does it: a table in, a table and a summary in plain data out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ctcompanion.privacy.suppression.profile import Profile
from ctcompanion.privacy.suppression.suppress import suppress


def suppress_file(  # noqa: PLR0913 (as the command line has them)
    frame: pd.DataFrame,
    by: Sequence[str],
    count: str,
    total: str = "Total",
    profile: str | Profile = "sde",
    *,
    known_totals: Sequence[str] = (),
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The table to write, and what is printed about it: counts of cells and one sentence, no values."""
    done = suppress(frame, by, count, total=total, profile=profile, known_totals=known_totals)
    return done.frame, {
        "rows": len(frame),
        "primary": done.primary,
        "complementary": done.complementary,
        "already_hidden": done.already_hidden,
        "hidden": done.hidden,
        "recoverable": len(done.audit.exact),
        "narrow": len(done.audit.narrow),
        "sums": done.equations,
        "sums_that_do_not_add_up": done.uneven,
        "profile": done.profile.id,
        "sentence": done.sentence,
        "advice": done.advice,
    }
