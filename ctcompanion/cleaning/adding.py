"""Whether rows add up to a row: the arithmetic behind a total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .measures import RATIO, matrix
from .working import Flags, Held, Positions

Numbers = npt.NDArray[np.float64]
SCALES = (1.0, 100.0, 1000.0, 1 / 12, 1 / 52)
"""A rate is a plain quotient, a percentage, per thousand, per month or per week."""


@dataclass(frozen=True, eq=False)
class Verdict:
    """One total row: per measure whether its parts rebuild it, and whether parts are hidden."""

    at: int
    present: Flags
    rebuilt: Flags
    hidden: Flags

    @property
    def whole(self) -> bool:
        """Every published number of the row can be rebuilt."""
        return bool(self.present.any() and self.rebuilt[self.present].all())

    @property
    def likely(self) -> bool:
        """The arithmetic speaks for a total, be it in part."""
        return bool(self.rebuilt.any() or self.hidden.any())


@dataclass(frozen=True, eq=False)
class Figures:
    """The numbers of a table (rows x measures, NaN where none), what is hidden, and which measures are rates."""

    numbers: Numbers
    hidden: Flags
    ratios: Flags

    @classmethod
    def of(cls, measures: list[Held], height: int) -> Figures:
        """The figures of these columns."""
        numbers, hidden = matrix(measures, height)
        return cls(numbers, hidden, np.array([bool(RATIO.search(f"{held.label} {held.unit}")) for held in measures], dtype=bool))

    def judge(self, at: int, sets: list[Positions]) -> Verdict:
        """The row against the set of rows that rebuilds most of it."""
        present = np.isfinite(self.numbers[at])
        nothing = np.zeros(len(present), dtype=bool)
        best = Verdict(at, present, nothing, nothing)
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
        exact = present & ~veiled & (np.abs(off) <= _tolerance(total, numbers)) & np.isfinite(numbers).any(axis=0)
        return Verdict(at, present, self._with_ratios(at, parts, present, exact), veiled)

    def _with_ratios(self, at: int, parts: Positions, present: Flags, exact: Flags) -> Flags:
        """A rate is rebuilt when it is a quotient of two columns that are, in this row and in its parts alike."""
        found, sure = exact.copy(), np.flatnonzero(exact).tolist()
        rows = np.append(parts, at)
        for column in np.flatnonzero(present & ~exact & self.ratios).tolist():
            found[column] = any(self._is_quotient(rows, column, over, under) for over in sure for under in sure if over != under)
        return found

    def _is_quotient(self, rows: Positions, column: int, over: int, under: int) -> bool:
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = self.numbers[rows, column] * self.numbers[rows, under] / self.numbers[rows, over]
        known = np.isfinite(factor)
        if not known[-1] or known.sum() < 2 or not np.allclose(factor[known], factor[-1], rtol=2e-3):
            return False
        return bool(min(abs(factor[-1] / scale - 1) for scale in SCALES) < 0.01)


def _tolerance(total: Numbers, parts: Numbers) -> Numbers:
    """Whole numbers must fit exactly; for others rounding in the last place of each part is allowed."""
    with np.errstate(invalid="ignore"):
        broken = np.nansum(np.abs(parts - np.round(parts)), axis=0) + np.nan_to_num(np.abs(total - np.round(total)))
        wide = np.maximum(np.abs(total) * 1e-6, 0.005 * np.sqrt(len(parts)))
    return np.where(broken == 0, 1e-6, wide)
