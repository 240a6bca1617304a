"""Whether rows add up to a row: the arithmetic behind a total."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .held import Flags, Held, Positions
from .layout.level import units_of
from .measures import RATIO, matrix
from .words import counted_once

Numbers = npt.NDArray[np.float64]
SCALES = (1.0, 100.0, 1000.0, 1 / 12, 1 / 52)
"""A rate is a plain quotient, a percentage, per thousand, per month or per week."""
ROUNDED = re.compile(r"(?i)%|\bpercent|\b(?:thousands|millions|billions)\b|\bround(?:ed|ing)\b|\b(?:1,000|000)s\b")
"""What says that whole numbers are rounded ones."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """One total row: per measure whether its parts rebuild it, whether parts are hidden, and whether it counts people once.

    `parts`: the rows that it was held against.
    """

    at: int
    present: Flags
    rebuilt: Flags
    hidden: Flags
    once: Flags
    parts: Positions = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @property
    def whole(self) -> bool:
        """Every published number of the row can be rebuilt."""
        return bool(self.present.any() and self.rebuilt[self.present].all())

    @property
    def likely(self) -> bool:
        """The arithmetic speaks for a total, be it in part."""
        return bool(self.rebuilt.any() or self.hidden.any() or self.counts_once)

    @property
    def counts_once(self) -> bool:
        """Less than its parts together wherever they do not rebuild it, in a table that says that people are counted once."""
        return bool(self.once.any() and (self.once | self.rebuilt | self.hidden)[self.present].all())


@dataclass(frozen=True, eq=False)
class Figures:
    """The numbers of a table (rows x measures, NaN where none), and what is hidden. Per measure: whether it is a rate, is rounded
    although it holds whole numbers, counts people once; and the step in which it is written (1, .1, .01...).
    """

    numbers: Numbers
    hidden: Flags
    ratios: Flags
    rounded: Flags
    once: Flags
    units: Numbers

    @classmethod
    def of(cls, measures: list[Held], height: int, said: str = "") -> Figures:
        """The figures of these columns. `said`: what the titles and notes around the table say."""
        numbers, hidden = matrix(measures, height)
        ratios = _those(measures, RATIO)
        rounded = ratios | _those(measures, ROUNDED) | bool(ROUNDED.search(said))
        once = _those(measures, counted_once()) | bool(counted_once().search(said))
        return cls(numbers, hidden, ratios, rounded, once, np.nanmin(units_of(numbers), axis=0, initial=1.0))

    def judge(self, at: int, sets: list[Positions]) -> Verdict:
        """The row against the set of rows that rebuilds most of it."""
        present = np.isfinite(self.numbers[at])
        nothing = np.zeros(len(present), dtype=bool)
        best = Verdict(at, present, nothing, nothing, nothing)
        for parts in sets:
            verdict = self._against(at, parts, present)
            if verdict.rebuilt.sum() > best.rebuilt.sum() or (not best.likely and verdict.likely):
                best = verdict
            if best.whole:
                break
        return best

    def _against(self, at: int, parts: Positions, present: Flags) -> Verdict:
        total, numbers = self.numbers[at], self.numbers[parts]
        sums = np.nansum(numbers, axis=0)
        off = np.where(present, total - sums, 0.0)
        veiled = present & self.hidden[parts].any(axis=0) & (off > 0)
        told = np.isfinite(numbers).any(axis=0)
        exact = present & ~veiled & told & (np.abs(off) <= slack(total, len(parts), self.units, self.rounded))
        largest = np.max(numbers, axis=0, initial=0.0, where=np.isfinite(numbers))
        once = self.once & present & told & ~exact & (off < 0) & (total >= largest)
        rebuilt = self._with_ratios(at, parts, present, exact)
        return Verdict(at, present, rebuilt, veiled, once & ~rebuilt, parts)

    def _with_ratios(self, at: int, parts: Positions, present: Flags, exact: Flags) -> Flags:
        """A rate is rebuilt when it is a quotient of two columns that are, in this row and in its parts alike, or the same in all."""
        found, sure = exact.copy(), np.flatnonzero(exact).tolist()
        rows = np.append(parts, at)
        for column in np.flatnonzero(present & ~exact & self.ratios).tolist():
            same = bool((self.numbers[rows, column] == self.numbers[at, column]).all())
            found[column] = same or any(self._is_quotient(rows, column, over, under) for over in sure for under in sure if over != under)
        return found

    def _is_quotient(self, rows: Positions, column: int, over: int, under: int) -> bool:
        """Within half of the last place in every row, or so nearly the same multiple of it that only the division differs."""
        with np.errstate(divide="ignore", invalid="ignore"):
            plain = self.numbers[rows, over] / self.numbers[rows, under]
            factor = self.numbers[rows, column] / plain
        known = np.isfinite(factor)
        if not known[-1] or known.sum() < 2:
            return False
        wanted, shares = self.numbers[rows, column][known], plain[known]
        if len(np.unique(wanted)) > 2 and any((np.abs(shares * scale - wanted) <= 0.51 * self.units[column]).all() for scale in SCALES):
            return True
        if not np.allclose(factor[known], factor[-1], rtol=2e-3):
            return False
        return bool(min(abs(factor[-1] / scale - 1) for scale in SCALES) < 0.01)


def slack(total: Numbers, parts: int, units: Numbers, rounded: Flags) -> Numbers:
    """How far a total may be from the sum of so many parts: whole numbers must fit unless they are `rounded`, others to their last place."""
    steps = units * (0.6 + 0.9 * np.sqrt(parts))
    wide = np.maximum(np.nan_to_num(np.abs(total)) * 1e-6, steps)
    return np.where(rounded | (units < 1), wide, 1e-6)


def _those(measures: list[Held], pattern: re.Pattern[str]) -> Flags:
    return np.array([bool(pattern.search(" ".join((held.label, held.unit, held.original, *held.levels)))) for held in measures], dtype=bool)
