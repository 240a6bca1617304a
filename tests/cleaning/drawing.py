"""Sheets drawn as text, each row led by what it is, so that a test shows what it is about.

title  | Permits by town, 2018
header | Town | Permits
data   | Avon | 12
total  | Total | 12
"""

from __future__ import annotations

import re

import pyarrow as pa

from ctcompanion import cleaning
from ctcompanion.model import Block, CleanTable, Layout, LineClass, Range, Sheet, Styles, column_letter
from ctcompanion.recipe import CleaningStep

BODY = (LineClass.DATA, LineClass.GROUP, LineClass.TOTAL)


def drawn(picture: str, *, name: str | None = None, blocks: tuple[str, ...] = (), styles: Styles | None = None) -> tuple[Sheet, Layout]:
    """The sheet and the layout that the picture shows. `blocks`: ranges such as A2:B4 where there are several."""
    lines, rows = [], []
    for line in picture.strip().splitlines():
        kind, *cells = (cell.strip() for cell in line.split("|"))
        lines.append(LineClass(kind))
        rows.append([cell or None for cell in cells])
    width = max(len(row) for row in rows)
    rows = [row + [None] * (width - len(row)) for row in rows]
    cells = pa.table({column_letter(at + 1): pa.array([row[at] for row in rows], type=pa.string()) for at in range(width)})
    found = tuple(_block(area, rows, lines) for area in ([_range(text) for text in blocks] or _whole(lines, width)))
    header = found[0].header_rows if found else ()
    layout = Layout(tuple(lines), header, found[0].names if found else (), tuple(block.range for block in found), (), 1.0, blocks=found)
    return Sheet(name, cells, styles=styles or Styles()), layout


def _whole(lines: list[LineClass], width: int) -> list[Range]:
    inside = [at for at, line in enumerate(lines, start=1) if line in (*BODY, LineClass.HEADER)]
    return [Range(min(inside), max(inside), 1, width)] if inside else []


def _range(text: str) -> Range:
    first, top, last, bottom = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text).groups()
    return Range(int(top), int(bottom), ord(first) - 64, ord(last) - 64)


def _block(area: Range, rows: list[list[str | None]], lines: list[LineClass]) -> Block:
    head = []
    for number in range(area.first_row, area.last_row + 1):
        if lines[number - 1] is LineClass.HEADER:
            head.append(number)
        elif lines[number - 1] is not LineClass.BLANK:
            break
    levels: list[list[str]] = [[] for _ in range(area.first_column, area.last_column + 1)]
    for depth, number in enumerate(head):
        last = ""
        for at, column in enumerate(range(area.first_column, area.last_column + 1)):
            text = rows[number - 1][column - 1]
            last = text or (last if depth < len(head) - 1 else "")
            if last:
                levels[at].append(last)
    headers = tuple(tuple(texts) for texts in levels)
    return Block(
        area,
        tuple(head),
        headers,
        tuple(" ".join(texts) or f"Column {column_letter(area.first_column + at)}" for at, texts in enumerate(headers)),
    )


def steps(picture: str, file_name: str = "", **more: object) -> tuple[CleaningStep, ...]:
    """The steps that are proposed for the picture."""
    sheet, layout = drawn(picture, **more)
    return cleaning.propose(sheet, file_name, layout).steps


def step(name: str, proposed: tuple[CleaningStep, ...]) -> CleaningStep:
    """The proposed step of that id."""
    return next(found for found in proposed if found.id == name)


def cleaned(
    picture: str, file_name: str = "", *, off: tuple[str, ...] = (), own: tuple[CleaningStep, ...] = (), **more: object
) -> CleanTable:
    """The picture after its proposed steps, some of them switched off, and after a person's own."""
    sheet, layout = drawn(picture, **more)
    proposed = cleaning.propose(sheet, file_name, layout).steps
    chosen = tuple(found.model_copy(update={"on": found.on and found.id not in off}) for found in proposed)
    return cleaning.clean(sheet, (*chosen, *own), file_name=file_name, layout=layout)


def shown(table: CleanTable) -> list[list[object]]:
    """The table's names and rows as plain lists; blanks are None."""
    rows = table.rows.astype(object).where(table.rows.notna(), None)
    return [list(table.rows.columns), *rows.values.tolist()]
