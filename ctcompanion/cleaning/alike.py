"""Which sheets of a workbook hold parts of one table: their column names agree, be some of them spelled differently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.model import Block, Layout, LineClass, Sheet, Workbook

from .layout import detect
from .working import main_blocks

YEAR = re.compile(r"(?:19|20)\d\d")
UNNAMED = re.compile(r"Column [A-Z]{1,3}$")
SPELLED = 0.85
"""So much alike are two spellings of one heading."""
SAME_ROWS = 0.9
"""Sheets that share so many of their rows are one table, sorted differently."""
HEAD = 200
"""The column names of a long sheet are looked for in so many rows."""
MOST = 60
"""Of a workbook with more sheets the first ones are compared."""


@dataclass(frozen=True)
class Alike:
    """Sheets that may be put under each other. `spelled`: sentences on headings that differ; `same_rows`: they are one table, not parts."""

    names: tuple[str, ...]
    header: tuple[str, ...]
    spelled: tuple[str, ...] = ()
    same_rows: bool = False


def alike(workbook: Workbook) -> tuple[Alike, ...]:
    """The groups of visible sheets whose column names agree, parts of a table before one table sorted several ways, large ones first."""
    groups: list[list[tuple[Sheet, Layout]]] = []
    for sheet in [sheet for sheet in workbook.sheets if sheet.visible and sheet.role == "data"][:MOST]:
        layout = detect(_head(sheet))
        if not layout.header_rows or len(layout.names) < 2:
            continue
        mine = next((group for group in groups if pairs(group[0][1].names, layout.names)), None)
        if mine is None:
            groups.append([(sheet, layout)])
        else:
            mine.append((sheet, layout))
    found = [_alike(group) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (group.same_rows, -len(group.names))))


def _head(sheet: Sheet) -> Sheet:
    """A long sheet's first rows: enough to find its column names."""
    if sheet.height <= 2 * HEAD:
        return sheet
    return replace(sheet, cells=sheet.cells.slice(0, HEAD), kinds=None if sheet.kinds is None else sheet.kinds.slice(0, HEAD))


def _alike(group: Sequence[tuple[Sheet, Layout]]) -> Alike:
    lead, header = str(group[0][0].name), group[0][1].names
    said = [sentence for sheet, layout in group[1:] for sentence in _differences(lead, header, str(sheet.name), layout.names)]
    return Alike(tuple(str(sheet.name) for sheet, _ in group), header, tuple(said), _one_table(group))


def pairs(header: tuple[str, ...], other: tuple[str, ...]) -> dict[str, str] | None:
    """For each heading of `other` the one of `header` that it stands for; None where they are not columns of one table."""
    if len(header) != len(other):
        return None
    left = {_bare(name): name for name in header}
    found = {name: left.pop(_bare(name)) for name in other if _bare(name) in left}
    for name in other:
        if name not in found:
            near = next((bare for bare in left if _is_spelling(bare, _bare(name))), None)
            if near is None:
                return None
            found[name] = left.pop(near)
    return found


def _bare(name: str) -> str:
    """A heading without case and punctuation; a year stands for any year; one without a heading for any other."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", YEAR.sub("year", UNNAMED.sub("", name)).casefold()).split())


def _is_spelling(one: str, other: str) -> bool:
    """Nearly the same letters, and exactly the same figures: Grade 1 is not Grade 2."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELLED


def _differences(lead: str, header: tuple[str, ...], name: str, other: tuple[str, ...]) -> list[str]:
    told = pairs(header, other) or {}
    return [
        f"“{ours}” of {lead} is spelled “{theirs}” in {name}: one column." for theirs, ours in told.items() if _bare(theirs) != _bare(ours)
    ]


def spelled_as(lead: Layout, layout: Layout) -> Layout:
    """The layout with the lead's spelling of its headings; headings that differ by a year alone keep theirs."""
    told = pairs(lead.names, layout.names)
    if told is None:
        return layout
    headers = dict(zip(lead.names, main_blocks(lead)[0].headers, strict=True))
    wanted = {theirs: headers[ours] for theirs, ours in told.items() if _bare(theirs) != _bare(ours)}
    if not wanted:
        return layout
    kin = main_blocks(layout)
    blocks = tuple(_spelled(block, wanted) if block in kin else block for block in layout.blocks)
    return replace(layout, blocks=blocks, names=blocks[layout.blocks.index(kin[0])].names)


def _spelled(block: Block, wanted: dict[str, tuple[str, ...]]) -> Block:
    headers = tuple(wanted.get(name, header) for name, header in zip(block.names, block.headers, strict=True))
    names = tuple(" ".join(wanted[name]) if name in wanted else name for name in block.names)
    return replace(block, headers=headers, names=names)


def _one_table(group: Sequence[tuple[Sheet, Layout]]) -> bool:
    """Whether each sheet holds (nearly) the rows of the first, in another order."""
    first, *others = [_rows(sheet, layout) for sheet, layout in group]
    return len(first) > 1 and all(_shared(first, other) >= SAME_ROWS for other in others)


def _shared(one: pd.Series, other: pd.Series) -> float:
    """The share of rows that both hold, each as often as it occurs."""
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
