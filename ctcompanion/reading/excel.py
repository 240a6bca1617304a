"""Workbooks (xlsx, xlsm, xlsb, xls, ods): values through calamine, looks and error cells from a second, forgiving pass."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from ctcompanion.model import Kind, Range, Sheet, Styles, cell_name
from ctcompanion.reading.parts import Bounds, Parts, Progress
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import cut, named, role_of, stacked, trimmed
from ctcompanion.reading.values import CODE, text_and_kinds

CHUNK = 10_000
CHUNK_CELLS = 1_000_000
EMPTY = pa.table({})


@dataclass(frozen=True)
class Looks:
    """What a sheet's second pass found beyond values."""

    styles: Styles = field(default_factory=Styles)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered: bool = False
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    printed: tuple[str, ...] = ()


def read_workbook(data: bytes, form: str, looks: Mapping[str, Looks], bounds: Bounds, progress: Progress) -> Parts:
    """Every sheet of a workbook in its order; sheets of macros are left out, chart sheets have no cells."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        listed = [entry for entry in book.sheets_metadata if entry.typ in (WORK, CHART)]
        sheets = tuple(
            _sheet(book, entry, looks.get(entry.name, Looks()), bounds, _told(progress, number, len(listed)))
            for number, entry in enumerate(listed, start=1)
        )
    except calamine.PasswordError:
        raise refusal("password-protected") from None
    except calamine.CalamineError:
        raise refusal("damaged", what="its inner parts do not fit together") from None
    _refuse_without_cells(sheets)
    return Parts(form, sheets, (_receipt(sheets), *_merged_words(sheets)), _notices(sheets))


NAMED = 5
WORK, CHART = calamine.SheetTypeEnum.WorkSheet, calamine.SheetTypeEnum.ChartSheet


def _told(progress: Progress, number: int, count: int) -> int:
    progress(f"Reading sheet {number} of {count}")
    return number


def _sheet(book: Any, entry: Any, looks: Looks, bounds: Bounds, number: int) -> Sheet:  # noqa: ARG001 (tells the progress)
    visible = entry.visible == calamine.SheetVisibleEnum.Visible
    if entry.typ == CHART:
        return Sheet(entry.name, EMPTY, EMPTY, visible=visible, role="chart")
    found = book.get_sheet_by_name(entry.name)
    cells, kinds = _cells(found, entry.name, bounds)
    cells, kinds = _with_errors(cells, kinds, looks.errors)
    height, width = trimmed(cells)
    cells, kinds = cut(cells, height, width), cut(kinds, height, width)
    sheet = Sheet(
        entry.name, cells, kinds, looks.styles, visible=visible, role=role_of(cells), filtered=looks.filtered, printed=looks.printed
    )
    sheet = replace(
        sheet,
        hidden_rows=tuple(row for row in looks.hidden_rows if row <= height),
        hidden_columns=tuple(column for column in looks.hidden_columns if column <= width),
    )
    return sheet if looks.styles.merged else replace(sheet, styles=_with_merged(looks.styles, found))


def _with_merged(styles: Styles, found: Any) -> Styles:
    ranges = found.merged_cell_ranges or ()
    return replace(styles, merged=tuple(Range(top + 1, bottom + 1, left + 1, right + 1) for (top, left), (bottom, right) in ranges))


def _cells(found: Any, name: str, bounds: Bounds) -> tuple[pa.Table, pa.Table]:
    """Cells and kinds of a sheet from A1 on, in pieces so that a large sheet never stands in memory as Python values."""
    if found.end is None:
        return EMPTY, EMPTY
    height, width = found.end[0] + 1, found.end[1] + 1
    bounds.check(height, width, place=cell_name(name, height, width))
    left = (found.start or (0, 0))[1]
    rows = found.iter_rows()
    texts, kinds = [], []
    step = max(1, min(CHUNK, CHUNK_CELLS // width))
    while chunk := list(islice(rows, step)):
        columns = [text_and_kinds(column) for column in zip(*chunk, strict=True)]
        padding = width - len(columns)
        columns = [_blank(len(chunk))] * (padding if left else 0) + columns
        texts.append(named([column for column, _ in columns]))
        kinds.append(named([pa.array(column) for _, column in columns]))
    return (stacked(texts, width), stacked(kinds, width, pa.int8())) if texts else (EMPTY, EMPTY)


def _blank(rows: int) -> tuple[pa.Array, np.ndarray]:
    return pa.nulls(rows, pa.string()), np.zeros(rows, np.int8)


def _with_errors(cells: pa.Table, kinds: pa.Table, errors: Mapping[tuple[int, int], str]) -> tuple[pa.Table, pa.Table]:
    """Error cells (#N/A, #REF!) put in; calamine gives them as blanks."""
    for column in sorted({column for _, column in errors}):
        if column > cells.num_columns:
            continue
        texts = cells.column(column - 1).to_pylist()
        codes = kinds.column(column - 1).to_numpy().copy()
        for (row, at), text in errors.items():
            if at == column and row <= len(texts):
                texts[row - 1], codes[row - 1] = text, CODE[Kind.ERROR]
        cells = cells.set_column(column - 1, cells.column_names[column - 1], pa.array(texts, pa.string()))
        kinds = kinds.set_column(column - 1, kinds.column_names[column - 1], pa.array(codes))
    return cells, kinds


def _refuse_without_cells(sheets: tuple[Sheet, ...]) -> None:
    if any(sheet.height for sheet in sheets):
        return
    chart = next((sheet.name for sheet in sheets if sheet.role == "chart"), None)
    if chart is not None:
        raise refusal("not-a-table", what="a workbook that holds charts only", place=chart)
    many = "its only sheet has" if len(sheets) == 1 else "its sheets have"
    raise refusal("empty", what=f"{many} no cells filled in")


def _receipt(sheets: tuple[Sheet, ...]) -> str:
    filled = [sheet for sheet in sheets if sheet.height]
    if len(filled) == 1:
        return f"{filled[0].height:,} rows and {filled[0].width:,} columns were read."
    return f"{len(filled):,} sheets with {sum(sheet.height for sheet in filled):,} rows were read."


def _merged_words(sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    merged = sum(len(sheet.styles.merged) for sheet in sheets)
    if not merged:
        return ()
    what = "1 merged area was" if merged == 1 else f"{merged:,} merged areas were"
    return (f"{what} found. The text of each stands in its first cell, as in Excel.",)


def _notices(sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    hidden = [str(sheet.name) for sheet in sheets if not sheet.visible]
    if not hidden:
        return ()
    said = "1 hidden sheet" if len(hidden) == 1 else f"{len(hidden):,} hidden sheets"
    more = f" and {len(hidden) - NAMED:,} more" if len(hidden) > NAMED else ""
    return (f"{said} came along: {', '.join(hidden[:NAMED])}{more}.",)
