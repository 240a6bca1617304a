"""Every remedy that fits a column, whether or not something was found in it: what a person may choose freely."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.remedies.age_bands import OLDEST
from ctcompanion.privacy.remedies.dates import stamps
from ctcompanion.privacy.remedies.places import coarse, region_of_town, town_of_address, town_of_zip
from ctcompanion.recipe import RemedyStep

SAMPLE = 200
"""So many values tell what a column holds; the remedy itself says what does not fit."""
MOST = 0.5
COORDINATES = 3
"""From so many decimals on numbers may be coordinates."""


@dataclass(frozen=True)
class Number:
    """A number that a remedy needs. `name`: its parameter; `label`: the question."""

    name: str
    label: str
    value: float
    least: float = 1


@dataclass(frozen=True)
class Choice:
    """A remedy a person may take for a column, with the number it asks for. `id` tells two of one operation apart."""

    operation: str
    label: str
    asks: Number | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.operation}{':' + str(self.parameters['where']) if 'where' in self.parameters else ''}"

    def step(self, table: CleanTable, column: str, number: float | None = None) -> RemedyStep:
        """The recipe's step, with its sentence."""
        given = {} if self.asks is None or number is None else {self.asks.name: int(number) if number == int(number) else number}
        shown = table.column(column).display or column
        said = f" ({self.asks.label.casefold()}: {number:,g})" if given and self.asks else ""
        return RemedyStep(
            operation=self.operation, column=column, parameters={**self.parameters, **given}, sentence=f"{self.label}: {shown}{said}"
        )


def choices(table: CleanTable, column: str) -> tuple[Choice, ...]:
    """What fits this column's type and values, the mildest first, taking it out last."""
    values = table.rows[column].dropna()
    some = pd.unique(values.iloc[: 5 * SAMPLE])[:SAMPLE]
    kind = table.column(column).type
    found: list[Choice] = []
    if kind is DataType.NUMBER and pd.api.types.is_numeric_dtype(values):
        found += _of_numbers(values, some)
    elif kind is DataType.DATE:
        found += DATES
    elif len(some):
        found += _of_texts(some)
    if len(some) and kind is not DataType.DATE:
        found.append(Choice("rare-to-other", "Put rare values together as Other", Number("fewer_than", "Rare is on fewer rows than", 6)))
    return (*found, Choice("row-number", "Put a row number in its place"), Choice("drop-column", "Remove the column"))


DATES = (Choice("date-to-month", "Keep the month only"), Choice("date-to-year", "Keep the year only"))
AGES = Choice("age-bands", "Group ages in bands", Number("width", "Years in a band", 10))
TO_REGION = Choice("town-to-region", "Show the planning region instead")
ZIPS = (Choice("zip-to-town", "Show the town instead"), Choice("zip-to-region", "Show the planning region instead"))
POINTS = Choice("coarsen-coordinates", "Keep fewer decimals (two are about a kilometer)", Number("decimals", "Decimals", 2, 0))
INSIDE = (
    Choice("blank-cells", "Blank the cells with identifiers inside", parameters={"where": "identifier-inside"}),
    Choice("drop-rows", "Take out the rows with identifiers inside", parameters={"where": "identifier-inside"}),
    Choice("blank-cells", "Blank the cells with people's names", parameters={"where": "name-inside"}),
    Choice("drop-rows", "Take out the rows with people's names", parameters={"where": "name-inside"}),
)


def _of_numbers(values: pd.Series[Any], some: Any) -> list[Choice]:
    numbers = pd.Series(some).astype("float64")
    whole = bool((numbers == numbers.round()).all())
    found = [AGES] if whole and bool(numbers.between(0, OLDEST).all()) and len(numbers) > 1 else []
    if whole and _mostly(some, lambda value: town_of_zip(value) is not None):
        found += ZIPS
    if bool((numbers.round(COORDINATES - 1) != numbers).mean() > MOST) and bool(numbers.abs().le(180).all()):
        found.append(POINTS)
    low, high = (float(values.astype("float64").quantile(share)) for share in (0.01, 0.99)) if len(values) else (0.0, 0.0)
    return [
        *found,
        Choice("top-code", "Hold the highest at a limit", Number("at", "Highest number to show", _two_digits(high), -1e12)),
        Choice("bottom-code", "Hold the lowest at a limit", Number("at", "Lowest number to show", _two_digits(low), -1e12)),
        Choice("round", "Round the numbers", Number("base", "To the nearest", 1000 if high >= 10_000 else 5, 0.01)),
    ]


def _two_digits(number: float) -> float:
    near = float(f"{number:.2g}")
    return round(near) if abs(near) >= 10 else near


def _of_texts(some: Any) -> list[Choice]:
    found: list[Choice] = []
    if _mostly(some, lambda value: region_of_town(str(value)) is not None):
        found.append(TO_REGION)
    elif _mostly(some, lambda value: town_of_zip(value) is not None):
        found += ZIPS
    elif _mostly(some, lambda value: any(sign.isdigit() for sign in str(value)) and town_of_address(str(value)) is not None):
        found.append(Choice("address-to-town", "Keep the town only"))
    if _mostly(some, lambda value: "," in str(value) and coarse(str(value), 2) is not None):
        found.append(POINTS)
    numbers = pd.to_numeric(pd.Series(some), errors="coerce")
    if not found and bool(numbers.between(0, OLDEST).mean() > MOST):
        found.append(AGES)
    days = pd.Series(some, dtype="str")
    if (
        not found
        and _mostly(some, lambda value: sum(sign.isdigit() for sign in str(value)) >= 4)
        and bool(stamps(days).notna().mean() > MOST)
    ):
        found += DATES
    return [*found, *INSIDE]


def _mostly(some: Any, holds: Callable[[Any], bool]) -> bool:
    return sum(holds(value) for value in some) > MOST * len(some)
