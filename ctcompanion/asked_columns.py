"""What next month's workbook asks for: the clean table's columns that nothing fills by itself, each with what may be chosen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ctcompanion import reference
from ctcompanion.cleaning.columns_now import label_of
from ctcompanion.cleaning.constant import says_when
from ctcompanion.cleaning.names import field_names
from ctcompanion.errors import RecipeError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import ColumnMetadata, Recipe

MOST = 100
"""More different values than this are no list to choose from."""
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
    steps = [step for step in recipe.cleaning if step.on and not says_when(step)]
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
