"""Excel's XML spreadsheets of 2003 (SpreadsheetML): values and kinds."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError

import pyarrow as pa
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ctcompanion.model import KIND_CODES, Kind, Range, Sheet, Styles
from ctcompanion.reading.parts import Bounds, Parts
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import cut, from_records, named, role_of, trimmed
from ctcompanion.reading.values import number_text

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
X = "{urn:schemas-microsoft-com:office:excel}"
KINDS = {"Number": Kind.NUMBER, "DateTime": Kind.DATE, "Boolean": Kind.BOOLEAN, "Error": Kind.ERROR}
LAST = 1_048_576
Grid = dict[tuple[int, int], tuple[str, Kind]]


def read_xml_excel(data: bytes, bounds: Bounds) -> Parts:
    """Every worksheet; ReadingError when the XML is broken or declares entities."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        raise refusal("damaged", what="its XML is broken or not safe to open") from None
    sheets = tuple(_sheet(one, bounds) for one in root.iter(f"{SS}Worksheet"))
    if not any(sheet.height for sheet in sheets):
        raise refusal("empty", what="its sheets have no cells filled in")
    rows = sum(sheet.height for sheet in sheets)
    return Parts("xml-excel", sheets, (f"{len(sheets):,} sheets with {rows:,} rows were read.",))


def _sheet(element: Element, bounds: Bounds) -> Sheet:
    grid, merged = _cells(element)
    height, width = (max((key[axis] for key in grid), default=0) for axis in (0, 1))
    bounds.check(height, width)
    blank = ("", Kind.BLANK)
    rows = [[grid.get((row, column), blank) for column in range(1, width + 1)] for row in range(1, height + 1)]
    cells = from_records([[text for text, _ in row] for row in rows])
    codes = [pa.array([KIND_CODES.index(kind) for _, kind in column], pa.int8()) for column in zip(*rows, strict=True)]
    tall, wide = trimmed(cells) if width else (0, 0)
    cells = cut(cells, tall, wide)
    visible = next((one.text for one in element.iter(f"{X}Visible")), "SheetVisible") == "SheetVisible"
    name = element.get(f"{SS}Name") or "Sheet"
    return Sheet(name, cells, cut(named(codes), tall, wide), Styles(merged=tuple(merged)), visible=visible, role=role_of(cells))


def _cells(element: Element) -> tuple[Grid, list[Range]]:
    grid: Grid = {}
    merged: list[Range] = []
    row = 0
    for line in element.iterfind(f"{SS}Table/{SS}Row"):
        row = _number(line.get(f"{SS}Index"), row + 1)
        column = 0
        for cell in line.iterfind(f"{SS}Cell"):
            column = _number(cell.get(f"{SS}Index"), column + 1)
            text, kind = _value(cell)
            if text:
                grid[row, column] = (text, kind)
            across, down = (_number(cell.get(f"{SS}Merge{way}"), 0) for way in ("Across", "Down"))
            if across or down:
                merged.append(Range(row, row + down, column, column + across))
            column += across
        row += _number(line.get(f"{SS}Span"), 0)
    return grid, merged


def _value(cell: Element) -> tuple[str, Kind]:
    data: Any = cell.find(f"{SS}Data")
    if data is None:
        return "", Kind.BLANK
    text = "".join(data.itertext())
    kind = KINDS.get(data.get(f"{SS}Type"), Kind.TEXT)
    if kind is Kind.NUMBER:
        return _number_as_shown(text), kind
    if kind is Kind.DATE:
        return text.removesuffix(".000").removesuffix("T00:00:00"), kind
    if kind is Kind.BOOLEAN:
        return ("TRUE" if text == "1" else "FALSE"), kind
    return text, kind


def _number_as_shown(text: str) -> str:
    try:
        return number_text(float(text))
    except ValueError:
        return text


def _number(text: str | None, default: int) -> int:
    return min(int(text), LAST) if text and text.isdecimal() else default
