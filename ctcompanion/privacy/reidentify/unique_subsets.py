"""Which few columns make a row the only one of its kind: the minimal unique subsets (after SUDA2, Manning, Haglin and Keane 2008)."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ctcompanion.privacy.reidentify.classes import Codes, column_codes, joined

MOST_COLUMNS = 8
Flags = npt.NDArray[np.bool_]


class UniqueSubset(NamedTuple):
    """`rows`: the only rows of their kind over exactly these columns, and over no fewer of them."""

    columns: tuple[str, ...]
    rows: int


def minimal_unique_subsets(frame: pd.DataFrame, columns: tuple[str, ...]) -> tuple[UniqueSubset, ...]:
    """Every subset of up to eight columns that singles rows out where none of its parts does; fewest columns first, then most rows.

    A row unique over a set is unique over every larger one, so a set without unique rows needs no look at its parts.
    """
    used = columns[:MOST_COLUMNS]
    codes = [column_codes(frame[name]) for name in used]
    unique = _unique_flags(codes, len(frame))
    found = []
    for members, flags in unique.items():
        below = [unique[part] for part in combinations(members, len(members) - 1) if part in unique]
        minimal = flags & ~np.logical_or.reduce(below) if below else flags
        if rows := int(minimal.sum()):
            found.append(UniqueSubset(tuple(used[number] for number in members), rows))
    return tuple(sorted(found, key=lambda subset: (len(subset.columns), -subset.rows, subset.columns)))


def _unique_flags(codes: list[tuple[Codes, int]], rows: int) -> dict[tuple[int, ...], Flags]:
    """Subset (as column numbers) -> which rows are alone; from the whole set down, only where there are any."""
    flags: dict[tuple[int, ...], Flags] = {}
    waiting = [tuple(range(len(codes)))] if codes else []
    while waiting:
        level: list[tuple[int, ...]] = []
        for members in waiting:
            alone = _alone([codes[number] for number in members], rows)
            if alone.any():
                flags[members] = alone
                level += combinations(members, len(members) - 1)
        waiting = sorted({members for members in level if members})
    return flags


def _alone(parts: list[tuple[Codes, int]], rows: int) -> Flags:
    both, size = np.zeros(rows, dtype=np.int64), 1
    for codes, number in parts:
        both, size = joined(both, size, codes, number)
    alone: Flags = np.bincount(both, minlength=size)[both] == 1
    return alone
