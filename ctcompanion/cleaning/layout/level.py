"""One look at numbers that may add up: which lines still stand, in what steps they are written, and whether some make another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Found:
    """A line that is the sum of `parts` (indices of lines).

    It was tried in `tried` columns and holds in `rebuilt`; in `hidden` more a part is missing and the rest is not over the total.
    `evidence`: how unlikely that is by chance, in nats.
    """

    line: int
    parts: tuple[int, ...]
    tried: int
    rebuilt: int
    hidden: int
    evidence: float


@dataclass(frozen=True, eq=False)
class Level:
    """The lines still standing: their numbers (NaN where there is none), the units, each column's typical size and how many numbers differ."""

    lines: Indices
    values: Numbers
    units: Numbers
    typical: Numbers
    variety: Numbers

    def kept(self, keep: npt.NDArray[np.bool_] | Indices) -> Level:
        return Level(self.lines[keep], self.values[keep], self.units[keep], self.typical, self.variety)

    def narrowed(self, columns: npt.NDArray[np.bool_]) -> Level:
        return Level(self.lines, self.values[:, columns], self.units[:, columns], self.typical[columns], self.variety[columns])


def units_of(values: Numbers) -> Numbers:
    """The step in which each number is written: 1 for a whole number, .1, .01... down to .0001; never finer than its column mostly is."""
    told = np.nan_to_num(values)
    units = np.full(values.shape, 1e-4)
    for step in (1e-3, 1e-2, 1e-1, 1.0):
        scaled = told / step
        units[np.abs(scaled - np.round(scaled)) <= 1e-6 * np.maximum(1, np.abs(scaled))] = step
    units[np.isnan(values)] = np.nan
    usual = np.ones(values.shape[1])
    count = np.maximum((~np.isnan(values)).sum(0), 1)
    for step in (1e-1, 1e-2, 1e-3, 1e-4):
        usual = np.where((units <= step).sum(0) >= 0.05 * count, step, usual)
    return np.asarray(np.fmax(np.nan_to_num(np.minimum(units, usual * 10), nan=1.0), usual))


def variety_of(told: Numbers) -> float:
    """How many different numbers a column draws from; at least 20 where hardly one comes twice."""
    different = len(np.unique(told))
    return float(different if different < 0.5 * len(told) else max(different, 20))


def medians(values: Numbers) -> Numbers:
    """Each column's median, numbers that are missing left out; NaN where there is none."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    ordered = np.sort(values, axis=0)
    counts = (~np.isnan(values)).sum(0)
    columns = np.arange(values.shape[1])
    low, high = ordered[np.maximum(counts - 1, 0) // 2, columns], ordered[np.minimum(counts // 2, len(values) - 1), columns]
    return np.asarray(np.where(counts % 2 == 1, low, (low + high) / 2))


def level_of(values: Numbers, lines: Indices) -> Level:
    sizes = np.abs(values)
    typical = np.nan_to_num(medians(np.where(sizes > 0, sizes, np.nan)))
    variety = np.array([variety_of(c[~np.isnan(c)]) for c in values.T])
    return Level(lines, values[lines], units_of(values)[lines], typical, variety)


def judged(level: Level, line: int, places: Indices, agreeing: float, evidence: float) -> Found | None:
    """Whether a line is the sum of the lines at `places`, by the columns that can tell."""
    told, parts, units = level.values[line], level.values[places], level.units[line]
    sums = np.nansum(parts, axis=0)
    slack = units * (0.6 + 0.9 * np.sqrt(len(places))) + 1e-9 * np.abs(sums)
    with np.errstate(invalid="ignore"):
        off = np.abs(sums - told) > slack
        holds = ~off & ~np.isnan(told) & (told != 0)
        telling = holds & ((np.nan_to_num(parts) != 0).sum(0) >= 2)
        hidden = off & np.isnan(parts).any(0) & (sums <= told + slack)
    tried = int((~np.isnan(told) & (off | (told != 0)) & ~hidden).sum())
    rebuilt = int(holds.sum())
    if not telling.any() or rebuilt < agreeing * tried:
        return None
    sizes = np.maximum(np.minimum(level.typical[telling], np.abs(told[telling])), units[telling])
    odds = np.log(np.minimum(sizes / (slack[telling] + units[telling] / 2), level.variety[telling])).clip(0)
    total = float(odds.max() if in_proportion(parts[:, telling], told[telling]) else odds.sum())
    if total < evidence:
        return None
    return Found(int(level.lines[line]), tuple(sorted(int(n) for n in level.lines[places])), tried, rebuilt, int(hidden.sum()), total)


def in_proportion(parts: Numbers, told: Numbers) -> bool:
    """Whether each part is the same share of the total in all columns: then all columns together prove no more than one."""
    shares = np.nan_to_num(parts) / told
    return bool((np.ptp(shares, axis=1) <= 0.01 * np.abs(shares).max(axis=1) + 1e-12).all())


def strength(found: Found) -> tuple[float, float]:
    return found.rebuilt / found.tried, found.evidence
