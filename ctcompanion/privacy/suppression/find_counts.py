"""Which column holds the counts of people, and which ones tell them apart: a proposal for the page to confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.audit.policy import policy, says_total
from ctcompanion.privacy.suppression.suppress_statistics import says_statistic

YEARS = (1900, 2100)
"""A column of whole numbers in this range alone is a year and tells rows apart."""
MOST_KEYS = 6


@dataclass(frozen=True)
class Candidate:
    """A proposal: suppress `count`, told apart by `by`, totals being the rows that say `total`. `people`: its name speaks of people."""

    by: tuple[str, ...]
    count: str
    total: str
    people: bool
    why: str


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
    found = [_candidate(table.rows, column, by, kept) for column in counts if column.name not in by]
    return tuple(sorted(found, key=lambda candidate: not candidate.people))


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


def _candidate(rows: pd.DataFrame, column: Column, by: tuple[str, ...], kept: Sequence[tuple[str, str]]) -> Candidate:
    """`kept`: totals that the cleanup found by arithmetic, as (column, category); one that no word calls so goes before the words."""
    people = _speaks_of_people(column)
    totals = [str(word) for name in by for word in rows[name].dropna().unique() if says_total(str(word), column=name)]
    own = [label for name, label in kept if name in by and not says_total(label, column=name) and rows[name].eq(label).any()]
    total = own[0] if own else max(sorted(set(totals)), key=totals.count) if totals else "Total"
    named = ", ".join(by)
    why = f"{column.display or column.name} holds whole numbers, and {named} together tell the rows apart."
    return Candidate(by, column.name, total, people, why)
