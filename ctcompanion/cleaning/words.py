"""The words that the cleanup knows, from the reference tables."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(files("ctcompanion.reference").joinpath("cleaning_words.toml").read_text(encoding="utf-8"))


@cache
def words(kind: str) -> frozenset[str]:
    """One list: state_names, grades, sexes, races, remainders, elsewhere, acronyms."""
    return frozenset(_known()[kind])


@cache
def changes_meaning() -> frozenset[str]:
    """Words that make a column name mean another measure."""
    return words("changes_meaning") | words("sexes")


@cache
def marks(kind: str) -> frozenset[Any]:
    """What stands in place of a number: missing, hidden (texts) or sentinels (numbers)."""
    return frozenset(_known()["marks"][kind])


@cache
def box() -> tuple[float, float, float, float]:
    """Connecticut between south, north, west and east, in degrees, a little wider than its borders."""
    south, north, west, east = _known()["box"]
    return south, north, west, east


@cache
def total_word() -> re.Pattern[str]:
    """Finds a label that says that it is a sum."""
    return re.compile(_known()["total_pattern"], re.IGNORECASE)


@cache
def counted_once() -> re.Pattern[str]:
    """Finds a text that says that people are counted once, so that a total is less than its parts together."""
    return re.compile(_known()["once_pattern"], re.IGNORECASE)


@cache
def all_of(dimension: str) -> str | None:
    """ "All towns" for Town, "All races" for Race/ethnicity; None where the dimension has no plain plural."""
    text = re.sub(r"\s+(name|group|category)$", "", " ".join(dimension.lower().split()))
    known: dict[str, str] = _known()["plurals"]
    if text in known:
        return f"All {known[text]}"
    first, _, last = text.rpartition(" ")
    return f"All {first} {known[last]}" if first and last in known and first.replace(" ", "").isalpha() else None


@cache
def bare_total() -> re.Pattern[str]:
    """A label that says "total" and nothing of what."""
    return re.compile(r"^\W*(?:grand |sub-?|over-?all )?totals?(?:\W+all)?\W*$", re.IGNORECASE)


@cache
def acronyms() -> frozenset[str]:
    """Words that stay in capitals: the list, and the agencies' own acronyms."""
    return words("acronyms") | frozenset(_column("acronyms.csv", "acronym"))


@cache
def towns() -> frozenset[str]:
    """The 169 towns, in lower case."""
    return frozenset(town.lower() for town in _column("towns.csv", "town"))


@cache
def villages() -> dict[str, str]:
    """Villages in lower case, and the town that each belongs to."""
    with files("ctcompanion.reference").joinpath("villages.csv").open(encoding="utf-8") as source:
        return {row["village"].lower(): row["town"] for row in csv.DictReader(source)}


@cache
def not_towns() -> frozenset[str]:
    """What may stand in a column of towns without being one: the State, counties, Unknown, Out of state."""
    return (
        words("state_names")
        | words("remainders")
        | words("elsewhere")
        | counties()
        | frozenset(f"{county} county" for county in counties())
    )


@cache
def counties() -> frozenset[str]:
    """The eight counties of before 2022, in lower case, without the word County."""
    return frozenset(county.lower().removesuffix(" county") for county in _column("counties.csv", "county"))


@cache
def regions() -> frozenset[str]:
    """The nine planning regions, in lower case, without the words Planning Region."""
    return frozenset(region.lower().removesuffix(" planning region") for region in _column("planning_regions.csv", "region"))


def _column(table: str, name: str) -> list[str]:
    with files("ctcompanion.reference").joinpath(table).open(encoding="utf-8") as source:
        return [row[name] for row in csv.DictReader(source)]
