"""The agency's own access plan workbook with rows added or brought up to date; everything else in it stays as it is."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

from ctcompanion import reference
from ctcompanion.errors import MetadataError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 5 * 1024 * 1024
SEARCHED_ROWS = 30
LOST = (
    "xl/drawings/", "xl/charts/", "xl/media/", "xl/vbaProject.bin", "xl/slicers/", "xl/ctrlProps/", "xl/activeX/", "xl/embeddings/",
    "xl/threadedComments/",
)  # fmt: skip
"""Parts that would not survive being written again."""
NAME_HEADERS = (
    "dataset name", "dataset", "title", "dataset title", "name of dataset", "data set", "data set name", "name of data set",
    "data set title", "name of the dataset", "title of dataset", "dataset names", "datasets",
)  # fmt: skip


def plan_workbook(rows: Iterable[Mapping[str, str]], existing: bytes | None = None, summary: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx with the rows. In an `existing` plan the header row is found by its words, a dataset that is there by its name.

    There, what moves from update to update is written anew, other cells only where they are empty; a label of the `summary` gets its
    number beside it. MetadataError: plan-not-readable, plan-too-large, plan-has-drawings, plan-without-headers.
    """
    listed = list(rows)
    book = _opened(existing) if existing else _new(listed)
    if existing:
        sheet, header = _header(book, listed[0] if listed else {})
        for row in listed:
            _put(sheet, header, row)
        _sum_up(book, summary or {})
    elif summary:
        counts = book.create_sheet("Summary")
        for label, number in summary.items():
            counts.append([label, number])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _new(rows: list[Mapping[str, str]]) -> Any:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Open Data Access Plan"
    if rows:
        sheet.append(list(rows[0]))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for row in rows:
            sheet.append([_safe(text) for text in row.values()])
        sheet.freeze_panes = "A2"
    return book


def _opened(data: bytes) -> Any:
    import openpyxl

    if len(data) > LARGEST:
        raise MetadataError(
            "plan-too-large", "This workbook is larger than an access plan should be.", "Choose the plan itself, under 5 MB."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
        if size > 20 * LARGEST:
            raise MetadataError(
                "plan-too-large", "This workbook is larger than an access plan should be.", "Choose the plan itself, under 5 MB."
            )
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            book = openpyxl.load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError):
        raise MetadataError(
            "plan-not-readable", "This file cannot be opened as an Excel workbook.", "Save the plan as .xlsx in Excel and choose it again."
        ) from None
    if any(name.startswith(LOST) for name in names) or any("will be removed" in str(warning.message) for warning in said):
        raise MetadataError(
            "plan-has-drawings",
            "Your plan holds pictures, comments, charts, lists to choose from or macros that would be lost.",
            "Download the row as csv and paste it into your plan.",
        )
    return book


def _header(book: Any, row: Mapping[str, str]) -> tuple[Worksheet, dict[str, int]]:
    """The sheet and the columns of the headers we know, from the row that holds most of them."""
    wanted = {_heading(header): header for header in row}
    best: tuple[int, Any, dict[str, int]] = (0, None, {})
    for sheet in book.worksheets:
        for cells in sheet.iter_rows(min_row=1, max_row=SEARCHED_ROWS):
            found = {wanted[_heading(cell.value)]: cell.column for cell in cells if _heading(cell.value) in wanted}
            names = [cell.column for cell in cells if _heading(cell.value) in NAME_HEADERS]
            if names and len(found) > best[0]:
                best = (len(found), sheet, {**found, "": cells[0].row, "name": names[0]})
    if best[1] is None:
        raise MetadataError(
            "plan-without-headers",
            "No row of column names was found in your plan.",
            "Add a row with “Dataset name” and your other column names.",
        )
    return best[1], best[2]


def _put(sheet: Worksheet, header: dict[str, int], row: Mapping[str, str]) -> None:
    """Fill the row of the same dataset, else the first free row below; cells whose column we do not know are not touched."""
    columns = {name: column for name, column in header.items() if name not in ("", "name")}
    title = next((text for name, text in row.items() if _plain(name) in NAME_HEADERS), "")
    number = _row_of(sheet, header, title)
    if sheet.cell(number, header["name"]).value in (None, ""):
        _made_alike(sheet, number, header[""])
        sheet.cell(number, header["name"]).value = _safe(title)
    moving = _moving()
    for name, column in columns.items():
        cell = sheet.cell(number, column)
        if row.get(name) and _may_be_written(cell) and (name in moving or cell.value in (None, "")):
            cell.value = _safe(row[name])


def _row_of(sheet: Worksheet, header: Mapping[str, int], title: str) -> int:
    """The row of that dataset wherever it stands below the headers; else the first free one that no merged cell reaches into."""
    below = range(header[""] + 1, sheet.max_row + 2)
    there = (number for number in below if _plain(sheet.cell(number, header["name"]).value) == _plain(title))
    free = (
        number
        for number in below
        if sheet.cell(number, header["name"]).value in (None, "")
        and not any(area.min_row <= number <= area.max_row for area in sheet.merged_cells.ranges)
    )
    return next(there, None) or next(free, sheet.max_row + 1)


def _may_be_written(cell: Any) -> bool:
    """Neither a formula, which counts for itself, nor a cell that another one covers."""
    return not _is_covered(cell) and cell.data_type != "f"


def _is_covered(cell: Any) -> bool:
    from openpyxl.cell.cell import MergedCell

    return isinstance(cell, MergedCell)


def _moving() -> set[str]:
    """Headers of what is written anew at every update."""
    plan = reference.document("access_plan.json")
    return {entry["header"] for entry in (*plan["columns"], *plan["inventory"]) if entry.get("moves")}


def _made_alike(sheet: Worksheet, number: int, header: int) -> None:
    """A new row looks like the one above it, and a table of Excel grows by it."""
    from openpyxl.utils import range_boundaries

    if number > header + 1:
        for above in sheet[number - 1]:
            if _is_covered(above):
                continue
            sheet.cell(number, above.column)._style = copy(above._style)
    for table in sheet.tables.values():
        _, first, _, last = range_boundaries(table.ref)
        if first <= header <= last == number - 1:
            table.ref = table.ref.removesuffix(str(last)) + str(number)
            if table.autoFilter:
                table.autoFilter.ref = table.ref


def _sum_up(book: Any, summary: Mapping[str, str]) -> None:
    """The numbers beside their labels, where the plan has such labels."""
    wanted = {_plain(label): number for label, number in summary.items() if number}
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and _plain(cell.value) in wanted:
                    beside = sheet.cell(cell.row, cell.column + 1)
                    if _may_be_written(beside):
                        beside.value = wanted[_plain(cell.value)]


def _heading(value: object) -> str:
    """A heading without the marks that forms put on it: `Dataset Name*`, `Data steward (required):`."""
    return _plain(re.sub(r"\([^()]*\)|[*:†]", " ", str(value or "")))


def _plain(value: object) -> str:
    return " ".join(str(value or "").casefold().split())


def _safe(text: str) -> str:
    """Text that Excel will not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
