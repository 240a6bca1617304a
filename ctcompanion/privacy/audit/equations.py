"""The sums that a published table shows: every total equals the parts that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from ctcompanion.privacy.audit.keys import TOTAL, Integers, Keys, read_keys

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Equations:
    """`matrix`: sums x cells, +1 for a part and -1 for its total; `matrix @ counts = right` for the true counts.

    `axis` and `total` say of each sum over which axis it adds and the row of its total (-1: the total is known, not shown).
    """

    matrix: sparse.csr_matrix
    right: Floats
    axis: Integers
    total: Integers

    def __len__(self) -> int:
        return int(self.matrix.shape[0])

    def parts(self, number: int) -> Integers:
        """The rows that are added up in one sum."""
        start, end = self.matrix.indptr[number : number + 2]
        return np.sort(self.matrix.indices[start:end][self.matrix.data[start:end] > 0]).astype(np.int64)

    def with_right(self, right: Floats) -> Equations:
        """The same sums with other right-hand sides."""
        return Equations(self.matrix, right, self.axis, self.total)


def read_equations(frame: pd.DataFrame, by: Sequence[str], total: str = "Total", known_totals: Sequence[str] = ()) -> Equations:
    """The sums of a table. `known_totals`: keys whose totals readers know although the table does not show them."""
    return find_equations(read_keys(frame, by, total), known_totals)


def find_equations(keys: Keys, known_totals: Sequence[str] = ()) -> Equations:
    """The sums that the keys imply. Right-hand sides are 0; a known total that is not shown gets its own from the counts."""
    pack = _Packing(keys.codes)
    sums = [_Sums(number, *_parents(keys, axis, pack)) for number, axis in enumerate(keys.axes)]
    sums += _joint_sums(keys, pack, sums)
    sums += [_known_sums(keys, keys.columns.index(name), pack) for name in known_totals]
    return _assemble(sums, len(keys.codes))


@dataclass(frozen=True, eq=False)
class _Sums:
    """Parts and their totals along one axis. A total of -1 - k is the k-th that is known but not shown."""

    axis: int
    part: Integers
    total: Integers


class _Packing:
    """The keys of a row as one number, and the row of such a number."""

    def __init__(self, codes: Integers) -> None:
        sizes = codes.max(axis=0, initial=0) + 1
        self.weights = np.concatenate([[1], np.cumprod(sizes[:-1])]).astype(np.int64)
        self.numbers = codes @ self.weights
        self.order = np.argsort(self.numbers, kind="stable").astype(np.int64)
        self.sorted = self.numbers[self.order]

    def find(self, numbers: Integers) -> Integers:
        """The row with that number, -1 where there is none."""
        if not len(self.sorted):
            return np.full(len(numbers), -1, np.int64)
        spot = np.minimum(np.searchsorted(self.sorted, numbers), len(self.sorted) - 1)
        return np.where(self.sorted[spot] == numbers, self.order[spot], -1)


def _parents(keys: Keys, axis: tuple[int, ...], pack: _Packing) -> tuple[Integers, Integers]:
    """Each row's nearest total along one axis: its region where the table shows it, else the state."""
    rows = np.arange(len(keys.codes))
    parent = np.full(len(rows), -1, np.int64)
    number = pack.numbers.copy()
    for key in reversed(axis):
        here = keys.codes[:, key] != TOTAL
        number = number - keys.codes[:, key] * pack.weights[key]
        found = np.where(here & (parent < 0), pack.find(number), -1)
        parent = np.where(found >= 0, found, parent)
    kept = parent >= 0
    return rows[kept], parent[kept]


def _joint_sums(keys: Keys, pack: _Packing, sums: list[_Sums]) -> list[_Sums]:
    """Totals over several axes at once (a grand total alone), where no smaller step is shown."""
    summed = {int(total) for one in sums for total in np.unique(one.total)}
    is_total = np.column_stack([(keys.codes[:, axis] == TOTAL).all(axis=1) for axis in keys.axes])
    found: list[_Sums] = []
    for size in range(2, len(keys.axes) + 1):
        for chosen in combinations(range(len(keys.axes)), size):
            parts = np.flatnonzero(~is_total[:, chosen].any(axis=1))
            columns = np.array([key for number in chosen for key in keys.axes[number]], np.int64)
            totals = pack.find(pack.numbers[parts] - keys.codes[parts][:, columns] @ pack.weights[columns])
            fresh = np.array([total >= 0 and total not in summed for total in totals.tolist()], bool)
            if fresh.any():
                found.append(_Sums(len(keys.axes) + len(found), parts[fresh], totals[fresh]))
                summed |= set(totals[fresh].tolist())
    return found


def _known_sums(keys: Keys, key: int, pack: _Packing) -> _Sums:
    """Sums over one key (its whole axis, from its regions up) whose totals are not in the table but known to readers."""
    axis = next(number for number, axis in enumerate(keys.axes) if key in axis)
    members = list(keys.axes[axis])
    inside = np.setdiff1d(np.flatnonzero((keys.codes[:, members] != TOTAL).any(axis=1)), _parents(keys, keys.axes[axis], pack)[0])
    numbers = pack.numbers[inside] - keys.codes[inside][:, members] @ pack.weights[members]
    _, group = np.unique(numbers, return_inverse=True)
    return _Sums(axis, inside, -1 - group.astype(np.int64))


def _assemble(sums: list[_Sums], width: int) -> Equations:
    rows, columns, signs, axes, totals, height = [], [], [], [], [], 0
    for one in sums:
        distinct, number = np.unique(one.total, return_inverse=True)
        shown = np.flatnonzero(distinct >= 0)
        rows += [number + height, shown + height]
        columns += [one.part, distinct[shown]]
        signs += [np.ones(len(number)), -np.ones(len(shown))]
        axes.append(np.full(len(distinct), one.axis))
        totals.append(np.maximum(distinct, -1))
        height += len(distinct)
    joined = [np.concatenate(part) if part else np.zeros(0) for part in (signs, rows, columns, axes, totals)]
    matrix = sparse.csr_matrix((joined[0], (joined[1].astype(int), joined[2].astype(int))), shape=(height, width))
    return Equations(matrix, np.zeros(height), joined[3].astype(np.int64), joined[4].astype(np.int64))
