"""Totals by arithmetic: lines that are the sum of a run of lines above or below, of parts already summed, within rounding.

Works on any matrix of numbers (lines by columns, NaN where there is none), so that columns are found by giving the matrix turned.
For columns without negatives the running sums rise, so the run that a total would need is looked up instead of tried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import numpy.typing as npt

from .level import Found, Indices, Level, Numbers, judged, level_of, strength

EVIDENCE = float(np.log(30.0))
"""How unlikely a sum must be by chance: once in 30 tries, and rarer by the root of the number of lines that it is looked for among."""
AGREEING = 0.7
"""The share of a line's additive columns in which the sum must hold."""
LEVELS = 6
"""Totals of totals of totals: how many levels are looked for."""
MOST_COLUMNS = 1_000
"""So many columns prove or disprove any sum."""
NEAR = 6
"""Parts with others between them are looked for among so many lines."""


def find(values: Numbers) -> list[Found]:
    """All lines that are sums of other lines, level by level: parts of a found sum are taken out before the next level.

    Columns in which the sums mostly fail (averages, codes, percentages) have no say; they are learned from a first look.
    Of very many columns some are looked at, and what is found is held against all.
    """
    lines = np.flatnonzero((~np.isnan(values)).any(1))
    if len(lines) < 3:
        return []
    wanted = EVIDENCE + 0.5 * float(np.log(len(lines)))
    if values.shape[1] <= MOST_COLUMNS:
        return _found(level_of(values, lines), wanted)
    some = np.linspace(0, values.shape[1] - 1, MOST_COLUMNS).astype(np.intp)
    found = _found(level_of(values[:, some], lines), wanted)
    return _held_against(level_of(values, lines), found, wanted) if found else []


def _held_against(whole: Level, found: list[Found], wanted: float) -> list[Found]:
    """The sums of some columns that hold in all (that add up)."""
    whole = whole.narrowed(_adding_columns(whole, found))
    place = {int(line): at for at, line in enumerate(whole.lines)}
    again = [judged(whole, place[sum_.line], np.array([place[part] for part in sum_.parts]), AGREEING, wanted) for sum_ in found]
    return [sum_ for sum_ in again if sum_ is not None]


def _found(level: Level, wanted: float) -> list[Found]:
    first = _search(level, 0.3, wanted + 3)
    adding = _adding_columns(level, first)
    if adding.all():
        return _search(level, AGREEING, wanted)
    return _search(level.narrowed(adding), AGREEING, wanted)


def _adding_columns(level: Level, found: Iterable[Found]) -> npt.NDArray[np.bool_]:
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


def _search(level: Level, agreeing: float, evidence: float) -> list[Found]:
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


def _runs(level: Level, agreeing: float, evidence: float) -> list[Found]:
    """The lines that equal the sum of a run that ends just above or begins just below them."""
    upside_down = level.kept(np.arange(len(level.lines))[::-1])
    return [*_runs_above(level, agreeing, evidence), *_runs_above(upside_down, agreeing, evidence)]


def _runs_above(level: Level, agreeing: float, evidence: float) -> list[Found]:
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
        tried = [judged(level, int(line), np.arange(start, line), agreeing, evidence) for start in starts]
        sums = [sum_ for sum_ in tried if sum_ is not None]
        if sums:
            found.append(max(sums, key=strength))
    return found


def _most(level: Level) -> Numbers:
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


_SUBSETS = np.array(
    [
        [at in chosen for at in range(NEAR)]
        for size in (2, 3, 4)
        for chosen in combinations(range(NEAR), size)
        if chosen[-1] - chosen[0] >= size
    ],
    dtype=float,
)


def _gapped(level: Level, agreeing: float, evidence: float, known: dict[int, Found]) -> list[Found]:
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
            sum_ = judged(way, int(line), places, agreeing, evidence)
            if sum_ is not None and sum_.line not in known:
                found.append(sum_)
    return found
