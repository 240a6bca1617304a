"""What a remedy did to a table, in one plain sentence: 41 of 1,183 counts are hidden; 87 ages become 9 groups."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable
from ctcompanion.recipe import RemedyStep

BECOME = {
    "age-bands": ("ages", "groups"),
    "date-to-month": ("days", "months"),
    "date-to-year": ("days", "years"),
    "address-to-town": ("addresses", "towns"),
    "zip-to-town": ("ZIP codes", "towns"),
    "zip-to-region": ("ZIP codes", "regions"),
    "town-to-region": ("towns", "regions"),
    "coarsen-coordinates": ("points", "points"),
}
OTHERWISE = ("different values", "")


def effect(before: CleanTable, after: CleanTable, step: RemedyStep) -> str:
    """Rows and columns where their number changed, else what became of the step's column. Numbers only, never a value."""
    if step.operation == "suppress":
        return _hidden(before, after, step)
    if step.operation == "dominance":
        blank = int(after.rows[str(step.column)].isna().sum())
        return f"{blank:,} of {_several(len(after.rows), 'sum')} are hidden, the further ones among them"
    if step.operation == "row-number":
        return f"{_several(len(after.rows), 'row')} have a number made of what is published"
    said = []
    if len(before.rows) != len(after.rows):
        said.append(f"{_several(len(before.rows), 'row')} before, {len(after.rows):,} after")
    if len(before.columns) != len(after.columns):
        said.append(f"{_several(len(before.columns), 'column')} before, {len(after.columns):,} after")
    return ", ".join(said) or _changed(before, after, step)


def _several(count: int, what: str) -> str:
    return f"{count:,} {what if count == 1 else what + 's'}"


def _hidden(before: CleanTable, after: CleanTable, step: RemedyStep) -> str:
    counts = [name for name in (step.column, *step.parameters.get("beside", ())) if name in after.rows.columns]
    shown = sum(int(before.rows[name].notna().sum()) for name in counts)
    left = sum(int(after.rows[name].notna().sum()) for name in counts)
    return f"{shown - left:,} of {_several(shown, 'count')} are hidden, the further ones among them"


def _changed(before: CleanTable, after: CleanTable, step: RemedyStep) -> str:
    name = step.column
    if name is None or name not in before.rows.columns or name not in after.rows.columns:
        return "nothing changes"
    old, new = before.rows[name], after.rows[name]
    blank = int((new.isna() & old.notna()).sum())
    lost = f"; {_several(blank, 'cell')} become blank" if blank else ""
    kinds, left = int(old.nunique()), int(new.nunique())
    what, then = BECOME.get(step.operation, OTHERWISE)
    if kinds != left:
        return f"{kinds:,} {what} become {left:,} {then}".rstrip() + lost
    rows = _rows_changed(old, new)
    return f"{rows:,} of {_several(len(new), 'row')} change{lost}" if rows or blank else "nothing changes"


def _rows_changed(old: pd.Series[Any], new: pd.Series[Any]) -> int:
    if old.dtype != new.dtype:
        old, new = old.astype("str"), new.astype("str")
    return int(((old != new) & new.notna() & old.notna()).fillna(False).sum())
