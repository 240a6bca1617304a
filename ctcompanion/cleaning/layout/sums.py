"""Totals by arithmetic: lines that are the sum of a run of lines above or below, of parts already summed, within rounding.

Works on any matrix of numbers (lines by columns, NaN where there is none), so that columns are found by giving the matrix turned.
For columns without negatives the running sums rise, so the run that a total would need is looked up instead of tried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

EVIDENCE = float(np.log(30.0))
"""How unlikely a sum must be by chance: once in 30 tries, and rarer by the root of the number of lines that it is looked for among."""
WORDED = float(np.log(10.0))
"""The same where a word says that the line is a total."""
STRIDES = (1, 2, 3, 4)
"""Parts of a worded total may be every line or every second to fourth."""
AGREEING = 0.7
"""The share of a line's additive columns in which the sum must hold."""
LEVELS = 6
"""Totals of totals of totals: how many levels are looked for."""
NEAR = 6
"""Parts with others between them are looked for among so many lines."""


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
class _Level:
    """The lines still standing: their numbers (NaN where there is none), the units, each column's typical size and how many numbers differ."""

    lines: Indices
    values: Numbers
    units: Numbers
    typical: Numbers
    variety: Numbers

    def kept(self, keep: npt.NDArray[np.bool_] | Indices) -> _Level:
        return _Level(self.lines[keep], self.values[keep], self.units[keep], self.typical, self.variety)

    def narrowed(self, columns: npt.NDArray[np.bool_]) -> _Level:
        return _Level(self.lines, self.values[:, columns], self.units[:, columns], self.typical[columns], self.variety[columns])


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


def find(values: Numbers) -> list[Found]:
    """All lines that are sums of other lines, level by level: parts of a found sum are taken out before the next level.

    Columns in which the sums mostly fail (averages, codes, percentages) have no say; they are learned from a first look.
    """
    lines = np.flatnonzero((~np.isnan(values)).any(1))
    if len(lines) < 3:
        return []
    level = _level(values, lines)
    wanted = EVIDENCE + 0.5 * float(np.log(len(lines)))
    first = _search(level, 0.3, wanted + 3)
    adding = _adding_columns(level, first)
    if adding.all():
        return _search(level, AGREEING, wanted)
    return _search(level.narrowed(adding), AGREEING, wanted)


def _variety(told: Numbers) -> float:
    """How many different numbers a column draws from; at least 20 where hardly one comes twice."""
    different = len(np.unique(told))
    return float(different if different < 0.5 * len(told) else max(different, 20))


def find_for(values: Numbers, line: int) -> Found | None:
    """The run just above or below one line that it is most likely the sum of, where a word already says that it is one.

    A run may take every second to fourth line only ("number, percent, number, percent, total number").
    """
    lines = np.flatnonzero((~np.isnan(values)).any(1))
    if line not in lines or len(lines) < 3:
        return None
    level = _level(values, lines)
    found: list[Found] = []
    for way in (level, level.kept(np.arange(len(lines))[::-1])):
        place = int(np.flatnonzero(way.lines == line)[0])
        for stride in STRIDES:
            ends = np.arange(place - stride, max(-1, place - 40 * stride), -stride)
            runs = [_judged(way, place, ends[:size], AGREEING, WORDED + np.log(stride)) for size in range(2, len(ends) + 1)]
            found.extend(run for run in runs if run is not None)
    return max(found, key=lambda run: (run.rebuilt / run.tried, run.evidence), default=None)


def _level(values: Numbers, lines: Indices) -> _Level:
    with np.errstate(invalid="ignore"):
        typical = np.array([np.median(c[c > 0]) if (c > 0).any() else 0.0 for c in np.abs(values.T)])
    variety = np.array([_variety(c[~np.isnan(c)]) for c in values.T])
    return _Level(lines, values[lines], units_of(values)[lines], typical, variety)


def _adding_columns(level: _Level, found: Iterable[Found]) -> npt.NDArray[np.bool_]:
    """The columns in which at least a third of the found sums hold (all, when there is nothing to learn from)."""
    place = {int(line): at for at, line in enumerate(level.lines)}
    holds, tried = np.zeros(level.values.shape[1]), np.zeros(level.values.shape[1])
    for sum_ in found:
        parts = level.values[[place[part] for part in sum_.parts]]
        told = ~np.isnan(level.values[place[sum_.line]]) & ~np.isnan(parts).any(0)
        close = np.abs(np.nansum(parts, axis=0) - level.values[place[sum_.line]]) <= 3 * level.units[place[sum_.line]] * np.sqrt(len(parts))
        holds += told & close
        tried += told
    adding = np.asarray(holds * 3 >= tried)
    return adding if (adding & (tried > 0)).any() else np.ones(len(adding), dtype=bool)


def _search(level: _Level, agreeing: float, evidence: float) -> list[Found]:
    found: dict[int, Found] = {}
    for _ in range(LEVELS):
        fresh = [s for s in _runs(level, agreeing, evidence) if s.line not in found or len(found[s.line].parts) != len(s.parts)]
        chosen = _disjoint(fresh) or _disjoint(_gapped(level, agreeing, evidence, found))
        if not chosen:
            break
        for sum_ in chosen:
            found.setdefault(sum_.line, sum_)
        level = level.kept(~np.isin(level.lines, [part for sum_ in chosen for part in sum_.parts]))
    return sorted(found.values(), key=lambda sum_: sum_.line)


