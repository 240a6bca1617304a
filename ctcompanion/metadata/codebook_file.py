"""The rows of a codebook file: csv, xlsx or docx (the tables in it that have the headings of a codebook). Small files only; nothing in them is run or fetched."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ctcompanion.errors import MetadataError
from ctcompanion.metadata.codebook import HEADERS, heading

LARGEST = 10 * 1024 * 1024
UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOTH = 100
"""What a line with a heading for names and one for descriptions counts more than others."""
HINTS = ("column", "field", "variable", "name", "description", "definition", "meaning", "element", "attribute")


def rows_of(data: bytes, file_name: str) -> tuple[dict[str, str], ...]:
    """Rows of the codebook, header -> text. MetadataError: codebook-too-large, codebook-not-readable, codebook-without-table."""
    if len(data) > LARGEST:
        raise MetadataError(
            "codebook-too-large", "This codebook is larger than 10 MB.", "Choose the page with the column descriptions only."
        )
    rows = _rows([list(_limited(grid)) for grid in _grids(data, file_name)])
    if not rows:
        raise MetadataError(
            "codebook-without-table",
            "No table of columns was found in this file.",
            "It needs a row of headings such as “Column” and “Description”.",
        )
    return rows


def _limited(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, line in enumerate(lines):
        if number >= MOST_ROWS:
            return
        yield line


def _grids(data: bytes, file_name: str) -> Iterable[list[list[str]]]:
    """The tables of the file: one of a csv, one a sheet of a workbook, each of a document."""
    ending = file_name.rpartition(".")[2].casefold()
    if data[:4] != b"PK\x03\x04":
        if ending in ("csv", "tsv", "txt") and b"\x00" not in data[:1000]:
            return [_delimited(data)]
        raise _not_readable()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
                raise MetadataError("codebook-too-large", "This codebook unpacks to more than 60 MB.", "Save it again without pictures.")
            if "word/document.xml" in archive.namelist():
                return _word(archive.read("word/document.xml"))
        return _excel(data)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError, NotImplementedError, RuntimeError):
        raise _not_readable() from None


def _not_readable() -> MetadataError:
    return MetadataError(
        "codebook-not-readable", "This file cannot be read as a codebook.", "Save it as .xlsx, .csv or .docx and choose it again."
    )


def _delimited(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _not_readable()
    try:
        return max((_split(text, mark) for mark in (",", "\t", ";", "|")), key=_evenness)
    except csv.Error:
        raise _not_readable() from None


def _split(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _evenness(grid: list[list[str]]) -> tuple[int, int]:
    """How well a delimiter fits: headings found first (commas stand in descriptions too), then lines of more than one cell."""
    return max(map(_heading_score, grid[:20]), default=0), sum(len(line) > 1 for line in grid[:50])


def _excel(data: bytes) -> list[list[list[str]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        return [[["" if cell is None else str(cell) for cell in row] for row in _head(sheet)] for sheet in book.worksheets]
    finally:
        book.close()


def _head(sheet: Any) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number >= MOST_ROWS:
            return
        yield row[:50]


def _word(document: bytes) -> list[list[list[str]]]:
    """The tables of a Word document; a cell over several columns is followed by blanks."""
    from defusedxml.ElementTree import fromstring

    return [
        [[text for cell in row.iter(f"{WORD}tc") for text in _spread(cell)] for row in table.iter(f"{WORD}tr")]
        for table in fromstring(document).iter(f"{WORD}tbl")
    ]


def _spread(cell: Any) -> list[str]:
    span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
    wide = "1" if span is None else str(span.get(f"{WORD}val"))
    return [_cell_text(cell), *[""] * (min(int(wide), 50) - 1 if wide.isdigit() else 0)]


def _cell_text(cell: Any) -> str:
    lines = ("".join(text.text or "" for text in paragraph.iter(f"{WORD}t")) for paragraph in cell.iter(f"{WORD}p"))
    return "\n".join(lines).strip()


def _heading_score(line: list[str]) -> int:
    """How much a line looks like a codebook's headings; one that names both columns and descriptions counts most."""
    known = {key for key, words in HEADERS.items() if any(heading(cell) in words for cell in line)}
    hinted = sum(any(hint in cell.casefold() for hint in HINTS) and len(cell) < 40 for cell in line)
    return hinted + (BOTH if {"name", "description"} <= known else 0)


def _rows(grids: list[list[list[str]]]) -> tuple[dict[str, str], ...]:
    """The rows of every table that has both headings, in order; where none has, of the table that looks most like a codebook."""
    placed = [(*_place(grid), grid) for grid in grids]
    best = max((score for score, _, _ in placed), default=0)
    if not best:
        return ()
    taken = [one for one in placed if one[0] >= BOTH] if best >= BOTH else [next(one for one in placed if one[0] == best)]
    return tuple(row for _, at, grid in taken for row in _with_headers(grid, at))


def _place(grid: list[list[str]]) -> tuple[int, int]:
    """(score, line) of the line that looks most like headings, among the first twenty."""
    return max(((_heading_score(line), -number) for number, line in enumerate(grid[:20])), default=(0, 0))


def _with_headers(grid: list[list[str]], at: int) -> Iterator[dict[str, str]]:
    """The rows under the headings. A heading merged over several columns stands for the one of them that is filled."""
    start = -at
    headers = [cell.strip() for cell in grid[start]]
    for line in grid[start + 1 :]:
        if any(cell.strip() for cell in line):
            yield _row(headers, line)


def _row(headers: list[str], line: list[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    last = ""
    for number, header in enumerate(headers, start=1):
        cell = line[number - 1] if number <= len(line) else ""
        if not header and last and _is_vacant(row[last]):
            row[last], cell = cell or row[last], ""
        row[header or f"Column {number}"] = cell
        last = header or last
    return row


def _is_vacant(cell: str) -> bool:
    """Blank, or only the number of a line."""
    return not cell.strip() or (cell.strip().isdigit() and len(cell.strip()) < 4)
