"""What a workbook (xlsx) says beyond values: bold, indents, formats, merges, hidden rows and columns, filters, error cells.

Read straight from the XML with linear patterns, since a full second parser would cost ten times the first. Whatever is not
as expected is left out: looks are a help, not a must.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ctcompanion.model import Range, Styles
from ctcompanion.reading.archive import part
from ctcompanion.reading.excel import Looks
from ctcompanion.reading.parts import MIB

SMALL_PART = 8 * MIB
WHOLE_SHEET = 64 * MIB
"""Larger sheets go without looks: they are lists from a system, not hand-made tables."""
ALL_CELLS_OF = 8 * MIB
HEAD, TAIL = 1 * MIB, 256 * 1024
"""Of sheets between the two sizes the first and last rows are looked at, in bytes of XML."""
ROW = re.compile(rb"<(?:\w+:)?row ([^>]*)>")
CELL = re.compile(rb"<(?:\w+:)?c ([^>]*[^/>])>")
ERROR = re.compile(rb'<(?:\w+:)?c ([^>]*\bt="e"[^>]*)>(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?<(?:\w+:)?v>([^<]*)<')
COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]*)>")
MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
FILTER = re.compile(rb'<(?:\w+:)?sheetPr [^>]*\bfilterMode="(?:1|true)"|<(?:\w+:)?filterColumn ')
PRINTED = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
PRINT_CODE = re.compile(r"&(?:\"[^\"]*\"|[0-9]+|K[0-9A-Fa-f]{6}|[A-Z])")
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
MOST_MERGES = 20_000
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "$#,##0", 6: "$#,##0", 7: "$#,##0.00", 8: "$#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0", 42: "$#,##0", 43: "#,##0.00", 44: "$#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Number formats that workbooks name by number alone (ECMA-376, part 1, 18.8.30)."""


class Look(NamedTuple):
    """What one cell style says."""

    bold: bool
    indent: int
    code: str


def looks_of(pack: zipfile.ZipFile) -> dict[str, Looks]:
    """Sheet name -> its looks."""
    styles = _cell_styles(_tree(part(pack, "xl/styles.xml", SMALL_PART)))
    found = {}
    for name, entry in _sheet_parts(pack):
        info = pack.NameToInfo.get(entry)
        if info is not None and info.file_size <= WHOLE_SHEET:
            found[name] = _looks(part(pack, entry, WHOLE_SHEET), styles)
    return found


def _tree(text: bytes) -> Element | None:
    try:
        return fromstring(text) if text else None
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return None


def _local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _children(tree: Element | None, name: str) -> list[Element]:
    return [] if tree is None else [child for group in tree.iter() if _local(group) == name for child in group]


def _sheet_parts(pack: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _tree(part(pack, "xl/_rels/workbook.xml.rels", SMALL_PART))
    targets = {link.get("Id"): link.get("Target", "") for link in (links if links is not None else ())}
    for sheet in _children(_tree(part(pack, "xl/workbook.xml", SMALL_PART)), "sheets"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        target = targets.get(link)
        if target:
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _cell_styles(tree: Element | None) -> list[Look]:
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in _children(tree, "numFmts")}
    bolds = [_bold(font) for font in _children(tree, "fonts")]
    return [_look(one, codes, bolds) for one in _children(tree, "cellXfs")]


def _bold(font: Element) -> bool:
    return any(_local(one) == "b" and one.get("val", "1") not in ("0", "false") for one in font)


def _look(style: Element, codes: dict[str | None, str], bolds: list[bool]) -> Look:
    number, font = style.get("numFmtId", "0"), style.get("fontId", "0")
    indent = next((one.get("indent", "0") for one in style if _local(one) == "alignment"), "0")
    code = codes.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "")
    bold = font.isdecimal() and int(font) < len(bolds) and bolds[int(font)]
    return Look(bold, int(indent) if indent.isdecimal() else 0, "" if code.lower() == "general" else code)


def _looks(sheet: bytes, styles: list[Look]) -> Looks:
    bold, indents, formats = set(), {}, {}
    for place, number in _styled(_shown(sheet)):
        look = styles[number] if number < len(styles) else None
        if look is None:
            continue
        if look.bold:
            bold.add(place)
        if look.indent:
            indents[place] = look.indent
        if look.code:
            formats[place] = look.code
    rows = tuple(_number(REFERENCE_ROW, row) for row in ROW.findall(sheet) if HIDDEN.search(row))
    styles_found = Styles(_merged(sheet), frozenset(bold), indents, formats)
    filtered = FILTER.search(sheet) is not None
    return Looks(styles_found, tuple(row for row in rows if row), _hidden_columns(sheet), filtered, _errors(sheet), _printed(sheet))


REFERENCE_ROW = re.compile(rb'\br="([0-9]{1,7})"')
MIN, MAX = re.compile(rb'\bmin="([0-9]{1,5})"'), re.compile(rb'\bmax="([0-9]{1,5})"')


def _number(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    return int(found[1]) if found else 0


def _shown(sheet: bytes) -> bytes:
    return sheet if len(sheet) <= ALL_CELLS_OF else sheet[:HEAD] + b">" + sheet[-TAIL:]


def _styled(text: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    for cell in CELL.findall(text):
        style = STYLE.search(cell)
        place = REFERENCE.search(cell)
        if style and place and style[1] != b"0":
            yield _place(place[1], place[2]), int(style[1])


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row), column


def _merged(sheet: bytes) -> tuple[Range, ...]:
    ranges = []
    for left, top, right, bottom in MERGE.findall(sheet)[:MOST_MERGES]:
        (first_row, first_column), (last_row, last_column) = _place(left, top), _place(right, bottom)
        ranges.append(Range(first_row, last_row, first_column, last_column))
    return tuple(ranges)


def _hidden_columns(sheet: bytes) -> tuple[int, ...]:
    start = sheet[: max(0, sheet.find(b"sheetData"))]
    columns: set[int] = set()
    for one in COLUMN.findall(start):
        if HIDDEN.search(one):
            columns.update(range(_number(MIN, one), min(_number(MAX, one), 16_384) + 1))
    return tuple(sorted(columns - {0}))


def _printed(sheet: bytes) -> tuple[str, ...]:
    """What page headers and footers say, without Excel's codes for place, font, page and date."""
    texts = (unescape(text.decode("utf-8", "replace")) for text in PRINTED.findall(sheet[-TAIL:]))
    bare = (" ".join(PRINT_CODE.sub(" ", text).split()) for text in texts)
    return tuple(dict.fromkeys(text for text in bare if text))


def _errors(sheet: bytes) -> dict[tuple[int, int], str]:
    if b't="e"' not in sheet:
        return {}
    places = ((REFERENCE.search(attributes), value) for attributes, value in ERROR.findall(sheet))
    return {_place(place[1], place[2]): unescape(value.decode("utf-8", "replace")) for place, value in places if place and value}
