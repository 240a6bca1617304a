"""Which column holds the counts of people, and which ones tell them apart: a proposal for the page to confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.audit.policy import policy, says_total, total_words
from ctcompanion.privacy.suppression.beside import ColumnSum, linked
from ctcompanion.privacy.suppression.suppress_statistics import says_statistic

YEARS = (1900, 2100)
"""A column of whole numbers in this range alone is a year and tells rows apart."""
MOST_KEYS = 6


@dataclass(frozen=True)
class Candidate:
    """A proposal: suppress `count`, told apart by `by`, totals being the rows that say `total`. `people`: its name speaks of people.

    What the cleanup found by arithmetic: `sums` are columns that add up in each row (total first), with `count` among them;
    `known_totals` are keys whose totals stood in the file and were taken off, so that readers of the file know them.
    """

    by: tuple[str, ...]
    count: str
    total: str
    people: bool
    why: str
    sums: tuple[ColumnSum, ...] = ()
    known_totals: tuple[str, ...] = ()

    def parameters(self) -> dict[str, Any]:
        """As the remedy `suppress` takes them."""
        asked: dict[str, Any] = {"column": self.count, "by": list(self.by), "total": self.total}
        if self.sums:
            beside = dict.fromkeys(name for one in self.sums for name in one if name != self.count)
            asked |= {"sums": [list(one) for one in self.sums], "beside": list(beside)}
        return asked | ({"known_totals": list(self.known_totals)} if self.known_totals else {})


def find_counts(table: CleanTable) -> tuple[Candidate, ...]:
    """The columns that may hold counts, those whose names speak of people first; empty where no columns tell the rows apart."""
    numbers = [column for column in table.columns if column.type is DataType.NUMBER]
    years = [column.name for column in numbers if _are_years(table.rows[column.name])]
    counts = [column for column in numbers if column.name not in years and _are_counts(table.rows, column)]
    words = [c.name for c in table.columns if c.type in (DataType.TEXT, DataType.DATE, DataType.CHECKBOX) and c.name != "Notes"]
    by = _keys(table.rows, [column.name for column in table.columns if column.name in words or column.name in years])
    if not by:  # an age or a grade written as a number tells rows apart as well
        further = {column.name for column in counts if not _speaks_of_people(column)}
        by = _keys(table.rows, [column.name for column in table.columns if column.name in {*words, *years, *further}])
    if not by:
        return ()
    kept = [(each.column, each.label) for each in table.sums if each.kept]
    columns = [column for column in counts if column.name not in by]
    sums = _column_sums(table, {column.name for column in columns})
    known = _taken_off(table, by)
    found = [replace(_candidate(table.rows, column, by, kept), sums=linked(column.name, sums), known_totals=known) for column in columns]
    people = {candidate.count for candidate in found if candidate.people}
    found = [replace(one, people=one.people or bool(people & {name for each in one.sums for name in each})) for one in found]
    return tuple(sorted(found, key=lambda candidate: not candidate.people))


def loose_counts(table: CleanTable) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where no columns tell the rows apart: the columns by which rows could be added up, and the counts among the others."""
    numbers = [column for column in table.columns if column.type is DataType.NUMBER]
    years = [column.name for column in numbers if _are_years(table.rows[column.name])]
    by = [
        column.name for column in table.columns if (column.type is not DataType.NUMBER and column.name != "Notes") or column.name in years
    ]
    counts = [column.name for column in numbers if column.name not in years and _are_counts(table.rows, column)]
    return tuple(name for name in by if table.rows[name].notna().any()), tuple(counts)


def _column_sums(table: CleanTable, counts: set[str]) -> list[ColumnSum]:
    """Totals beside their parts, all of them columns of counts that are still in the table."""
    found = [(one.column, *one.parts) for one in table.sums if one.kept and one.parts]
    return [one for one in dict.fromkeys(found) if counts.issuperset(one)]


def _taken_off(table: CleanTable, by: Sequence[str]) -> tuple[str, ...]:
    """The keys over which the file showed totals: those that the table rebuilds are not in it, and readers of the file know them."""
    dimensions = {one.column or one.dimension for one in table.sums if not (one.kept and one.parts)}
    return tuple(name for name in by if dimensions & {name, table.column(name).display, table.column(name).original})


def _are_counts(rows: pd.DataFrame, column: Column) -> bool:
    values = rows[column.name].dropna()
    if says_statistic(column.name) or column.unit.startswith(("$", "%")) or not len(values):
        return False
    numbers = values.to_numpy(float)
    return bool((numbers >= 0).all() and (numbers == np.floor(numbers)).all())


def _are_years(values: pd.Series) -> bool:
    present = values.dropna()
    return bool(len(present)) and bool(present.between(*YEARS).all()) and present.nunique() <= YEARS[1] - YEARS[0]


def _keys(rows: pd.DataFrame, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that together tell every row apart; constant ones and other names of the same thing (FIPS of a town) are left out."""
    codes = {name: pd.factorize(rows[name])[0] for name in names}
    useful: list[str] = []
    for name in names:
        if len(np.unique(codes[name])) > 1 and not any(_same(codes[name], codes[other]) for other in useful):
            useful.append(name)
    if not useful or pd.DataFrame({name: codes[name] for name in useful}).duplicated().any():
        return ()
    for name in reversed(useful.copy()):
        rest = [other for other in useful if other != name]
        if len(useful) > MOST_KEYS and rest and not pd.DataFrame({other: codes[other] for other in rest}).duplicated().any():
            useful = rest
    return tuple(useful)


def _same(one: np.ndarray[tuple[int], np.dtype[np.intp]], other: np.ndarray[tuple[int], np.dtype[np.intp]]) -> bool:
    pairs = len(np.unique(one.astype(np.int64) * (int(other.max(initial=0)) + 2) + other))
    return bool(pairs == len(np.unique(one)) == len(np.unique(other)))


def _speaks_of_people(column: Column) -> bool:
    said = set(re.split(r"[^a-z]+", f"{column.name} {column.display} {column.unit}".casefold()))
    return bool(said & set(policy()["people"]["words"]))


def _totals_in(key: pd.Series) -> list[str]:
    words = [str(word) for word in key.dropna().unique().tolist()]
    return [word for word, is_total in zip(words, total_words(words, column=str(key.name)), strict=True) if is_total]


def _candidate(rows: pd.DataFrame, column: Column, by: tuple[str, ...], kept: Sequence[tuple[str, str]]) -> Candidate:
    """`kept`: totals that the cleanup found by arithmetic, as (column, category); one that no word calls so goes before the words."""
    people = _speaks_of_people(column)
    totals = [word for name in by for word in _totals_in(rows[name])]
    own = [label for name, label in kept if name in by and not says_total(label, column=name) and rows[name].eq(label).any()]
    total = own[0] if own else max(sorted(set(totals)), key=totals.count) if totals else "Total"
    named = ", ".join(by)
    why = f"{column.display or column.name} holds whole numbers, and {named} together tell the rows apart."
    return Candidate(by, column.name, total, people, why)
