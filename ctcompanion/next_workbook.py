"""Clean at the source: next month's workbook, made from a recipe. What is filled in there comes back tidy and needs no cleaning.

One sheet with locked column names, drop-downs and checks; instructions on the second tab, with the one cell for the period; no totals.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ctcompanion import reference
from ctcompanion.cleaning.columns_now import label_of
from ctcompanion.errors import RecipeError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import ColumnMetadata, Recipe

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DATA, INSTRUCTIONS, LISTS = "Data", "Instructions", "Lists"
ROWS = 5_000
"""So many rows have drop-downs and checks."""
MOST = 100
"""More different values than this are no list to choose from."""
PERIOD_CELL = "$B$4"
TOWN_WORDS = frozenset({"town", "towns", "municipality"})
PERIOD_WORDS = frozenset({"year", "month", "quarter", "period", "week", "date"})
OUR_OWN = frozenset({"date_updated"})
"""Columns that the cleanup fills by itself."""


@dataclass(frozen=True)
class Asked:
    """One column to fill in: its heading, type, what is said of it, and the values to choose from (empty: free)."""

    heading: str
    type: DataType
    said: ColumnMetadata
    choices: tuple[str, ...] = ()
    is_period: bool = False


def next_workbook(recipe: Recipe, values: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The .xlsx. `values`: column name -> the values to choose from, from the table at hand or what is published; a recipe holds none.

    RecipeError `columns-unknown` for a recipe that never met a file.
    """
    from openpyxl import Workbook

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
    book.properties.title = recipe.metadata.title
    return _bytes(book)


def asked(recipe: Recipe, values: Mapping[str, Sequence[str]]) -> tuple[Asked, ...]:
    """The columns in the clean table's order."""
    said = {column.name: column for column in recipe.columns}
    types = dict(recipe.source.columns) or {column.name: column.type for column in recipe.columns}
    if not types:
        raise RecipeError(
            "columns-unknown", "This recipe does not know its columns yet.", "Take a file through the clean page once, then try again."
        )
    period = next((name for name in types if PERIOD_WORDS & set(name.split("_")) and name not in OUR_OWN), "")
    found = []
    for name, kind in types.items():
        if name not in OUR_OWN:
            known = said.get(name) or ColumnMetadata(name=name)
            choices = () if name == period else _choices(name, kind, values.get(name, ()))
            found.append(Asked(label_of(name, known.display), kind, known, choices, name == period))
    return tuple(found)


def _choices(name: str, kind: DataType, given: Sequence[str]) -> tuple[str, ...]:
    if TOWN_WORDS & set(name.split("_")) and kind is DataType.TEXT:
        towns = reference.towns()
        known = {town.casefold() for town in towns}
        # "All towns" and the like are chosen too where they are published.
        return (*towns, *(value for value in given if value.casefold() not in known and len(given) <= len(towns) + MOST))
    return tuple(given) if kind is DataType.TEXT and 0 < len(given) <= MOST else ()


def values_in(table: CleanTable) -> dict[str, tuple[str, ...]]:
    """Column name -> its different values, of the text columns in which values come again."""
    found = {}
    for column in table.columns:
        cells = table.rows[column.name].dropna()
        if column.type is DataType.TEXT and len(different := cells.unique()) <= max(len(cells) // 2, 1):
            found[column.name] = tuple(sorted(map(str, different)))
    return found


def _headings(sheet: Worksheet, columns: Sequence[Asked]) -> None:
    """Bold and locked; every other cell is free. No password: it keeps a slip away, not a person."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(columns, start=1):
        cell = sheet.cell(1, at, column.heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        shape = sheet.column_dimensions[get_column_letter(at)]
        shape.width, shape.protection = max(12, min(40, len(column.heading) + 4)), Protection(locked=False)
        if column.type is DataType.DATE:
            shape.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    lock = sheet.protection
    lock.sheet = True
    lock.formatCells = lock.formatColumns = lock.formatRows = lock.insertRows = lock.deleteRows = lock.sort = lock.autoFilter = False


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
            lists[f"{letter}{row}"] = value
        rule = {"type": "list", "formula1": f"{LISTS}!${letter}$1:${letter}${len(column.choices)}"}
    elif column.type is DataType.NUMBER:
        rule = {"type": "decimal", "operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}
    elif column.type is DataType.DATE:
        rule = {"type": "date", "operator": "greaterThan", "formula1": "1"}
    else:
        return
    check = DataValidation(**rule, allow_blank=True, showErrorMessage=True, errorTitle=column.heading[:32], error=_wanted(column)[:250])
    letter = get_column_letter(at)
    check.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(check)


def _wanted(column: Asked) -> str:
    if column.is_period:
        return f"The period that stands in cell B4 of the tab {INSTRUCTIONS}: choose it from the list."
    if column.choices:
        return "Choose from the list."
    unit = f", in {column.said.unit}" if column.said.unit else ""
    return {
        DataType.NUMBER: f"A number alone{unit}; leave it empty where there is none.",
        DataType.DATE: "A date.",
        DataType.CHECKBOX: "Yes or no.",
    }.get(column.type, "Text.")


def _instructions(sheet: Worksheet, recipe: Recipe, columns: Sequence[Asked]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    due = f" It is updated {recipe.metadata.update_frequency.lower()}." if recipe.metadata.update_frequency else ""
    sheet["A1"] = recipe.metadata.title or recipe.name or "The next file"
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
            sheet.cell(row, at, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font, sheet["B4"].fill = Font(bold=True, size=14), PatternFill("solid", fgColor="FFF2CC")
    for letter, width in (("A", 30), ("B", 45), ("C", 80)):
        sheet.column_dimensions[letter].width = width


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
