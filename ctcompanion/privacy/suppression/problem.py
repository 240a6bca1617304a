"""A table of counts as the suppression sees it: cells in the order of their keys, their sums, and what must be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.bounds import Polytope
from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.equations import Equations, Floats, Mask, find_equations
from ctcompanion.privacy.audit.keys import Integers, Keys, read_keys
from ctcompanion.privacy.audit.parts import components
from ctcompanion.privacy.suppression.profile import Profile


@dataclass(frozen=True, eq=False)
class Problem:
    """`order`: the file's row of each cell. `counts`: whole numbers, a possible one where the source hides it.

    `small`: to be hidden by the profile. `before`: hidden by the source or earlier. `equations`: what readers can add up.
    `uneven`: how many shown totals differ from the sum of their parts.
    """

    rule: Profile
    keys: Keys
    order: Integers
    equations: Equations
    counts: Integers
    small: Mask
    before: Mask
    uneven: int

    @property
    def first(self) -> Mask:
        """Everything that must be hidden whatever else is."""
        return self.small | self.before


@dataclass(frozen=True)
class Question:
    """What to suppress: the keys, the count column, the table's word for a total, and what readers know besides."""

    by: tuple[str, ...]
    count: str
    total: str = "Total"
    known_totals: tuple[str, ...] = ()
    population: str | None = None


def read_problem(frame: pd.DataFrame, asked: Question, rule: Profile, already_hidden: Sequence[bool] | pd.Series | Mask | None) -> Problem:
    """Read a table; PrivacyError: no-such-column, repeated-keys, not-counts."""
    for column in (asked.count, *asked.known_totals, *([asked.population] if asked.population else [])):
        if column not in frame.columns:
            raise PrivacyError("no-such-column", f"The table has no column named {column}.", "Choose one of its columns.")
    keys = read_keys(frame, asked.by, asked.total)
    order, keys = keys.order, keys.sorted()
    counts = read_counts(frame[asked.count])[order]
    given = np.zeros(len(frame), bool) if already_hidden is None else np.asarray(already_hidden, bool)
    equations = find_equations(keys, asked.known_totals)
    whole, raised = fill_in(find_equations(keys), counts)  # a total that is not shown says nothing about a count that is not either
    uneven = (equations.matrix @ (whole - raised) != 0) & (equations.total >= 0)
    people = frame[asked.population].iloc[order] if asked.population else None
    right = np.asarray(equations.matrix @ whole, float)
    small, before = small_counts(counts, rule, people), given[order] | np.isnan(counts)
    return Problem(rule, keys, order, equations.with_right(right), whole, small, before, int(uneven.sum()))


def small_counts(counts: Floats, rule: Profile, population: pd.Series | None = None) -> Mask:
    """The counts that the profile hides. Where it depends on the population and that is unknown, the count is hidden."""
    small = (counts >= rule.hide_from) & (counts <= rule.hide_to)
    if population is None or rule.population_below is None:
        return small
    people = pd.to_numeric(population.astype(str).str.replace(",", ""), errors="coerce").to_numpy(float)
    return small & ~(people >= rule.population_below)


def fill_in(equations: Equations, counts: Floats) -> tuple[Integers, Integers]:
    """Whole counts for the hidden cells of a source that agree with its sums: one table among those it could be.

    Where the sums say that the source hides zeros too, its hidden cells are given one person more each (the second value says where):
    everything that follows counts from 1, and moves only ask how far a cell is above the least it can be.
    """
    unknown = np.isnan(counts)
    whole, raised = np.where(unknown, 1.0, counts), np.zeros(len(counts), np.int64)
    cells = np.flatnonzero(unknown)
    right = equations.right - equations.matrix @ np.where(unknown, 0.0, counts)
    matrix = equations.matrix[:, cells]
    for sums, members in components(matrix):
        polytope = Polytope(matrix[sums][:, members], right[sums], 1.0)
        table = np.round(polytope.any_table())
        raised[cells[members]] = int(polytope.lower < 1)
        whole[cells[members]] = np.maximum(1, table + raised[cells[members]])
    return whole.astype(np.int64), raised
