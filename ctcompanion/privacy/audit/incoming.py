"""Counts that the source hid already: they stay hidden, and a source whose own totals give them away is a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.privacy.audit.attack import Attack, attack_table
from ctcompanion.privacy.audit.counts import read_counts

RULE = "counts.hidden-at-source"


def incoming(  # noqa: PLR0913 (what a reader may know, and how the column is called)
    frame: pd.DataFrame,
    by: Sequence[str],
    count: str,
    *,
    total: str = "Total",
    called: str = "",
    parameters: Mapping[str, Any] | None = None,
) -> tuple[Finding, ...]:
    """Nothing, a note that the source's hidden counts hold, or a STOP because they can be worked out. No finding says which.

    `called`: how people know the column (or columns); `parameters`: those of the remedy, where they are more than keys and column.
    """
    hidden = int(np.isnan(read_counts(frame[count])).sum())
    if not hidden:
        return ()
    result = attack_table(frame, by, count, total=total)
    asked = parameters or {"column": count, "by": list(by), "total": total}
    return (_held(asked, called or count, result) if result.safe else _given_away(asked, called or count, result),)


def _held(asked: Mapping[str, Any], called: str, result: Attack) -> Finding:
    return Finding(
        rule=RULE,
        level=Level.NOTE,
        column=asked["column"],
        message=f"Your file hides {_counts(result.hidden)} in {called}. Hidden stays hidden, and we could not work it out from the rest.",
        share=0.0,
    )


def _given_away(asked: Mapping[str, Any], called: str, result: Attack) -> Finding:
    given = len(result.exact) + len(result.narrow)
    return Finding(
        rule=RULE,
        level=Level.STOP,
        column=asked["column"],
        message=f"Your file hides {_counts(result.hidden)} in {called}, but {given:,} of them can be worked out from its own totals.",
        why="Whoever subtracts the shown counts from a shown total has the hidden one.",
        share=given / result.hidden,
        remedies=(
            Remedy(
                "suppress",
                "Hide what gives them away",
                "Keeps the hidden counts hidden and leaves further cells blank.",
                asked,
            ),
        ),
    )


def _counts(number: int) -> str:
    return "1 count" if number == 1 else f"{number:,} counts"
