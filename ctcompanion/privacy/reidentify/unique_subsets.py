"""Which few columns make a row the only one of its kind: the minimal unique subsets (after SUDA2, Manning, Haglin and Keane 2008)."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ctcompanion.privacy.reidentify.classes import DENSE, Coded, Codes, all_codes, widened

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
    packed = Packed(all_codes(frame, used))
    found: list[UniqueSubset] = []
    below: dict[tuple[int, ...], Flags] = {}
    for size in range(1, len(used) + 1):
        level = {}
        for members in combinations(range(len(used)), size):
            covered = _covered(members, below)
            flags = _single_out(packed.over(members), covered)
            if (rows := int(np.count_nonzero(flags))) if flags is not None else 0:
                found.append(UniqueSubset(tuple(used[number] for number in members), rows))
            together = _either(covered, flags)
            if together is not None:
                level[members] = together
        below = level
        if enough is not None and len(found) >= enough:
            break
    return tuple(sorted(found, key=lambda subset: (len(subset.columns), -subset.rows, subset.columns)))


class Packed:
    """Several columns' codes as one number a row. What the last subset and the next one start with in common is packed once."""

    def __init__(self, codes: list[Coded]) -> None:
        self._codes = codes
        self._starts: list[tuple[tuple[int, ...], Coded]] = []

    def over(self, members: tuple[int, ...]) -> Coded:
        """The codes over these columns."""
        while self._starts and self._starts[-1][0] != members[: len(self._starts[-1][0])]:
            self._starts.pop()
        for number in range(len(self._starts), len(members)):
            start = self._codes[members[0]] if not self._starts else widened(self._starts[-1][1], self._codes[members[number]])
            self._starts.append((members[: number + 1], start))
        return self._starts[-1][1]


def _covered(members: tuple[int, ...], below: dict[tuple[int, ...], Flags]) -> Flags | None:
    """The rows that a part of these columns already singles out, None for none: unique over a set is unique over every larger one."""
    covered: Flags | None = None
    for part in combinations(members, len(members) - 1):
        covered = _either(covered, below.get(part))
    return covered


def _either(one: Flags | None, other: Flags | None) -> Flags | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other


def _single_out(coded: Coded, covered: Flags | None) -> Flags | None:
    """The rows that only these columns together single out, None for none. Covered rows share their codes with nobody: left aside."""
    codes, size = coded
    if covered is None:
        return alone(codes, size)
    rest = np.flatnonzero(~covered)
    flags = alone(codes[rest], size) if len(rest) else None
    if flags is None:
        return None
    new = np.zeros(len(codes), dtype=np.bool_)
    new[rest[flags]] = True
    return new


def alone(codes: Codes, size: int) -> Flags | None:
    """Which rows share their code with no other row; None when every row does."""
    if size <= DENSE * max(len(codes), 1):
        ones = np.bincount(codes, minlength=1) == 1
        return ones[codes] if ones.any() else None
    flags = _alone_by_buckets(codes)
    return flags if flags.any() else None


def _alone_by_buckets(codes: Codes) -> Flags:
    """A code that is alone in its bucket is alone; only the others are compared one by one."""
    bits = max(len(codes) * DENSE - 1, 1).bit_length()
    buckets = ((codes * MIX) >> np.int64(64 - bits)) & np.int64(2**bits - 1)
    flags: Flags = (np.bincount(buckets) == 1)[buckets]
    rest = np.flatnonzero(~flags)
    number, found = pd.factorize(codes[rest])
    flags[rest] = (np.bincount(number, minlength=len(found)) == 1)[number]
    return flags
