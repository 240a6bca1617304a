"""Clean at the source: next month's workbook, made from a recipe. What is filled in there comes back tidy and needs no cleaning.

One sheet with locked column names, drop-downs and checks; instructions on the second tab, with the one cell for the period; no totals.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ctcompanion.asked_columns import Asked, asked
from ctcompanion.model import DataType
from ctcompanion.model import Workbook as Book
from ctcompanion.recipe import Recipe

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DATA, INSTRUCTIONS, LISTS = "Data", "Instructions", "Lists"
MADE = frozenset({DATA, INSTRUCTIONS, LISTS})
ROWS = 5_000
"""So many rows have drop-downs and checks."""
PERIOD_CELL = "$B$4"


def next_workbook(recipe: Recipe, values: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The .xlsx. `values`: column name -> the values to choose from, from the table at hand or what is published; a recipe holds none.

    RecipeError `columns-unknown` for a recipe that never met a file.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    columns = asked(recipe, values or {})
    book = Workbook()
    data = book.active
    data.title = DATA
    instructions, lists = book.create_sheet(INSTRUCTIONS), book.create_sheet(LISTS)
    lists.sheet_state = "veryHidden"
    _headings(data, columns)
    for at, column in enumerate(columns, start=1):
        _check(data, lists, at, column)
    _instructions(instructions, recipe, columns)
    book.properties.title = ILLEGAL_CHARACTERS_RE.sub("", recipe.metadata.title)
    return _bytes(book)


def is_one(workbook: Book) -> bool:
    """Whether a file is such a workbook, as it came back."""
    return {sheet.name for sheet in workbook.sheets} >= MADE


def _headings(sheet: Worksheet, columns: Sequence[Asked]) -> None:
    """Bold and locked; every other cell is free. No password: it keeps a slip away, not a person."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(columns, start=1):
        cell = _written(sheet.cell(1, at), column.heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        shape = sheet.column_dimensions[get_column_letter(at)]
        shape.width, shape.protection = max(12, min(40, len(column.heading) + 4)), Protection(locked=False)
        shape.number_format = FORMATS.get(column.type, "General")
    sheet.freeze_panes = "A2"
    lock = sheet.protection
    lock.sheet = True
    lock.formatCells = lock.formatColumns = lock.formatRows = lock.insertRows = lock.deleteRows = lock.sort = lock.autoFilter = False


FORMATS = {DataType.DATE: "yyyy-mm-dd", DataType.TEXT: "@"}
"""Text is text: otherwise Excel makes a number of the ZIP 06101, and a day in May of the ages 5-9."""


def _written(cell: Any, text: str) -> Any:
    """A text in a cell, also one that begins as a formula does."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell


def _check(sheet: Worksheet, lists: Worksheet, at: int, column: Asked) -> None:
    """A drop-down, or a check of the type; what does not fit is refused by Excel with a sentence."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rule: dict[str, Any]
    if column.is_period:
        rule = {"type": "list", "formula1": f"{INSTRUCTIONS}!{PERIOD_CELL}"}
    elif column.choices:
        letter = get_column_letter(lists.max_column + 1 if lists.max_column > 1 or lists["A1"].value else 1)
        for row, value in enumerate(column.choices, start=1):
            _written(lists[f"{letter}{row}"], value)
        rule = {"type": "list", "formula1": f"{LISTS}!${letter}$1:${letter}${len(column.choices)}"}
    elif column.type is DataType.NUMBER:
        rule = {"type": "decimal", "operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}
    elif column.type is DataType.DATE:
        rule = {"type": "date", "operator": "greaterThan", "formula1": "1"}
    else:
        return
    firm = not column.is_period or column.only_period
    check = DataValidation(**rule, allow_blank=True, showErrorMessage=firm, errorTitle=column.heading[:32], error=_wanted(column)[:250])
    letter = get_column_letter(at)
    check.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(check)


def _wanted(column: Asked) -> str:
    if column.is_period:
        other = "" if column.only_period else " A row of another period has its own."
        return f"The period that stands in cell B4 of the tab {INSTRUCTIONS}: choose it from the list.{other}"
    if column.choices:
        return "Choose from the list."
    unit = f", in {column.said.unit}" if column.said.unit else ""
    return {
        DataType.NUMBER: f"A number alone{unit}; leave it empty where there is none.",
        DataType.DATE: "A date.",
        DataType.POINT: "A point on the map, longitude first: POINT (-72.67 41.76).",
    }.get(column.type, "Text.")


def _instructions(sheet: Worksheet, recipe: Recipe, columns: Sequence[Asked]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    due = f" It is updated {recipe.metadata.update_frequency.lower()}." if recipe.metadata.update_frequency else ""
    _written(sheet["A1"], recipe.metadata.title or recipe.name or "The next file")
    sheet["A2"] = f"Fill in the tab {DATA}, save, and bring this file to CT Companion with “Update now”.{due}"
    sheet["A4"], sheet["C4"] = (
        "Period of this file",
        "Write it here first, as in the last file (a year, a month). The column of the period offers it.",
    )
    rules = (
        "One line for each row of data, without empty lines between them.",
        "No totals and no averages: readers make them themselves.",
        "No notes, colors or footnotes in the table. A number that you do not have stays empty; never write *, N/A or 0 for it.",
        "The column names are locked. A new column is a question to ask first: your dataset's readers count on these.",
    )
    for row, text in enumerate(rules, start=6):
        sheet.cell(row, 1, f"{row - 5}. {text}")
    top = 6 + len(rules) + 1
    for at, text in enumerate(("Column", "What to write", "What it means"), start=1):
        sheet.cell(top, at, text).font = Font(bold=True)
    for row, column in enumerate(columns, start=top + 1):
        for at, text in enumerate((column.heading, _wanted(column), column.said.description), start=1):
            _written(sheet.cell(row, at), text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font, sheet["B4"].fill = Font(bold=True, size=14), PatternFill("solid", fgColor="FFF2CC")
    for letter, width in (("A", 30), ("B", 45), ("C", 80)):
        sheet.column_dimensions[letter].width = width


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
