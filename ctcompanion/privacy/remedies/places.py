"""Places made coarser: address to town, ZIP to town or region, town to planning region, coordinates to fewer decimals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ctcompanion import reference
from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.remedies.changed import column_of, fitted, mapped, number_of, with_values
from ctcompanion.recipe import RemedyStep

DECIMALS = 2
"""About a kilometer."""


def address_to_town(table: CleanTable, step: RemedyStep) -> CleanTable:
    """`12 Elm St, Avon, CT 06001` becomes `Avon`; blank where no town is named."""
    return _each(table, step, town_of_address, "addresses with a town of Connecticut")


def zip_to_town(table: CleanTable, step: RemedyStep) -> CleanTable:
    """A ZIP becomes the town that holds most of it; blank outside Connecticut."""
    return _each(table, step, town_of_zip, "ZIP codes of Connecticut")


def zip_to_region(table: CleanTable, step: RemedyStep) -> CleanTable:
    """A ZIP becomes the planning region of the town that holds most of it; blank outside Connecticut."""
    return _each(table, step, lambda value: region_of_town(town_of_zip(value)), "ZIP codes of Connecticut")


def town_to_region(table: CleanTable, step: RemedyStep) -> CleanTable:
    """A town becomes its planning region; blank where it is none of the 169."""
    return _each(table, step, region_of_town, "towns of Connecticut")


def coarsen_coordinates(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Degrees with `decimals` places (default 2, about a kilometer), single numbers or both in one cell."""
    column = column_of(table, step)
    places = int(number_of(step, "decimals", DECIMALS, least=0))
    values = table.rows[column.name]
    if pd.api.types.is_numeric_dtype(values):
        return with_values(table, column, values.round(places), places=places)
    change = {value: coarse(str(value), places) for value in pd.unique(values.dropna())}
    return fitted(table, column, mapped(values, change), "coordinates")


def town_of_address(value: str | None) -> str | None:
    """The town that an address names: after a comma, or as its last words before state and ZIP."""
    parts = [part.strip() for part in (value or "").split(",")]
    for part in reversed(parts[1:]):
        if found := _town(part):
            return found
    words = [
        word for word in (value or "").replace(",", " ").split() if not word.isdigit() and word.upper() not in {"CT", "CONN", "CONNECTICUT"}
    ]
    return next((found for size in (3, 2, 1) if len(words) > size and (found := _town(" ".join(words[-size:])))), None)


def _town(words: str) -> str | None:
    row = reference.town_by_name().get(words.strip().casefold())
    if row:
        return row["town"]
    held = reference.villages().get(words.strip().casefold(), ())
    return held[0] if len(held) == 1 else None


def town_of_zip(value: Any) -> str | None:
    """The town of a ZIP as 06001, 6001 or 06001-1234."""
    digits = str(value).strip().split("-")[0].split(".")[0]
    return reference.zip_to_town().get(digits.zfill(5))


def region_of_town(value: str | None) -> str | None:
    """The planning region of one of the 169 towns."""
    row = reference.town_by_name().get(str(value or "").strip().casefold())
    return row["planning_region_2022"] if row else None


def coarse(value: str, places: int) -> str | None:
    """`(41.76543, -72.67890)` with fewer decimals; blank where no numbers stand."""
    numbers = value.upper().removeprefix("POINT").strip(" ()").replace(",", " ").split()
    try:
        rounded = [f"{float(number):.{places}f}" for number in numbers]
    except ValueError:
        return None
    if value.upper().startswith("POINT"):
        return f"POINT ({' '.join(rounded)})"
    return f"({', '.join(rounded)})" if len(rounded) > 1 else "".join(rounded)


def _each(table: CleanTable, step: RemedyStep, change: Callable[[Any], str | None], what: str) -> CleanTable:
    column = column_of(table, step)
    values = table.rows[column.name]
    new = {value: change(value) for value in pd.unique(values.dropna())}
    return fitted(table, column, mapped(values, new), what, type=DataType.TEXT, places=None)
