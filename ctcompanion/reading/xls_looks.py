"""What an old workbook (xls) says beyond values: bold, indents, formats, merges, hidden rows and columns, error cells."""

from __future__ import annotations

import os
from typing import Any

import pyarrow as pa

from ctcompanion.model import KIND_CODES, Kind, Range, Sheet, Styles
from ctcompanion.reading.excel import Looks
from ctcompanion.reading.parts import MIB, Bounds, Parts
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import cut, from_records, named, role_of, trimmed
from ctcompanion.reading.values import number_text

LARGEST = 4 * MIB
"""xlrd is slow; larger workbooks go without looks."""
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
KINDS = {1: Kind.TEXT, 2: Kind.NUMBER, 3: Kind.DATE, 4: Kind.BOOLEAN, 5: Kind.ERROR}


def looks_of(data: bytes) -> dict[str, Looks]:
    """Sheet name -> its looks; nothing where xlrd cannot make sense of the file."""
    if len(data) > LARGEST:
        return {}
    book = _book(data, formatting=True)
    if book is None:
        return {}
    found = {}
    for number, name in enumerate(book.sheet_names()):
        try:
            found[name] = _looks(book, book.sheet_by_index(number))
        except Exception:  # noqa: BLE001, S112 (xlrd fails in every way on odd files; looks are a help, not a must)
            continue
    return found


def _book(data: bytes, *, formatting: bool) -> Any:
    import xlrd

    try:
        with open(os.devnull, "w", encoding="utf-8") as silent:
            return xlrd.open_workbook(file_contents=data, formatting_info=formatting, on_demand=False, logfile=silent)
    except Exception:  # noqa: BLE001 (as above)
        return None


def _looks(book: Any, sheet: Any) -> Looks:
    bold, indents, formats, errors = set(), {}, {}, {}
    for row in range(sheet.nrows):
        for column, (kind, style) in enumerate(zip(sheet.row_types(row), sheet._cell_xf_indexes[row], strict=False)):
            if kind in (0, 6):
                continue
            place, look = (row + 1, column + 1), book.xf_list[style]
            if book.font_list[look.font_index].bold:
                bold.add(place)
            if look.alignment.indent_level:
                indents[place] = look.alignment.indent_level
            code = book.format_map[look.format_key].format_str
            if code and code.lower() != "general":
                formats[place] = code
            if kind == 5:
                errors[place] = ERRORS.get(sheet.cell_value(row, column), "#N/A")
    merged = tuple(Range(top + 1, bottom, left + 1, right) for top, bottom, left, right in sheet.merged_cells)
    hidden_rows = tuple(sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden))
    hidden_columns = tuple(sorted(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden))
    return Looks(Styles(merged, frozenset(bold), indents, formats), hidden_rows, hidden_columns, errors=errors)


def read_with_xlrd(data: bytes, bounds: Bounds) -> Parts:
    """Workbooks of Excel 2 to 5, older than the reader for the others knows."""
    book = _book(data, formatting=False)
    if book is None:
        raise refusal("unsupported-format", what="a workbook of a very old Excel (before 1997)")
    try:
        sheets = tuple(_sheet(book, book.sheet_by_index(number), bounds) for number in range(book.nsheets))
    except (IndexError, ValueError, KeyError, AssertionError, TypeError, AttributeError):
        raise refusal("unsupported-format", what="a workbook of a very old Excel (before 1997)") from None
    if not any(sheet.height for sheet in sheets):
        raise refusal("empty", what="its sheets have no cells filled in")
    return Parts("xls", sheets, (f"{sum(sheet.height for sheet in sheets):,} rows were read.",))


def _sheet(book: Any, sheet: Any, bounds: Bounds) -> Sheet:
    bounds.check(sheet.nrows, sheet.ncols)
    rows = [[_cell(book, one) for one in sheet.row(number)] for number in range(sheet.nrows)]
    cells = from_records([[text for text, _ in row] for row in rows])
    width = cells.num_columns
    padded = [[kind for _, kind in row] + [0] * (width - len(row)) for row in rows]
    kinds = [pa.array(column, pa.int8()) for column in zip(*padded, strict=True)]
    height, width = trimmed(cells) if width else (0, 0)
    cells = cut(cells, height, width)
    return Sheet(sheet.name, cells, cut(named(kinds), height, width), visible=sheet.visibility == 0, role=role_of(cells))


def _cell(book: Any, cell: Any) -> tuple[str, int]:
    kind = KINDS.get(cell.ctype, Kind.BLANK)
    code = KIND_CODES.index(kind)
    if kind is Kind.NUMBER:
        return number_text(float(cell.value)), code
    if kind is Kind.DATE:
        return _date(book, cell.value), code
    if kind is Kind.BOOLEAN:
        return ("TRUE" if cell.value else "FALSE"), code
    if kind is Kind.ERROR:
        return ERRORS.get(cell.value, "#N/A"), code
    text = str(cell.value) if kind is Kind.TEXT else ""
    return text, code if text else 0


def _date(book: Any, value: float) -> str:
    from xlrd.xldate import XLDateError, xldate_as_datetime

    try:
        moment = xldate_as_datetime(value, book.datemode)
    except (XLDateError, ValueError, OverflowError):
        return number_text(value)
    return str(moment.date() if value == int(value) else moment.isoformat(timespec="seconds"))
