"""Proposals for the columns: a description from header, unit, role and the footnotes that speak of the column; a field name."""

from __future__ import annotations

import re

from ctcompanion.metadata.roles import CODE, DATE, KIND, MEASURE, PLACE, REMARK, YEAR, Role, roles
from ctcompanion.metadata.suggest_text import dimensions
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata

LONGEST_FIELD_NAME = 60
COUNTED = re.compile(r"^(?:total |average |median |mean |percent|share|rate|ratio|amount|cost|number|count)", re.IGNORECASE)
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
        "unit": role.column.unit,
        "field_name": field_name(role.column.name, taken),
        "description": role.column.description or describe(role, found, table),
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
    said = _by_role(role, found)
    notes = _footnotes(role, table)
    return " ".join([said, *notes]).strip()


def _by_role(role: Role, found: tuple[Role, ...]) -> str:
    name = role.display
    if role.role == PLACE:
        return PLACES.get(role.unit, f"{name} that the row is about.")
    if role.role == YEAR:
        kind = _kind_of_year(role)
        return f"{kind} that the numbers are for."
    if role.role == DATE:
        return f"{name}, as year, month and day." if "date" in name.casefold() else f"Date of: {name}."
    if role.role == REMARK:
        return f"{name}: says why a number is missing or what to know about it. Blank where there is nothing to say."
    if role.role == CODE:
        return f"{name}, as text so that leading zeros stay. It identifies the {_partner(role, found)}."
    if role.role == KIND:
        return (
            f"Which {name.casefold()} the row is about; {role.distinct} different ones appear."
            if role.distinct > 1
            else f"{name}; the same for all rows."
        )
    if role.role == MEASURE:
        return _measure(role, found)
    return f"{name} of what the row is about, as text."


def _kind_of_year(role: Role) -> str:
    said = f"{role.display} {role.first}".casefold()
    if "sfy" in said or "fiscal" in said or re.search(r"\bfy\b", said):
        return (
            "State fiscal year (July 1 to June 30)"
            if "ffy" not in said and "federal" not in said
            else "Federal fiscal year (October 1 to September 30)"
        )
    return "School year" if "school" in said or "-" in role.first else "Year"


def _partner(role: Role, found: tuple[Role, ...]) -> str:
    words = {"fips", "geoid", "zip", "zcta", "tract"}
    if words & set(role.display.casefold().split()):
        place = next((other for other in found if other.role == PLACE), None)
        return place.display.casefold() if place else "place"
    first = role.display.casefold().split()[0]
    partner = next((o for o in found if o is not role and first in o.display.casefold().split()), None)
    return partner.display.casefold() if partner else "row"


def _measure(role: Role, found: tuple[Role, ...]) -> str:
    name, unit = role.display, role.column.unit
    by = " and ".join(dict.fromkeys(_short(other) for other in dimensions(found)[:4]))
    each = f" for each {by}" if by else " for each row"
    if unit:
        return f"{name}{each}, in {unit.removeprefix('in ')}."
    if "percent" in name.casefold() or "%" in name:
        return f"{name}{each}, from 0 to 100."
    if COUNTED.match(name):
        return f"{name}{each}."
    whole = role.column.places in (0, None)
    return f"Number of {_inside(name)}{each}." if whole else f"{name}{each}."


def _short(role: Role) -> str:
    return "town" if role.unit == "Municipality" else role.display.casefold()


def _inside(name: str) -> str:
    """A name within a sentence: acronyms keep their capitals."""
    first, _, rest = name.partition(" ")
    return f"{first if first.isupper() and len(first) > 1 else first.casefold()} {rest}".strip()


def _footnotes(role: Role, table: CleanTable) -> list[str]:
    """Notes that name the column at their start: `Permits: includes ...` or `* Permits include ...`."""
    name = role.display.casefold()
    if len(name) < 5:
        return []
    texts = [note.text.strip().lstrip("*†‡§ ") for note in table.notes if note.kind == "note"]
    return [text if text[-1:] in ".!?" else f"{text}." for text in texts if text.casefold().startswith(name)][:2]
