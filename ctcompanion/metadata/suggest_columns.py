"""Proposals for the columns: a description from header, unit, role and the footnotes that speak of the column; a field name."""

from __future__ import annotations

import re

from ctcompanion import reference
from ctcompanion.metadata.phrases import inside, listed, sentence
from ctcompanion.metadata.roles import CODE, DATE, MEASURE, PLACE, REMARK, YEAR, Role, roles
from ctcompanion.metadata.suggest_text import dimensions, one
from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import ColumnMetadata

LONGEST_FIELD_NAME = 60
WITH_COUNT = re.compile(r": [\d,]+ values?\.$")
"""The cleanup says how many cells it was about; next month it will be another number."""
CENSUS_CODES = frozenset({"fips", "geoid", "zip", "zcta", "tract"})
YES_OR_NO = frozenset({"y", "n", "yes", "no", "true", "false"})
COUNTED = re.compile(
    r"\b(?:total|average|median|mean|percent|share|rate|ratio|amount|cost|number|count|wages?|dollars|price|value)\b", re.IGNORECASE
)
PLACES = {
    "Municipality": "Name of the Connecticut town or city that the row is about.",
    "Zip code": "ZIP Code, as text so that leading zeros stay. A ZIP Code can cross town lines.",
    "Census tract": "Census tract, as text so that leading zeros stay.",
    "County or county-equivalent": "County, or planning region from 2022 on, that the row is about.",
    "Planning District": "Planning region that the row is about.",
    "State": "State that the row is about.",
    "Street address": "Street address of the place that the row is about.",
    "Latitude/longitude": "Place on the map, in degrees of latitude and longitude.",
}


def suggest_columns(table: CleanTable, existing: tuple[ColumnMetadata, ...] = ()) -> tuple[ColumnMetadata, ...]:
    """One entry per column of the table, in its order. What `existing` says stays; descriptions of columns that are gone are kept behind."""
    known = {column.name: column for column in existing}
    found = roles(table)
    taken: set[str] = set()
    columns = []
    for role in found:
        columns.append(_column(role, known.get(role.column.name), found, table, taken))
        taken.add(columns[-1].field_name)
    names = {column.name for column in table.columns}
    return (*columns, *(column for column in existing if column.name not in names))


def _column(role: Role, before: ColumnMetadata | None, found: tuple[Role, ...], table: CleanTable, taken: set[str]) -> ColumnMetadata:
    before = before or ColumnMetadata(name=role.column.name)
    proposals = {
        "display": role.display,
        "unit": unit_of(role),
        "field_name": field_name(role.column.name, taken),
        "description": describe(role, found, table),
    }
    new = {key: value for key, value in proposals.items() if value and not getattr(before, key)}
    marked = tuple(sorted({*before.proposed, *new}))
    return before.model_copy(update={**new, "type": role.column.type, "proposed": marked})


def field_name(name: str, taken: set[str] | frozenset[str] = frozenset()) -> str:
    """The name as the portal derives it: lower case, everything else one underscore, `_` before a digit, `_1` after a clash."""
    base = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "column"
    base = (f"_{base}" if base[0].isdigit() else base)[:LONGEST_FIELD_NAME].rstrip("_")
    candidate, number = base, 1
    while candidate in taken:
        candidate, number = f"{base}_{number}", number + 1
    return candidate


def describe(role: Role, found: tuple[Role, ...], table: CleanTable) -> str:
    """What the column measures, as far as the table says."""
    said = _by_role(role, found, table)
    marked = WITH_COUNT.sub(".", role.column.description.strip())
    return " ".join(part for part in (said, *_footnotes(role, table), marked) if part)


def _by_role(role: Role, found: tuple[Role, ...], table: CleanTable) -> str:
    name = role.display
    if role.role == PLACE:
        return PLACES.get(role.unit, f"{name} that the row is about.")
    if role.role == YEAR:
        kind = _kind_of_year(role)
        return f"{kind} that the numbers are for."
    if role.role == DATE:
        return f"{name}, as year, month and day." if "date" in name.casefold() else f"Date of: {name}."
    if role.role == REMARK:
        marks = f"{name}: marks rows with something to know about them."
        return marks if role.column.type is DataType.NUMBER else f"{name}: says why a number is missing or what to know about it."
    if role.role == CODE:
        return _code(role, found)
    if role.role == MEASURE:
        return _measure(role, found, table)
    if _yes_or_no(table, role):
        return f"{name}: yes or no."
    return f"Which {inside(name)} the row is about." if role.distinct > 1 else f"{name}: the same for all rows so far."


