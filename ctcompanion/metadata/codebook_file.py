"""The rows of a codebook file: csv, xlsx or docx (the largest table in it). Small files only; nothing in them is run or fetched."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ctcompanion.errors import MetadataError

LARGEST = 10 * 1024 * 1024
UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HINTS = ("column", "field", "variable", "name", "description", "definition", "meaning", "element", "attribute")


def rows_of(data: bytes, file_name: str) -> tuple[dict[str, str], ...]:
    """Rows of the codebook, header -> text. MetadataError: codebook-too-large, codebook-not-readable, codebook-without-table."""
    if len(data) > LARGEST:
        raise MetadataError(
            "codebook-too-large", "This codebook is larger than 10 MB.", "Choose the page with the column descriptions only."
        )
    grid = list(_limited(_grid(data, file_name)))
    rows = _with_headers(grid)
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


def _grid(data: bytes, file_name: str) -> Iterable[list[str]]:
    ending = file_name.rpartition(".")[2].casefold()
    if data[:4] != b"PK\x03\x04":
        if ending in ("csv", "tsv", "txt") and b"\x00" not in data[:1000]:
            return _delimited(data)
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
    first = text[:4000]
    delimiter = max((",", "\t", ";", "|"), key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise _not_readable() from None


def _excel(data: bytes) -> list[list[str]]:
    """The sheet that has most headings of a codebook."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        grids = [[["" if cell is None else str(cell) for cell in row] for row in _head(sheet)] for sheet in book.worksheets]
    finally:
        book.close()
    return max(grids, key=lambda grid: max((_heading_score(line) for line in grid[:20]), default=0), default=[])


def _head(sheet: Any) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number >= MOST_ROWS:
            return
        yield row[:50]


def _word(document: bytes) -> list[list[str]]:
    """The largest table of a Word document; merged cells count as blank."""
    from defusedxml.ElementTree import fromstring

    tables = []
    for table in fromstring(document).iter(f"{WORD}tbl"):
        tables.append([[_cell_text(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")])
    return max(tables, key=len, default=[])


def _cell_text(cell: Any) -> str:
    lines = ("".join(text.text or "" for text in paragraph.iter(f"{WORD}t")) for paragraph in cell.iter(f"{WORD}p"))
    return "\n".join(lines).strip()


def _heading_score(line: list[str]) -> int:
    return sum(any(hint in cell.casefold() for hint in HINTS) and len(cell) < 40 for cell in line)


def _with_headers(grid: list[list[str]]) -> tuple[dict[str, str], ...]:
    """The rows under the line that looks most like headings (among the first twenty)."""
    scores = [_heading_score(line) for line in grid[:20]]
    if not scores or max(scores) == 0:
        return ()
    at = scores.index(max(scores))
    headers = [cell.strip() or f"Column {number}" for number, cell in enumerate(grid[at], start=1)]
    rows = (dict(zip(headers, line, strict=False)) for line in grid[at + 1 :])
    return tuple(row for row in rows if any(cell.strip() for cell in row.values()))
