"""Play the attacker: which hidden counts follow from what the table still shows?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ctcompanion.privacy.audit.bounds import CLOSE, Polytope
from ctcompanion.privacy.audit.claims import Claims, checked
from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.equations import Equations, Floats, Mask, read_equations
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.network import bridges, read_network
from ctcompanion.privacy.audit.nullspace import determined
from ctcompanion.privacy.audit.parts import components

APART = 3
"""A hidden count whose bounds are closer than this counts as given away (profiles may ask for more)."""


@dataclass(frozen=True)
class Attack:
    """`exact`: rows (from 0) whose hidden count follows exactly. `narrow`: rows whose bounds are too close. Never a value."""

    hidden: int
    equations: int
    exact: tuple[int, ...] = ()
    narrow: tuple[int, ...] = ()
    intervals: dict[int, tuple[float, float]] = field(default_factory=dict, repr=False)
    """Row -> bounds, for the rows that were asked for. For tests and the page of the person who holds the data: never published."""

    @property
    def safe(self) -> bool:
        """True when nothing can be worked out."""
        return not self.exact and not self.narrow

    def sentence(self) -> str:
        """The result in words."""
        if self.safe:
            return f"We tried to work out the {self.hidden:,} hidden counts from the {self.equations:,} sums in the table and could not."
        given = len(self.exact) + len(self.narrow)
        return f"{given:,} of the {self.hidden:,} hidden counts can be worked out, exactly or nearly, from the totals that are shown."


def attack_table(  # noqa: PLR0913 (what a reader may know)
    frame: pd.DataFrame, by: Sequence[str], count: str, *, total: str = "Total", known_totals: Sequence[str] = (), lower_bound: int = 1
) -> Attack:
    """Attack a table as published: empty counts, and words such as "*", are the hidden ones."""
    counts = read_counts(frame[count])
    return attack(read_equations(frame, by, total, known_totals), counts, np.isnan(counts), lower_bound=lower_bound)


def attack(  # noqa: PLR0913 (what a reader may know)
    equations: Equations,
    counts: Floats,
    hidden: Mask,
    *,
    lower_bound: int = 1,
    apart: int = APART,
    intervals_of: Sequence[int] = (),
    claims: Claims | None = None,
) -> Attack:
    """Attack the sums of a table. `counts` of hidden rows are not looked at; a hidden count is at least `lower_bound`.

    `intervals_of`: rows whose exact bounds are wanted. `claims`: tables said to have the same sums; each is checked, and a cell that
    differs enough in two of them needs no program of its own.
    """
    exact, narrow = np.zeros(len(hidden), bool), np.zeros(len(hidden), bool)
    intervals: dict[int, tuple[float, float]] = {}
    network = read_network(equations)
    if claims is not None:
        low, high = checked(claims, equations, hidden, lower_bound)
    for cells, polytope in _parts(equations, counts, hidden, lower_bound):
        if claims is not None:
            polytope.know(claims.table[cells], low[cells], high[cells])
        close = polytope.narrow(apart, network.restricted(cells) if network else None)
        fixed = close & (polytope.high - polytope.low < CLOSE)
        exact[cells[fixed]] = True
        narrow[cells[close]] = True
        spots = {int(cell): spot for spot, cell in enumerate(cells)}
        intervals |= {row: polytope.bound(spots[row]) for row in intervals_of if row in spots}
    if narrow.any():
        exact |= structural(equations, hidden) & narrow
    return Attack(int(hidden.sum()), len(equations), _rows(exact), _rows(narrow & ~exact), intervals)


def _rows(mask: Mask) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())


def structural(equations: Equations, hidden: Mask) -> Mask:
    """Cells that follow from the sums alone, whatever the counts: bridges in two dimensions, else zeros of the null space."""
    found = np.zeros(len(hidden), bool)
    cells = np.flatnonzero(hidden)
    network = read_network(equations)
    found[cells] = bridges(network.restricted(cells)) if network else determined(equations.matrix[:, cells])
    return found


def _parts(equations: Equations, counts: Floats, hidden: Mask, lower: int) -> Iterator[tuple[Integers, Polytope]]:
    """The hidden cells in independent parts, each with its sums."""
    cells = np.flatnonzero(hidden)
    right = equations.right - equations.matrix @ np.where(hidden, 0.0, counts)
    matrix = equations.matrix[:, cells]
    for sums, members in components(matrix):
        yield cells[members], Polytope(matrix[sums][:, members], right[sums], lower)
