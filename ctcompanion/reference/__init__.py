"""Connecticut's facts and the guidelines' numbers as tables: data, not code. Sources and licences stand in SOURCES.md.

An administrator changes a list by putting a file of the same name into the folder that the environment variable
CTCOMPANION_REFERENCE names; what is not there comes from the project. Every loader reads its file once.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ctcompanion.errors import SettingsError

HERE = Path(__file__).parent
FOLDER_VARIABLE = "CTCOMPANION_REFERENCE"


def path(name: str) -> Path:
    """The file of that name: the administrator's if there is one, else the project's."""
    folder = os.environ.get(FOLDER_VARIABLE, "")
    own = Path(folder) / name if folder else HERE / name
    return own if own.is_file() else HERE / name


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """All rows of a csv table, header -> text, empty text for an empty cell."""
    own = path(name)
    _look_over(own, name)
    with own.open(encoding="utf-8-sig", newline="") as file:
        return tuple(MappingProxyType({k: v or "" for k, v in row.items() if k}) for row in csv.DictReader(file))


def _look_over(own: Path, name: str) -> None:
    """SettingsError when an administrator's list cannot be read, or lacks a column that the project's has."""
    if own.parent == HERE:
        return
    try:
        wanted, given = _headers(HERE / name), _headers(own)
    except (UnicodeDecodeError, csv.Error):
        raise _bad_list(name, "cannot be read as text with commas", "Save it as CSV UTF-8.") from None
    if lacking := [header for header in wanted if header not in given]:
        raise _bad_list(name, f"has no column {lacking[0]}", f"Its first line must name: {', '.join(wanted)}.")


def _headers(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines), [])


def _bad_list(name: str, what: str, hint: str) -> SettingsError:
    return SettingsError("bad-list", f"The list {name} in the folder of {FOLDER_VARIABLE} {what}.", hint)


@cache
def document(name: str) -> Any:
    """A json table as it stands. Shared: read it, do not change it."""
    return json.loads(path(name).read_text(encoding="utf-8"))


@cache
def towns() -> tuple[str, ...]:
    """The names of the 169 towns, alphabetical."""
    return tuple(row["town"] for row in rows("towns.csv"))


@cache
def town_by_name() -> Mapping[str, Mapping[str, str]]:
    """Town in lower case -> its row of towns.csv (codes, county, planning region)."""
    return MappingProxyType({row["town"].casefold(): row for row in rows("towns.csv")})


@cache
def town_shapes() -> Mapping[str, tuple[tuple[float, float], ...]]:
    """Town -> its outline as (longitude, latitude) points, first point repeated at the end. Corners only: for maps at a glance."""
    features = document("connecticut_towns.geojson")["features"]
    outlines = {each["properties"]["town"]: each["geometry"]["coordinates"][0] for each in features}
    return MappingProxyType({town: tuple((point[0], point[1]) for point in outline) for town, outline in outlines.items()})


@cache
def villages() -> Mapping[str, tuple[str, ...]]:
    """Village or borough in lower case -> the town or towns it lies in. A suggestion, never a silent change."""
    return MappingProxyType({row["village"].casefold(): tuple(row["town"].split("; ")) for row in rows("villages.csv")})


@cache
def zip_to_town() -> Mapping[str, str]:
    """ZIP Code Tabulation Area (2020) -> the town that holds most of it. A ZIP can cross towns: never convert silently."""
    return MappingProxyType({row["zip"]: row["town"] for row in rows("zip_to_town.csv")})


@cache
def planning_regions() -> Mapping[str, str]:
    """FIPS code -> name of the nine planning regions, the county equivalents since 2022."""
    return MappingProxyType({row["fips"]: row["region"] for row in rows("planning_regions.csv")})


@cache
def counties() -> Mapping[str, str]:
    """FIPS code -> name of the eight counties, county equivalents until 2021."""
    return MappingProxyType({row["fips"]: row["county"] for row in rows("counties.csv")})


@cache
def agencies() -> tuple[str, ...]:
    """Names of state agencies, alphabetical; people may type another."""
    return tuple(sorted(row["agency"] for row in rows("agencies.csv")))


@cache
def categories() -> tuple[str, ...]:
    """The portal's ten categories."""
    return tuple(entry["value"] for entry in document("categories.json")["values"])


@cache
def update_frequencies() -> tuple[str, ...]:
    """The portal's twelve update frequencies."""
    return tuple(entry["value"] for entry in document("update_frequencies.json")["values"])


@cache
def geographic_units() -> tuple[str, ...]:
    """The portal's thirteen geographic units."""
    return tuple(entry["value"] for entry in document("geographic_units.json")["values"])


@cache
def licences() -> Mapping[str, Mapping[str, Any]]:
    """The portal's licence id -> its entry: name, url, standing."""
    return MappingProxyType({entry["id"]: entry for entry in document("licences.json")["values"]})


@cache
def acronyms() -> Mapping[str, str]:
    """Acronym -> its words: agencies and programs of Connecticut and terms of statistics."""
    words = {row["acronym"]: row["agency"] for row in rows("agencies.csv") if row["acronym"]}
    words.update({row["acronym"]: row["words"] for row in rows("acronyms.csv") if row["words"]})
    return MappingProxyType(words)


@cache
def known_acronyms() -> frozenset[str]:
    """Acronyms that a stranger knows: they need no words."""
    return frozenset(row["acronym"] for row in rows("acronyms.csv") if row["standing"] == "known")
