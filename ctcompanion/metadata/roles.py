"""What each column of a table stands for: a place, a time, a measure, a code, a remark or a kind of thing. Read off header and values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ctcompanion import reference
from ctcompanion.metadata.phrases import expanded
from ctcompanion.model import CleanTable, Column, DataType

PLACE, YEAR, DATE, MEASURE, CODE, REMARK, KIND, TEXT = "place", "year", "date", "measure", "code", "remark", "kind", "text"
YEAR_VALUE = re.compile(r"(?:(?:SFY|FFY|FY|SY|CY)\s*)?((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d))?", re.IGNORECASE)
YEAR_WORDS = frozenset({"year", "years", "fy", "sfy", "ffy", "cy", "sy", "yr", "period"})
CODE_WORDS = frozenset({"fips", "geoid", "code", "codes", "id", "identifier", "number", "no", "key", "naics", "zip", "zipcode", "zcta"})
CODE_ENDINGS = CODE_WORDS - {"number", "no"}
"""A number column that ends so is a code; "number" itself may as well be a count."""
REMARK_WORDS = frozenset(
    {"note", "notes", "remark", "remarks", "comment", "comments", "flag", "flags", "footnote", "suppress", "suppressed"}
)
MOST_KINDS = 40
"""More distinct texts than this, and more than half as many as rows, are names or free text, not kinds of things."""


@dataclass(frozen=True)
class Role:
    """A column's role; `unit` is the geographic unit of a place column. `first` and `last`: the span of a year or date column, as written."""

    column: Column
    role: str
    unit: str = ""
    first: str = ""
    last: str = ""
    distinct: int = 0

    @property
    def display(self) -> str:
        return expanded(readable(self.column))


def readable(column: Column) -> str:
    """The column's name as people read it; `total_permits` becomes `Total permits`."""
    text = column.display or column.name
    spaced = " ".join(text.replace("_", " ").split())
    return spaced[:1].upper() + spaced[1:]


def roles(table: CleanTable) -> tuple[Role, ...]:
    """The role of every column, in order. Reads distinct values only."""
    return tuple(_role(column, table.rows[column.name]) for column in table.columns)


def header_words(column: Column) -> tuple[str, ...]:
    """The words of a header in lower case: `Town/County` -> town, county."""
    return tuple(re.findall(r"[a-z0-9]+", readable(column).casefold()))


def _role(column: Column, values: pd.Series[str]) -> Role:
    words = header_words(column)
    distinct = values.dropna().unique()
    count = len(distinct)
    if column.type is DataType.DATE:
        return _date(column, values, count)
    if column.type is DataType.POINT:
        return Role(column, PLACE, "Latitude/longitude", distinct=count)
    if words and words[-1] in REMARK_WORDS:
        return Role(column, REMARK, distinct=count)
    years = _years(column, words, distinct)
    if years:
        return Role(column, YEAR, first=years[0], last=years[1], distinct=count)
    unit = _unit(column, words, distinct)
    if unit:
        return Role(column, PLACE, unit, distinct=count)
    if column.type is DataType.NUMBER:
        code = bool(words) and words[-1] in CODE_ENDINGS
        return Role(column, CODE if code else MEASURE, distinct=count)
    if CODE_WORDS & set(words):
        return Role(column, CODE, distinct=count)
    return Role(column, KIND if count <= max(MOST_KINDS, len(values) // 2) else TEXT, distinct=count)


def _date(column: Column, values: pd.Series[str], count: int) -> Role:
    known = values.dropna()
    if known.empty:
        return Role(column, DATE)
    return Role(column, DATE, first=f"{known.min():%Y-%m-%d}", last=f"{known.max():%Y-%m-%d}", distinct=count)


def _years(column: Column, words: tuple[str, ...], distinct: Iterable[object]) -> tuple[str, str] | None:
    """The first and last year as written, when the header says so and nine in ten values are years."""
    if not (YEAR_WORDS & set(words)) or column.type not in (DataType.TEXT, DataType.NUMBER):
        return None
    texts = sorted({str(value).removesuffix(".0").strip() for value in distinct})
    found = sorted((match.group(1), text) for text in texts if (match := YEAR_VALUE.fullmatch(text)))
    return (found[0][1], found[-1][1]) if found and len(found) >= 0.9 * len(texts) else None


@cache
def _unit_words() -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    entries = reference.document("geographic_units.json")["values"]
    return tuple((entry["value"], tuple(tuple(word.split()) for word in entry["words"])) for entry in entries)


def _unit(column: Column, words: tuple[str, ...], distinct: Iterable[object]) -> str:
    """The geographic unit a column holds: by its values for towns and counties, by its header for the rest."""
    if words[-1:] == ("county",):  # most counties bear the name of a town
        return "County or county-equivalent"
    by_value = _unit_of_values(column, distinct)
    if by_value:
        return by_value
    if "out" in words or "of" in words:
        return ""
    if column.type is DataType.NUMBER and not {"zip", "zipcode", "latitude", "longitude", "lat", "lon", "lng", "tract"} & set(words):
        return ""
    for unit, candidates in _unit_words():
        if any(_ends_with(words, candidate) for candidate in candidates):
            return unit
    return ""


def _ends_with(words: tuple[str, ...], candidate: tuple[str, ...]) -> bool:
    return words == candidate or (len(words) > len(candidate) and words[-len(candidate) :] == candidate and words[0] != "number")


def _unit_of_values(column: Column, distinct: Iterable[object]) -> str:
    if column.type is not DataType.TEXT:
        return ""
    texts = [str(value).strip().casefold() for value in distinct]
    if not texts:
        return ""
    towns = sum(_town(text) for text in texts)
    if towns >= 0.8 * len(texts) and towns >= min(3, len(texts)):
        return "Municipality"
    counties = {name.casefold() for name in (*reference.counties().values(), *reference.planning_regions().values())}
    counties |= {name.removesuffix(" county") for name in counties}
    held = sum(text in counties for text in texts)
    return "County or county-equivalent" if held >= 0.8 * len(texts) and held > 1 else ""


def _town(text: str) -> bool:
    return text in reference.town_by_name() or text.removesuffix(" town").removesuffix(" city") in reference.town_by_name()