def _disjoint(sums: list[Found]) -> list[Found]:
    """The strongest sums that share no part, and of which none is a part of another."""
    kept: list[Found] = []
    parts: set[int] = set()
    totals: set[int] = set()
    for sum_ in sorted(sums, key=lambda s: (-s.rebuilt / s.tried, -s.evidence, len(s.parts))):
        if sum_.line in parts or sum_.line in totals or parts.intersection(sum_.parts) or totals.intersection(sum_.parts):
            continue
        kept.append(sum_)
        parts.update(sum_.parts)
        totals.add(sum_.line)
    return kept


def _runs(level: _Level, agreeing: float, evidence: float) -> list[Found]:
    """The lines that equal the sum of a run that ends just above or begins just below them."""
    upside_down = level.kept(np.arange(len(level.lines))[::-1])
    return [*_runs_above(level, agreeing, evidence), *_runs_above(upside_down, agreeing, evidence)]


def _runs_above(level: _Level, agreeing: float, evidence: float) -> list[Found]:
    values = np.nan_to_num(level.values)
    if len(values) < 3:
        return []
    running = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    low, high = _intervals(values, running, level.units)
    wanted = np.where((values != 0).sum(1) > 1, 2, 1)
    possible = high >= low
    hopeful = (possible.sum(1) >= wanted) & ((possible * _most(level)).sum(1) >= evidence)
    found = []
    for line in np.flatnonzero(hopeful):
        starts = _wanted_starts(low[line], high[line])
        tried = [_judged(level, int(line), np.arange(start, line), agreeing, evidence) for start in starts]
        sums = [sum_ for sum_ in tried if sum_ is not None]
        if sums:
            found.append(max(sums, key=lambda s: (s.rebuilt / s.tried, s.evidence)))
    return found


def _most(level: _Level) -> Numbers:
    """The most that each number can prove if it is rebuilt: for a quick look at where it pays to look closer."""
    sizes = np.minimum(np.abs(np.nan_to_num(level.values)), level.typical) / level.units
    return np.asarray(np.log(np.clip(np.minimum(sizes, level.variety), 1, None)))


def _wanted_starts(low: Indices, high: Indices) -> list[int]:
    """The starts that most columns ask for, those nearest to the total first among equals."""
    usable = high >= low
    first, last = low[usable], high[usable]
    candidates = np.unique(np.concatenate([first, last]))
    votes = ((first[None, :] <= candidates[:, None]) & (candidates[:, None] <= last[None, :])).sum(1)
    order = np.lexsort((-candidates, -votes))[:4]
    return [int(at) for at in candidates[order]]


def _intervals(values: Numbers, running: Numbers, units: Numbers) -> tuple[Indices, Indices]:
    """Per line and column the first and last start of a run above it that sums to it; empty (high < low) where there is none."""
    low = np.ones(values.shape, dtype=np.intp)
    high = np.zeros(values.shape, dtype=np.intp)
    rows = np.arange(len(values))
    for column in np.flatnonzero((values >= 0).all(0)):
        wanted = running[:-1, column] - values[:, column]
        slack = units[:, column] * 3 + 1e-9 * running[-1, column]
        first = np.searchsorted(running[:, column], wanted - slack, "left")
        last = np.minimum(np.searchsorted(running[:, column], wanted + slack, "right") - 1, rows - 2)
        usable = (values[:, column] > 0) & (wanted >= -slack)
        low[:, column], high[:, column] = np.where(usable, first, 1), np.where(usable, last, 0)
    return low, high


def _judged(level: _Level, line: int, places: Indices, agreeing: float, evidence: float) -> Found | None:
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
    total = float(odds.max() if _in_proportion(parts[:, telling], told[telling]) else odds.sum())
    if total < evidence:
        return None
    return Found(int(level.lines[line]), tuple(sorted(int(n) for n in level.lines[places])), tried, rebuilt, int(hidden.sum()), total)


def _in_proportion(parts: Numbers, told: Numbers) -> bool:
    """Whether each part is the same share of the total in all columns: then all columns together prove no more than one."""
    shares = np.nan_to_num(parts) / told
    return bool((np.ptp(shares, axis=1) <= 0.01 * np.abs(shares).max(axis=1) + 1e-12).all())


_SUBSETS = np.array(
    [
        [at in chosen for at in range(NEAR)]
        for size in (2, 3, 4)
        for chosen in combinations(range(NEAR), size)
        if chosen[-1] - chosen[0] >= size
    ],
    dtype=float,
)


def _gapped(level: _Level, agreeing: float, evidence: float, known: dict[int, Found]) -> list[Found]:
    """Sums of two to four of the next lines with others ("of which") between them. Many are tried, so more evidence is asked for."""
    found: list[Found] = []
    evidence += float(np.log(len(_SUBSETS)) + np.log(len(level.lines)))
    for way in (level, level.kept(np.arange(len(level.lines))[::-1])):
        values = np.nan_to_num(way.values)[:, :8]
        count = len(values) - NEAR
        if count < 1:
            continue
        ahead = np.lib.stride_tricks.sliding_window_view(values[1:], NEAR, axis=0)
        sums = np.einsum("lcn,sn->lsc", ahead, _SUBSETS)
        near = (np.abs(sums - values[:count, None, :]) <= 3 * way.units[:count, None, :8]) & (values[:count, None, :] != 0)
        share = near.sum(2) / np.maximum((values[:count] != 0).sum(1), 1)[:, None]
        proof = np.einsum("lsc,lc->ls", near, _most(way)[:count, :8])
        for line, subset in zip(*np.nonzero((share >= agreeing) & (near.sum(2) >= 2) & (proof >= evidence)), strict=True):
            places = line + 1 + np.flatnonzero(_SUBSETS[subset])
            sum_ = _judged(way, int(line), places, agreeing, evidence)
            if sum_ is not None and sum_.line not in known:
                found.append(sum_)
    return found
