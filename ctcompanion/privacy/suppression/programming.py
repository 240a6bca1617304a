"""Room for one cell in any table of sums, also with three crossed keys, by integer programming.

Slower than the ways of a two-way table, exact about what is possible: it finds room wherever there is any.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from ctcompanion.privacy.audit.equations import Equations, Floats, Mask
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.suppression.room import FAR, Room

GAP = 0.05
"""A program may end this share above the cheapest choice."""
NODES = 500
"""And after so many branches: steps and not seconds, so that the same table always gives the same pattern."""
NEAR = 60
"""Cells up to this value are tried before all others: most moves need no larger ones, and the programs stay small."""
FREE = 1e-3
"""The price of a person in a cell that is hidden already: next to nothing, so that moves stay short."""


class Programs:
    """The sums over the cells above zero, for finding moves that change none of them."""

    def __init__(self, equations: Equations, counts: Integers, hidden: Mask) -> None:
        self.equations, self.counts, self.hidden = equations, counts, hidden.copy()

    def hide(self, cell: int) -> None:
        """Take a cell among the hidden ones."""
        self.hidden[cell] = True

    def show(self, cell: int) -> None:
        """Show a cell again."""
        self.hidden[cell] = False

    def room(self, cell: int, people: int, limit: float = FAR) -> Room | None:
        """Room among the hidden cells alone, else among all above zero; None when there is none for less than `limit`."""
        up, apart = ((1,), (1, -1))
        near = self.hidden | ((self.counts > 0) & (self.counts <= NEAR))
        for cells, tables in ((self.hidden, up), (near, up), (self.counts > 0, up), (self.counts > 0, apart)):
            room = self._program(np.flatnonzero(cells), cell, people, tables)
            if room is not None:
                return room if room.cost < limit else None
        return None

    def _program(self, cells: Integers, cell: int, people: int, tables: tuple[int, ...]) -> Room | None:
        """The cheapest move up of so many people; with two tables, a move up and a move down that are so far apart."""
        one = self.equations.matrix[:, cells]
        matrix = sparse.block_diag([one[np.diff(one.indptr) > 0]] * len(tables), format="csr")
        spot = int(np.searchsorted(cells, cell))
        goal = sparse.csr_matrix(
            (list(tables), ([0] * len(tables), [spot + n * len(cells) for n in range(len(tables))])), shape=(1, matrix.shape[1])
        )
        price = np.tile(np.where(self.hidden[cells], FREE, self.counts[cells].astype(float)), len(tables))
        change = _solve(matrix, goal, price, np.tile(self.counts[cells] - 1.0, len(tables)), people)
        if change is None:
            return None
        moves = [{int(cells[n]): int(part[n]) for n in np.flatnonzero(part)} for part in np.split(change, len(tables))]
        touched = {other for move in moves for other in move}
        cost = sum(int(self.counts[other]) for other in touched if not self.hidden[other])
        return Room(moves[0], moves[1] if len(moves) > 1 else {}, cost)


def _solve(matrix: sparse.csr_matrix, goal: sparse.csr_matrix, price: Floats, left: Floats, people: int) -> Floats | None:
    """Whole numbers up and down for each cell, no more than `left` down, no sum changed, the goal at least `people`."""
    height, width = matrix.shape
    rows = sparse.vstack([sparse.hstack([matrix, -matrix]), sparse.hstack([goal, -goal])], format="csr")
    found = milp(
        np.concatenate([price, price]),
        constraints=LinearConstraint(rows, np.append(np.zeros(height), people), np.append(np.zeros(height), np.inf)),
        bounds=Bounds(0, np.concatenate([np.full(width, np.inf), left])),
        integrality=np.ones(2 * width),
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )
    return None if found.x is None else np.round(found.x[:width] - found.x[width:])