def _yes_or_no(table: CleanTable, role: Role) -> bool:
    values = {str(value).casefold() for value in table.rows[role.column.name].dropna().unique()[:3]}
    return 0 < len(values) <= 2 and values <= YES_OR_NO


def _kind_of_year(role: Role) -> str:
    said = f"{role.display} {role.first}".casefold()
    if "sfy" in said or "fiscal" in said or re.search(r"\bfy\b", said):
        return (
            "State fiscal year (July 1 to June 30)"
            if "ffy" not in said and "federal" not in said
            else "Federal fiscal year (October 1 to September 30)"
        )
    return "School year" if "school" in said or "-" in role.first else "Year"


def _code(role: Role, found: tuple[Role, ...]) -> str:
    text = ", as text so that leading zeros stay" if role.column.type is DataType.TEXT else ""
    return f"{role.display}{text}. It stands for the {_partner(role, found)}."


def _partner(role: Role, found: tuple[Role, ...]) -> str:
    """What a code stands for: the place for census codes, a column that shares its first word, else the column beside it."""
    if CENSUS_CODES & set(role.display.casefold().split()):
        place = next((other for other in found if other.role == PLACE), None)
        return inside(one(place)) if place else "place"
    first = role.display.casefold().split()[0]
    others = [other for other in found if other is not role and other.role not in (MEASURE, REMARK, CODE)]
    alike = next((other for other in others if first in other.display.casefold().split()), None)
    at = found.index(role)
    beside = next((other for other in (*found[at + 1 : at + 2], *found[max(at - 1, 0) : at]) if other in others), None)
    partner = alike or beside
    return inside(one(partner)) if partner else "row"


def _measure(role: Role, found: tuple[Role, ...], table: CleanTable) -> str:
    name, unit = role.display, unit_of(role)
    by = dimensions(found)
    each = f" for each {listed([inside(one(other)) for other in by])}" if 1 <= len(by) <= 3 else ""
    if unit:
        said = "" if role.column.description.casefold().startswith(f"in {unit.casefold()}") else f", in {unit.removeprefix('in ')}"
        return f"{name}{each}{said}."
    if "percent" in name.casefold() or "%" in name:
        return f"{name}{each}, {_percent_style(role, table)}."
    if COUNTED.search(name) and each:
        return f"{name}{each}."
    whole = role.column.places in (0, None)
    if not whole:
        return f"{name}: an amount{each}."
    return f"Number of {inside(name)}{each}." if name.endswith("s") else f"{name}: a count{each}."


def unit_of(role: Role) -> str:
    """The column's unit as the sheet says it; dollars where the header speaks of money and of nothing that is counted."""
    if role.column.unit or role.role != MEASURE:
        return role.column.unit
    known = reference.document("unit_words.json")
    words = set(role.display.casefold().replace("/", " ").split())
    return "dollars" if words & set(known["money"].split()) and not words & set(known["counted"].split()) else ""


def _percent_style(role: Role, table: CleanTable) -> str:
    """Which of the two ways to write a percentage the column uses."""
    largest = table.rows[role.column.name].abs().max()
    return "as a share: 0.45 means 45 percent" if largest <= 1 else "in percent: 45 means 45 of 100"


def _footnotes(role: Role, table: CleanTable) -> list[str]:
    """Notes that name the column at their start: `Permits: includes ...` or `* Permits include ...`."""
    name = role.display.casefold()
    if len(name) < 5:
        return []
    # A legend such as `TOTAL = ...` is a sentence only when something follows the name.
    texts = [note.text.strip().lstrip("*†‡§ ") for note in table.notes if note.kind == "note"]
    return [sentence(text) for text in texts if text.casefold().startswith(name) and len(text.split()) > len(name.split()) + 1][:2]
