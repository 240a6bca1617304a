"""What is known of one column before any rule looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Column, DataType
from ctcompanion.privacy.detect.header import header_kinds, header_split
from ctcompanion.privacy.detect.patterns import as_typed

ROWS_LOOKED_AT = 4_000
VALUES_LOOKED_AT = 600
GLIMPSE = 120
Test = Callable[[str], Any]


def texts(values: pd.Series[Any]) -> pa.Array | pa.ChunkedArray:
    """A text column as arrow text (nulls stay null); anything else in its shortest text."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return pa.array(values.dt.strftime("%Y-%m-%d"), type=pa.large_string(), from_pandas=True)
    if pd.api.types.is_float_dtype(values):
        whole = values.dropna()
        if len(whole) and bool((whole % 1 == 0).all()) and float(whole.abs().max()) < 9e18:
            values = values.astype("Int64")
    if isinstance(values.dtype, pd.StringDtype):
        return pa.array(values, from_pandas=True)
    return pa.array(values.astype("str").where(values.notna(), None), type=pa.large_string(), from_pandas=True)


def sample_of(values: pd.Series[Any]) -> pd.Series[Any]:
    """Every n-th row, so that a table in any order is seen whole."""
    step = -(-len(values) // ROWS_LOOKED_AT) or 1
    return values.iloc[::step]


@dataclass(frozen=True)
class Facts:
    """A column's header in words, and its distinct values with how often they stand in the rows looked at."""

    column: Column
    words: tuple[str, ...]
    kinds: frozenset[str]
    filled: int
    distinct: int
    values: tuple[str, ...]
    counts: tuple[int, ...]
    about_people: bool = True
    beside: frozenset[str] = field(default_factory=frozenset)

    @property
    def unique_share(self) -> float:
        """Distinct values by filled rows: 1.0 where no value repeats."""
        return self.distinct / self.filled if self.filled else 0.0

    def share(self, fits: Test, rare: bool = False) -> float:
        """The share of filled rows (of those looked at) whose value fits. `rare`: look on where a first glimpse shows none."""
        if not self._worth_it(fits, rare):
            return 0.0
        return sum(count for value, count in zip(self.values, self.counts, strict=True) if fits(value)) / sum(self.counts)

    def distinct_share(self, fits: Test, rare: bool = False) -> float:
        """The share of distinct values that fit: one frequent value does not speak for the column."""
        return sum(1 for value in self.values if fits(value)) / len(self.values) if self._worth_it(fits, rare) else 0.0

    def _worth_it(self, fits: Test, rare: bool) -> bool:
        """Most rules fit no value of a column: 120 of them, spread over all, tell that. A share of 5 % is missed once in 500 times."""
        return bool(self.values) and (rare or any(map(fits, self.glimpse)))

    @cached_property
    def glimpse(self) -> tuple[str, ...]:
        """Some of the values, spread over all."""
        return self.values[:: -(-len(self.values) // GLIMPSE) or 1]

    @cached_property
    def word_count(self) -> float:
        """Words in a value, on average."""
        return sum(len(value.split()) for value in self.values) / len(self.values) if self.values else 0.0

    @cached_property
    def is_number(self) -> bool:
        """True where every value looked at is a number, whatever the column's type."""
        return bool(self.values) and all(_plain_number(value) for value in self.values)

    @property
    def is_date(self) -> bool:
        return self.column.type is DataType.DATE

    def says(self, *kinds: str) -> bool:
        """True when the header names one of these kinds."""
        return not self.kinds.isdisjoint(kinds)


def facts(column: Column, values: pd.Series[Any], about_people: bool = True) -> Facts:
    """Look at one column of a clean table."""
    looked = pc.drop_null(texts(sample_of(values)))
    counted: Counter[str] = Counter()
    values_counts = pc.value_counts(looked).combine_chunks() if isinstance(looked, pa.ChunkedArray) else pc.value_counts(looked)
    for value, count in zip(values_counts.field(0).to_pylist(), values_counts.field(1).to_pylist(), strict=True):
        counted[as_typed(value).strip()] += count
    counted.pop("", None)
    shown = _spread(list(counted.items()))
    words = header_split(column.original or column.display or column.name)
    return Facts(
        column=column,
        words=words,
        kinds=header_kinds(words),
        filled=sum(counted.values()),
        distinct=len(counted),
        values=tuple(value for value, _ in shown),
        counts=tuple(count for _, count in shown),
        about_people=about_people,
    )


def _spread(entries: list[tuple[str, int]]) -> list[tuple[str, int]]:
    step = -(-len(entries) // VALUES_LOOKED_AT) or 1
    return entries[::step]


def _plain_number(value: str) -> bool:
    digits = value.replace(".", "", 1).lstrip("-$").replace(",", "")
    return digits.isascii() and digits.isdigit()
