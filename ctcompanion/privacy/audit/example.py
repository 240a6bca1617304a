"""One subtraction, small enough to draw: how a hidden count is had from what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.equations import Equations, Floats, find_equations
from ctcompanion.privacy.audit.keys import Keys, read_keys


@dataclass(frozen=True)
class Example:
    """Rows of the table (from 0) that make up one sum, without any value. `along`: the key that it adds over."""

    along: str
    total: int
    shown: tuple[int, ...]
    hidden: tuple[int, ...]
    sentence: str


@dataclass(frozen=True)
class Drawing:
    """A made-up sum for the training: cells as printed (None: hidden), their total, and what a reader concludes."""

    cells: tuple[int | None, ...]
    total: int
    sentence: str


TRAINING = (
    Drawing((21, 16, None), 40, "21 and 16 are shown, and so is the total of 40. Whoever subtracts has the hidden count: 3."),
    Drawing((12, None, None, None), 15, "Three hidden counts add up to 3. Zeros are shown, so each is at least 1: they are 1, 1 and 1."),
    Drawing((12, None, None, None), 34, "Three hidden counts add up to 22. Each can be anything from 1 to 20: nobody can tell."),
)
"""The three cases that the training draws: subtraction, no room, enough room."""


def example(frame: pd.DataFrame, by: Sequence[str], count: str, *, total: str = "Total") -> Example | None:
    """The shortest sum of a table with hidden counts that gives one or more of them away; None where no single sum does."""
    keys = read_keys(frame, by, total)
    equations = find_equations(keys)
    counts = read_counts(frame[count])
    found = [(len(equations.parts(number)), number) for number in range(len(equations)) if _gives_away(equations, number, counts)]
    return _describe(keys, equations, min(found)[1], counts) if found else None


def _gives_away(equations: Equations, number: int, counts: Floats) -> bool:
    """True where one part alone is hidden, or the hidden parts add up to as many people as there are parts."""
    total = int(equations.total[number])
    parts = equations.parts(number)
    hidden = np.isnan(counts[parts])
    if total < 0 or np.isnan(counts[total]) or not hidden.any() or hidden.all():
        return False
    left = counts[total] - np.nansum(counts[parts])
    return bool(hidden.sum() == 1 or left == hidden.sum())


def _describe(keys: Keys, equations: Equations, number: int, counts: Floats) -> Example:
    parts = equations.parts(number)
    hidden = np.isnan(counts[parts])
    axis = int(equations.axis[number])
    along = keys.columns[keys.axes[axis][-1]] if axis < len(keys.axes) else " and ".join(keys.columns)
    shown = int((~hidden).sum())
    said = f"The total is shown, and so {'is' if shown == 1 else 'are'} {shown} of the {len(parts)} counts that add up to it. "
    if hidden.sum() == 1:
        said += "Whoever subtracts them from the total has the hidden one."
    else:
        said += f"The {int(hidden.sum())} hidden ones must add up to as many people as there are hidden counts, so each of them is 1."
    return Example(along, int(equations.total[number]), tuple(parts[~hidden].tolist()), tuple(parts[hidden].tolist()), said)
