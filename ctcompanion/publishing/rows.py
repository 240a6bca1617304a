"""The table's rows beside the live rows: added, changed, same, and gone from the file. Gone ones are never deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ctcompanion.publishing.canonical import Cells

Columns = Mapping[str, Cells]
"""Canonical cells under their field names; all of one length."""


@dataclass(frozen=True)
class ChangedCell:
    """One cell that would change on the portal, old and new in canonical form. For the person's eyes only: never kept, never logged."""

    row: int
    key: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class RowChanges:
    """Positions of the table's rows by what they are on the portal; `gone`: how many live rows the file does not have."""

    added: tuple[int, ...]
    changed: tuple[int, ...]
    same: tuple[int, ...]
    gone: int
    cells: tuple[ChangedCell, ...] = ()

    def sentence(self) -> str:
        """In words: 'added 169, changed 2, already there 4,732, in the dataset but not in your file 0'."""
        return (
            f"{len(self.added):,} new, {len(self.changed):,} changed, {len(self.same):,} already there; "
            f"{self.gone:,} rows of the dataset are not in your file and stay as they are"
        )


def rows_by_key(mine: Columns, live: Columns, key: str) -> RowChanges:
    """Compare by row identifier. Only columns that both have are compared."""
    there = {value: position for position, value in enumerate(live[key])}
    shared = [field for field in mine if field in live and field != key]
    added: list[int] = []
    changed: list[int] = []
    same: list[int] = []
    cells: list[ChangedCell] = []
    for row, value in enumerate(mine[key]):
        position = there.pop(value, None)
        if position is None:
            added.append(row)
            continue
        differs = [field for field in shared if mine[field][row] != live[field][position]]
        cells += [ChangedCell(row, str(value), field, live[field][position], mine[field][row]) for field in differs]
        (changed if differs else same).append(row)
    return RowChanges(tuple(added), tuple(changed), tuple(same), len(there), tuple(cells))


def rows_by_content(mine: Columns, live: Columns) -> RowChanges:
    """Compare whole rows, for a dataset without a row identifier: each live row accounts for one equal row of the file."""
    fields = [field for field in mine if field in live]
    there = Counter(zip(*(live[field] for field in fields), strict=True))
    added: list[int] = []
    same: list[int] = []
    for row, values in enumerate(zip(*(mine[field] for field in fields), strict=True)):
        if there[values] > 0:
            there[values] -= 1
            same.append(row)
        else:
            added.append(row)
    return RowChanges(tuple(added), (), tuple(same), there.total())


def pick(columns: Columns, positions: Sequence[int]) -> dict[str, Cells]:
    """Some rows."""
    return {field: [cells[position] for position in positions] for field, cells in columns.items()}
