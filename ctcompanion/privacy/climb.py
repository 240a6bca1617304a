"""How far to coarsen which columns: the most rows rescued for the least information lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import numpy.typing as npt

from ctcompanion.privacy.reidentify.classes import Coded, Codes, class_sizes, dense, packed, together
from ctcompanion.privacy.remedies.ladders import Rung

MISSING = 4
"""A row taken out weighs as much as losing its values four times: whoever counts the rows is misled as well."""
FEW = 0.5
"""Moves are tried on one row of each group where there are fewer groups than this share of the rows."""
Ladders = Mapping[str, list[Rung]]
At = dict[str, int]
"""Column -> the rung it stands on; 0 is the column as it was."""


def climb(ladders: Ladders, threshold: int) -> At:
    """The rung of every column that changes, in the order in which they were first touched.

    Coarser values come before taking a column out, and taking the last rows out comes first where it loses less than either.
    At the end each column goes back as far as nothing is lost by it.
    """
    at = dict.fromkeys(ladders, 0)
    touched: At = {}
    rows = _rows(ladders)
    while left := small(ladders, at, threshold):
        name = _widest(ladders, at) if left == rows else None
        name = name or _best(ladders, at, threshold)
        if name is None:
            break
        if left < rows and MISSING * left / rows * _held(ladders, at) < _lost(ladders, at, name):
            break
        at[name] += 1
        touched[name] = at[name]
    return _back(ladders, at, list(touched), threshold)


def small(ladders: Ladders, at: At, threshold: int) -> int:
    """Rows in groups under the threshold."""
    sizes = class_sizes(*together(_parts(ladders, at), _rows(ladders)))
    return int(sizes[sizes < threshold].sum())


def _rows(ladders: Ladders) -> int:
    return len(next(iter(ladders.values()))[0].coded[0])


def _parts(ladders: Ladders, at: At) -> list[Coded]:
    return [rungs[at[name]].coded for name, rungs in ladders.items()]


def _held(ladders: Ladders, at: At) -> float:
    """The bits that all columns still hold."""
    return sum(rungs[at[name]].bits for name, rungs in ladders.items())


def _lost(ladders: Ladders, at: At, name: str) -> float:
    """The bits that the next rung of a column loses."""
    return max(ladders[name][at[name]].bits - ladders[name][at[name] + 1].bits, 1e-9)


def _cost(ladders: Ladders, at: At, threshold: int) -> float:
    """Bits lost by coarser columns, and by taking out the rows that are left in small groups."""
    held = _held(ladders, at)
    whole = _held(ladders, dict.fromkeys(ladders, 0))
    return whole - held + MISSING * small(ladders, at, threshold) / max(_rows(ladders), 1) * held


def _widest(ladders: Ladders, at: At) -> str | None:
    """While every row is in a small group no single step rescues one: the column that tells most becomes coarser."""
    stay = [(rungs[at[name]].bits, name) for name, rungs in ladders.items() if at[name] + 1 < len(rungs) and rungs[at[name] + 1].bits > 0]
    return max(stay)[1] if stay else None


def _best(ladders: Ladders, at: At, threshold: int) -> str | None:
    """The step that brings rows furthest per bit lost, one that keeps its column before one that does not; None when all are done."""
    near = _nearness(ladders, at, threshold)
    now = near(None)
    moves = []
    for name, rungs in ladders.items():
        if at[name] + 1 < len(rungs):
            gained, lost = near(name) - now, _lost(ladders, at, name)
            stays = rungs[at[name] + 1].bits > 0 and gained > 0
            moves.append((stays, gained / lost, -lost, name))
    return max(moves)[3] if moves else None


def _nearness(ladders: Ladders, at: At, threshold: int) -> partial[float]:
    """How near the rows come to groups of the threshold's size, 1 being there, when one column (or none) goes up a rung."""
    codes, groups = dense(packed(_parts(ladders, at), _rows(ladders))[0])
    sizes = class_sizes(codes, groups)
    first = None
    if groups < FEW * len(codes):
        first = np.empty(groups, dtype=np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return partial(_near, ladders, at, threshold, sizes, first)


def _near(ladders: Ladders, at: At, threshold: int, sizes: Codes, first: Codes | None, name: str | None) -> float:  # noqa: PLR0913, PLR0917
    if name is None:
        return _progress(sizes.astype(np.float64), threshold)
    parts = [rungs[at[other] + (other == name)].coded for other, rungs in ladders.items()]
    if first is None or not _is_coarser(ladders[name][at[name]].coded, ladders[name][at[name] + 1].coded):
        return _progress(class_sizes(*together(parts, _rows(ladders))).astype(np.float64), threshold)
    codes, size = together([(codes[first], number) for codes, number in parts], len(first))
    return _progress(np.bincount(codes, weights=sizes, minlength=size).astype(np.float64), threshold)


def _is_coarser(fine: Coded, coarse: Coded) -> bool:
    """Whether rows with the same fine code always have the same coarse one: then one row of a group speaks for it."""
    speaks = np.empty(fine[1], dtype=np.int64)
    speaks[fine[0]] = coarse[0]
    return bool((speaks[fine[0]] == coarse[0]).all())


def _progress(sizes: npt.NDArray[np.float64], threshold: int) -> float:
    """It tells remedies apart before any row is rescued."""
    return float((sizes * np.minimum(sizes, threshold)).sum() / (threshold * max(sizes.sum(), 1)))


def _back(ladders: Ladders, at: At, touched: list[str], threshold: int) -> At:
    """Undo what a later step made needless: the column that regains most goes back first."""
    cost = _cost(ladders, at, threshold) if len(touched) > 1 else 0.0
    for name in sorted(touched, key=lambda name: ladders[name][at[name]].bits - ladders[name][0].bits) if len(touched) > 1 else ():
        while at[name]:
            lower = _cost(ladders, {**at, name: at[name] - 1}, threshold)
            if lower > cost:
                break
            at[name], cost = at[name] - 1, lower
    return {name: at[name] for name in touched if at[name]}
