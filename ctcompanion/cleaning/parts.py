"""Where the parts of a total may stand: its group, the run above or below, the rows that differ from it in one key only, or all rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from .codes import Codes, codes_of, combined
from .held import Flags, Held, Positions


@dataclass(frozen=True, eq=False)
class Parts:
    """`keys`: one code per row and key column (-1: blank). `leaves`: rows that are no totals."""

    keys: tuple[Codes, ...]
    leaves: Flags

    @classmethod
    def of(cls, held: list[Held], totals: Flags) -> Parts:
        """For these key columns and these total rows."""
        return cls(tuple(codes_of(column) for column in held if pa.types.is_string(column.values.type)), ~totals)

    def sets(self, at: int) -> list[Positions]:
        """Candidate sets of parts for the total in row `at`, the likeliest first; each has at least two rows."""
        near = self._near(at)
        found = [*self._same_but_one(at), *near, self._all]
        return [parts for parts in found if len(parts) > 1]

    @cached_property
    def _all(self) -> Positions:
        return np.flatnonzero(self.leaves)

    @cached_property
    def _stops(self) -> Positions:
        return np.flatnonzero(~self.leaves)

    @cached_property
    def _group(self) -> Codes:
        """The first key that is filled everywhere and repeats: rows of one group share it."""
        height = len(self.leaves)
        for codes in self.keys:
            distinct = int(codes.max(initial=-1)) + 1
            if codes.min(initial=0) >= 0 and 1 < distinct < 0.5 * height:
                return codes
        return np.zeros(height, dtype=np.int64)

    @cached_property
    def _members(self) -> dict[int, Positions]:
        order = np.argsort(self._group, kind="stable")
        ends = np.flatnonzero(np.diff(self._group[order])) + 1
        return {int(self._group[rows[0]]): rows[self.leaves[rows]] for rows in np.split(order, ends) if len(rows)}

    def _near(self, at: int) -> list[Positions]:
        place = int(np.searchsorted(self._stops, at))
        before = int(self._stops[place - 1]) + 1 if place else 0
        after = int(self._stops[place + 1]) if place + 1 < len(self._stops) else len(self.leaves)
        above, below = np.arange(before, at), np.arange(at + 1, after)
        grouped = bool(self._group.any())
        mine = [self._members[int(self._group[at])]] if grouped else []
        inside = [rows[self._group[rows] == self._group[at]] for rows in (below, above)] if grouped else []
        return [*mine, *inside, above, below]

    @cached_property
    def _signatures(self) -> tuple[Codes, ...]:
        """Per key column, a number for the combination of all the other key columns."""
        if not 2 <= len(self.keys) <= 6:
            return ()
        return tuple(combined([codes for other, codes in enumerate(self.keys) if other != at]) for at in range(len(self.keys)))

    @cached_property
    def _twins(self) -> tuple[dict[int, Positions], ...]:
        return tuple(_positions(signature, self.leaves) for signature in self._signatures)

    def _same_but_one(self, at: int) -> list[Positions]:
        """Leaves that agree with the total in every key but one: Sex = Total beside Sex = Male and Female of the same town."""
        nothing = np.empty(0, dtype=np.int64)
        return [twins.get(int(signature[at]), nothing) for signature, twins in zip(self._signatures, self._twins, strict=True)]


def _positions(signature: Codes, leaves: Flags) -> dict[int, Positions]:
    rows = np.flatnonzero(leaves)
    order = rows[np.argsort(signature[rows], kind="stable")]
    ends = np.flatnonzero(np.diff(signature[order])) + 1
    return {int(signature[run[0]]): run for run in np.split(order, ends) if len(run)}
