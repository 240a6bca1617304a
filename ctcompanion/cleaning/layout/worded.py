"""The parts of a line that a word already calls a total: less proof is asked for, and parts may alternate with other lines."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .level import Found, Level, Numbers, judged, level_of, strength
from .sums import AGREEING

WORDED = float(np.log(10.0))
"""The same where a word says that the line is a total."""
WORDED_REACH = 40
"""Of how many lines a worded total is tried to be the sum."""
STRIDES = (1, 2, 3, 4)
"""Parts of a worded total may be every line or every second to fourth."""


def find_for(values: Numbers, wanted: Iterable[int]) -> dict[int, Found]:
    """For lines that a word calls totals: the run just above or below each that it is most likely the sum of.

    A run may take every second to fourth line only ("number, percent, number, percent, total number").
    """
    lines = np.flatnonzero((~np.isnan(values)).any(1))
    places = np.flatnonzero(np.isin(lines, list(wanted)))
    if len(lines) < 3 or not len(places):
        return {}
    level = level_of(values, lines)
    upside_down = level.kept(np.arange(len(lines))[::-1])
    out = {}
    for place in places:
        runs = [*_runs_to(level, int(place)), *_runs_to(upside_down, len(lines) - 1 - int(place))]
        if runs:
            out[int(lines[place])] = max(runs, key=strength)
    return out


def _runs_to(level: Level, place: int) -> list[Found]:
    """The runs, and runs with steps, that end at the line before `place` and make its sum."""
    found: list[Found] = []
    told, units = level.values[place], level.units[place]
    for stride in STRIDES:
        ends = np.arange(place - stride, max(-1, place - WORDED_REACH * stride), -stride)
        running = np.cumsum(np.nan_to_num(level.values[ends]), axis=0)
        with np.errstate(invalid="ignore"):
            near = (
                np.abs(running - told) <= units * (0.6 + 0.9 * np.sqrt(np.arange(1, len(ends) + 1)))[:, None] + 1e-9 * np.abs(running)
            ) & (told != 0)
        sizes = np.flatnonzero(near.sum(1) >= AGREEING * 0.3 * max(int(np.count_nonzero(np.nan_to_num(told))), 1)) + 1
        runs = [judged(level, place, ends[:size], AGREEING, WORDED + float(np.log(stride))) for size in sizes if size >= 2]
        found.extend(run for run in runs if run is not None)
    return found
