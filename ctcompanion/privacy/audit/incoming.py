"""Counts that the source hid already: they stay hidden, and a source whose own totals give them away is a finding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.privacy.audit.attack import Attack, attack_table
from ctcompanion.privacy.audit.counts import read_counts

RULE = "counts.hidden-at-source"


def incoming(
    frame: pd.DataFrame, by: Sequence[str], count: str, *, total: str = "Total", known_totals: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Nothing, a note that the source's hidden counts hold, or a STOP because they can be worked out. No finding says which."""
    hidden = int(np.isnan(read_counts(frame[count])).sum())
    if not hidden:
        return ()
    result = attack_table(frame, by, count, total=total, known_totals=known_totals)
    return (_held(count, result) if result.safe else _given_away(count, result, by, total),)


def _held(count: str, result: Attack) -> Finding:
    return Finding(
        rule=RULE,
        level=Level.NOTE,
        column=count,
        message=f"Your file hides {result.hidden:,} counts in {count}. They stay hidden, and we could not work them out from the rest.",
        share=0.0,
    )


def _given_away(count: str, result: Attack, by: Sequence[str], total: str) -> Finding:
    given = len(result.exact) + len(result.narrow)
    return Finding(
        rule=RULE,
        level=Level.STOP,
        column=count,
        message=f"Your file hides {result.hidden:,} counts in {count}, but {given:,} of them can be worked out from its own totals.",
        why="Whoever subtracts the shown counts from a shown total has the hidden one.",
        share=given / result.hidden,
        remedies=(
            Remedy(
                "suppress",
                "Hide what gives them away",
                "Keeps the hidden counts hidden and leaves further cells blank.",
                {"column": count, "by": list(by), "total": total},
            ),
        ),
    )
