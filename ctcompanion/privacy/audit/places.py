"""A column that holds towns and their regions, one under the other: two keys, since everybody can look up which town lies where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from ctcompanion import reference

TOWN_OF = (("planning_region_2022", reference.planning_regions), ("county_2020", reference.counties))
"""A town's entry -> the names of that kind of region."""


def levels(column: pd.Series[Any], total: str = "Total") -> tuple[pd.Series[Any], ...]:
    """The column itself; or its regions and its towns where it holds both: a region's own row says `total` among the towns."""
    words = [word for word in pd.unique(column.dropna()) if isinstance(word, str)] if not pd.api.types.is_numeric_dtype(column) else []
    named = region_rows(words)
    if not named:
        return (column,)
    homes = {word: _home(word, named, total.strip() or "Total") for word in pd.unique(column.dropna())}
    return tuple(column.map({word: home[level] for word, home in homes.items()}) for level in (0, 1))


def region_rows(words: list[str]) -> Mapping[str, str]:
    """Word of the column that names a region -> the region, where towns of it stand in the column as well."""
    towns = reference.town_by_name()
    inside = [towns[word.strip().casefold()] for word in words if word.strip().casefold() in towns]
    for entry, names in TOWN_OF:
        held = {_plain(town[entry]) for town in inside}
        found = {word: _plain(word) for word in words if word.strip().casefold() in _full_names(names)}
        found = {word: region for word, region in found.items() if region in held}
        if found:
            return found
    return {}


def _home(word: Any, named: Mapping[str, str], total: str) -> tuple[Any, Any]:
    """Region and town of a word; what is no town stands beside the regions."""
    town = reference.town_by_name().get(str(word).strip().casefold())
    if town is None:
        return named.get(word, word), total
    regions = set(named.values())
    return next((region for entry, _ in TOWN_OF if (region := _plain(town[entry])) in regions), word), word


def _plain(name: str) -> str:
    text = name.strip().casefold()
    return text.removesuffix(" planning region").removesuffix(" county")


@cache
def _full_names(names: Callable[[], Mapping[str, str]]) -> frozenset[str]:
    """Names that can only be a region: with their kind, or without it where no town is called so."""
    whole = {name.casefold() for name in names().values()}
    return frozenset(whole | {_plain(name) for name in whole if _plain(name) not in reference.town_by_name()})
