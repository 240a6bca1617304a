"""Which sheets of a workbook (or of several files) hold parts of one table: their column names agree, be some of them spelled differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.model import Block, Layout, LineClass, Sheet, Workbook

from .choose import main_sheet
from .layout import detect
from .period import period_of
from .same_header import bare, differences, pairs
from .working import main_blocks

__all__ = ["Alike", "alike", "pairs", "spelled_as"]

SAME_ROWS = 0.9
"""Sheets that share so many of their rows are one table, sorted differently."""
HEAD = 200
"""The column names of a long sheet are looked for in so many rows."""
MOST = 120
"""Of more sheets than this the first ones are compared."""

Part = tuple[Sheet, Layout]


@dataclass(frozen=True)
class Alike:
    """Sheets that may be put under each other, by their labels.

    `spelled`: sentences on headings that differ or are missing; `repeats`: (sheet, the earlier sheet that holds the same rows);
    `suggested`: one sheet a file where there are several files, and none that repeats another.
    """

    names: tuple[str, ...]
    header: tuple[str, ...]
    spelled: tuple[str, ...] = ()
    repeats: tuple[tuple[str, str], ...] = ()
    suggested: tuple[str, ...] = ()

    @property
    def same_rows(self) -> bool:
        """They are one table, not parts of one."""
        return len(self.repeats) == len(self.names) - 1


def alike(workbook: Workbook) -> tuple[Alike, ...]:
    """The groups of visible sheets whose column names agree, parts of a table before one table sorted several ways, large ones first."""
    groups: list[list[Part]] = []
    for sheet in [sheet for sheet in workbook.sheets if sheet.visible and sheet.role == "data"][:MOST]:
        layout = detect(head_of(sheet))
        if not layout.header_rows or len(layout.names) < 2:
            continue
        mine = next((group for group in groups if pairs(group[0][1].names, layout.names)), None)
        if mine is None:
            groups.append([(sheet, layout)])
        else:
            mine.append((sheet, layout))
    found = [_alike(group, _main_sheets(workbook)) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (group.same_rows, -len(group.names))))


def head_of(sheet: Sheet) -> Sheet:
    """A long sheet's first rows: enough to find its column names."""
    if sheet.height <= 2 * HEAD:
        return sheet
    return replace(sheet, cells=sheet.cells.slice(0, HEAD), kinds=None if sheet.kinds is None else sheet.kinds.slice(0, HEAD))


def _main_sheets(workbook: Workbook) -> frozenset[str]:
    """Of several files, the sheet of each that is meant when nobody says which."""
    files = [[sheet for sheet in workbook.sheets if sheet.file == name] for name in workbook.files]
    return frozenset(str(main.label) for sheets in files if (main := main_sheet(sheets)))


def _alike(group: Sequence[Part], mains: frozenset[str]) -> Alike:
    lead, header = str(group[0][0].label), group[0][1].names
    said = differences(header, {str(sheet.label): layout.names for sheet, layout in group[1:]}, lead)
    names, repeats = tuple(str(sheet.label) for sheet, _ in group), _repeats(group)
    return Alike(names, header, said, repeats, _suggested(group, mains, {name for name, _ in repeats}))


def _suggested(group: Sequence[Part], mains: frozenset[str], again: set[str]) -> tuple[str, ...]:
    """All that repeat no other; of each file its main sheet, or its first one here."""
    fresh = [sheet for sheet, _ in group if sheet.label not in again]
    chosen = []
    for sheet in fresh:
        of_file = [other for other in fresh if other.file == sheet.file]
        meant = next((other for other in of_file if other.label in mains), of_file[0])
        if not sheet.file or sheet is meant:
            chosen.append(str(sheet.label))
    return tuple(chosen)


def spelled_as(lead: Layout, layout: Layout) -> Layout:
    """The layout with the lead's spelling of its headings; headings that differ by a year alone keep theirs."""
    told = pairs(lead.names, layout.names)
    if told is None:
        return layout
    headers = dict(zip(lead.names, main_blocks(lead)[0].headers, strict=True))
    wanted = {theirs: headers[ours] for theirs, ours in told.items() if bare(theirs) != bare(ours)}
    if not wanted:
        return layout
    kin = main_blocks(layout)
    blocks = tuple(_spelled(block, wanted) if block in kin else block for block in layout.blocks)
    return replace(layout, blocks=blocks, names=blocks[layout.blocks.index(kin[0])].names)


def _spelled(block: Block, wanted: dict[str, tuple[str, ...]]) -> Block:
    headers = tuple(wanted.get(name, header) for name, header in zip(block.names, block.headers, strict=True))
    names = tuple(" ".join(wanted[name]) if name in wanted else name for name in block.names)
    return replace(block, headers=headers, names=names)


def _repeats(group: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """Sheets that hold (nearly) the rows of an earlier one, in whatever order."""
    held = [_rows(sheet, layout) for sheet, layout in group]
    periods = [period_of(sheet, layout) for sheet, layout in group]
    found: dict[int, int] = {}
    for at in range(1, len(group)):
        for before in range(at):
            # A list that hardly changes from year to year is still another year's list, unless nothing changed at all.
            enough = 1.0 if periods[at] != periods[before] else SAME_ROWS
            if before not in found and len(held[at]) > 1 and _shared(held[before], held[at]) >= enough:
                found[at] = before
                break
    return tuple((str(group[at][0].label), str(group[before][0].label)) for at, before in found.items())


def same_rows(one: Part, other: Part) -> bool:
    """Whether two sheets are one table, sorted differently."""
    enough = 1.0 if period_of(*one) != period_of(*other) else SAME_ROWS
    rows = _rows(*other)
    return len(rows) > 1 and _shared(_rows(*one), rows) >= enough


def _shared(one: pd.Series, other: pd.Series) -> float:
    """The share of rows that both hold, each as often as it occurs."""
    if min(len(one), len(other)) < SAME_ROWS * max(len(one), len(other)):
        return 0.0
    counts = pd.concat([one.value_counts(), other.value_counts()], axis=1).fillna(0).to_numpy()
    return float(counts.min(axis=1).sum() / max(len(one), len(other), 1))


def _rows(sheet: Sheet, layout: Layout) -> pd.Series:
    """A hash per row of data (below the rows that were looked at: per row); a column that only numbers the rows is left out."""
    block, seen = main_blocks(layout)[0], len(layout.lines)
    inside = range(block.first_body_row - 1, sheet.height)
    rows = pa.array(np.array([row for row in inside if row >= seen or layout.lines[row] is LineClass.DATA], dtype=np.int64))
    cells = sheet.cells.select(range(block.range.first_column - 1, block.range.last_column)).take(rows)
    counting = [str(number) for number in range(1, cells.num_rows + 1)]
    kept = [column for column in cells.columns if column.to_pylist() != counting]
    frame = pd.DataFrame({at: column.to_pandas() for at, column in enumerate(kept)})
    return pd.util.hash_pandas_object(frame, index=False)
