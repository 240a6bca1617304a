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
from ctcompanion.cleaning.names import field_names
from ctcompanion.errors import RecipeError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.model import Workbook as Book
from ctcompanion.recipe import ColumnMetadata, Recipe

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DATA, INSTRUCTIONS, LISTS = "Data", "Instructions", "Lists"
MADE = frozenset({DATA, INSTRUCTIONS, LISTS})
ROWS = 5_000
"""So many rows have drop-downs and checks."""
MOST = 100
"""More different values than this are no list to choose from."""
PERIOD_CELL = "$B$4"
TOWN_WORDS = frozenset({"town", "towns", "municipality"})
TOWN_NAMES = TOWN_WORDS | {"name", "city", "cities", "of", "or", "and", "the", "residence"}
"""A column called by these words alone holds names of towns; a town's code or number has another word."""
TOWNS_AMONG = 0.5
"""From this share of towns among its values on, a column is one of towns."""
PERIOD_WORDS = frozenset({"year", "month", "quarter", "period", "week"})
PERIOD_NAMES = PERIOD_WORDS | {
    "fiscal",
    "school",
    "calendar",
    "state",
    "federal",
    "report",
    "reporting",
    "reference",
    "data",
    "of",
    "the",
    "ending",
}
"""A column called by these words alone says of which period a row is; the year in which a house was built is no period."""
FILLED = {"constant": "column", "date-updated": "column"}
"""Steps that fill a column by themselves, with the parameter that names it: nobody is asked to write it."""
YES_OR_NO = ("true", "false")


@dataclass(frozen=True)
class Asked:
    """One column to fill in: its heading, type, what is said of it, and the values to choose from (empty: free)."""

    heading: str
    type: DataType
    said: ColumnMetadata
    choices: tuple[str, ...] = ()
    is_period: bool = False
    only_period: bool = False
    """Each file holds one period: no other is taken."""


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


def asked(recipe: Recipe, values: Mapping[str, Sequence[str]]) -> tuple[Asked, ...]:
    """The columns in the clean table's order."""
    said = {column.name: column for column in recipe.columns}
    types = dict(recipe.source.columns) or {column.name: column.type for column in recipe.columns}
    if not types:
        raise RecipeError(
            "columns-unknown", "This recipe does not know its columns yet.", "Take a file through the clean page once, then try again."
        )
    only, ours, other = _period_of_the_file(recipe), _filled(recipe), _remedied(recipe)
    period = only or next((name for name, kind in types.items() if _says_period(name) and kind is not DataType.DATE), "")
    found = []
    for name, kind in types.items():
        if name not in ours:
            known = said.get(name) or ColumnMetadata(name=name)
            choices = () if name == period else _choices(name, kind, () if name in other else values.get(name, ()))
            found.append(Asked(label_of(name, known.display), kind, known, choices, name == period, name == period == only))
    return tuple(found)


def _period_of_the_file(recipe: Recipe) -> str:
    """The column for which the file's title had the period, where there is one: it is the same in all rows of a file."""
    step = next((step for step in recipe.cleaning if step.operation == "period-column" and step.on), None)
    return field_names([str(step.parameters["name"])])[0] if step else ""


def _says_period(name: str) -> bool:
    words = set(name.split("_"))
    return bool(words & PERIOD_WORDS) and words <= PERIOD_NAMES


def _filled(recipe: Recipe) -> set[str]:
    """The columns that the cleanup makes by itself, a point on the map from two columns among them."""
    steps = [step for step in recipe.cleaning if step.on]
    found = {field_names([str(step.parameters[FILLED[step.operation]])])[0] for step in steps if step.operation in FILLED}
    if any(step.operation == "map-point" and len(step.parameters["columns"]) > 1 for step in steps):
        found |= {name for name, kind in recipe.source.columns.items() if kind is DataType.POINT}
    return found


def _remedied(recipe: Recipe) -> set[str]:
    """The columns of which the published values are others than those of the file: they are no list to choose from."""
    steps = recipe.privacy.remedies
    named = (name for step in steps for name in (step.column, step.parameters.get("column"), *(step.parameters.get("regions") or ())))
    return set(filter(None, named))


def _choices(name: str, kind: DataType, given: Sequence[str]) -> tuple[str, ...]:
    if kind is DataType.CHECKBOX:
        return YES_OR_NO
    if kind is DataType.TEXT and _holds_towns(name, given):
        towns = reference.towns()
        known = {town.casefold() for town in towns}
        # "All towns" and the like are chosen too where they are published.
        return (*towns, *(value for value in given if value.casefold() not in known and len(given) <= len(towns) + MOST))
    return tuple(given) if kind is DataType.TEXT and 0 < len(given) <= MOST else ()


def _holds_towns(name: str, given: Sequence[str]) -> bool:
    """By its values; where there are none at hand, by its name."""
    words = set(name.split("_"))
    if not words & TOWN_WORDS:
        return False
    known = {town.casefold() for town in reference.towns()}
    return sum(value.casefold() in known for value in given) >= TOWNS_AMONG * len(given) if given else words <= TOWN_NAMES


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
