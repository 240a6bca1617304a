"""Which few columns make a row the only one of its kind: the minimal unique subsets (after SUDA2, Manning, Haglin and Keane 2008)."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ctcompanion.privacy.reidentify.classes import DENSE, Coded, Codes, all_codes, packed

MOST_COLUMNS = 8
MIX = np.int64(-7046029254386353131)
"""An odd constant (2^64 by the golden ratio) that spreads codes over buckets."""
Flags = npt.NDArray[np.bool_]


class UniqueSubset(NamedTuple):
    """`rows`: the only rows of their kind over exactly these columns, and over no fewer of them."""

    columns: tuple[str, ...]
    rows: int


def minimal_unique_subsets(frame: pd.DataFrame, columns: tuple[str, ...], enough: int | None = None) -> tuple[UniqueSubset, ...]:
    """Every subset of up to eight columns that singles rows out where none of its parts does; fewest columns first, then most rows.

    `enough`: stop after the number of columns at which so many subsets were found.
    """
    used = columns[:MOST_COLUMNS]
    codes = all_codes(frame, used)
    found: list[UniqueSubset] = []
    below: dict[tuple[int, ...], Flags] = {}
    for size in range(1, len(used) + 1):
        level = {}
        for members in combinations(range(len(used)), size):
            covered = _covered(members, below, len(frame))
            level[members] = covered
            if rows := _single_out([codes[number] for number in members], covered):
                found.append(UniqueSubset(tuple(used[number] for number in members), rows))
        below = level
        if enough is not None and len(found) >= enough:
            break
    return tuple(sorted(found, key=lambda subset: (len(subset.columns), -subset.rows, subset.columns)))


def _covered(members: tuple[int, ...], below: dict[tuple[int, ...], Flags], rows: int) -> Flags:
    """The rows that a part of these columns already singles out: unique over a set is unique over every larger one."""
    covered = np.zeros(rows, dtype=np.bool_)
    for part in combinations(members, len(members) - 1):
        if part in below:
            covered |= below[part]
    return covered


def _single_out(parts: list[Coded], covered: Flags) -> int:
    """Mark the rows that only these columns together single out, and count them. Covered rows share their codes with nobody: left aside."""
    rest = np.flatnonzero(~covered)
    if not len(rest):
        return 0
    flags = alone([(codes[rest], size) for codes, size in parts] if len(rest) < len(covered) else parts, len(rest))
    covered[rest[flags]] = True
    return int(flags.sum())


def alone(parts: list[Coded], rows: int) -> Flags:
    """Which rows share their codes with no other row."""
    codes, size = packed(parts, rows)
    return np.bincount(codes, minlength=1)[codes] == 1 if size <= DENSE * max(rows, 1) else _alone_by_buckets(codes)


def _alone_by_buckets(codes: Codes) -> Flags:
    """A code that is alone in its bucket is alone; only the others are compared one by one."""
    bits = max(len(codes) * DENSE - 1, 1).bit_length()
    buckets = ((codes * MIX) >> np.int64(64 - bits)) & np.int64(2**bits - 1)
    flags: Flags = np.bincount(buckets)[buckets] == 1
    rest = np.flatnonzero(~flags)
    number, found = pd.factorize(codes[rest])
    flags[rest] = np.bincount(number, minlength=len(found))[number] == 1
    return flags
