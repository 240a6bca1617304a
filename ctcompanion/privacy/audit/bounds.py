"""Between which bounds the published sums leave each hidden cell, by linear programming.

One solution of the sums tells something about every cell at once, so the tables found on the way are kept:
a cell that already differs by enough in two of them needs no program of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.equations import Floats, Mask

OPTIMAL, INFEASIBLE, UNBOUNDED = 0, 2, 3
"""The states in which HiGHS ends."""
PATTERNS = 6
"""How many sums of cells, with signs, are tried before single cells."""
CLOSE = 1e-6


@dataclass(eq=False)
class Polytope:
    """All tables with the published sums: `matrix @ cells = right`, no cell below `lower`. `low`, `high`: seen so far."""

    matrix: sparse.csr_matrix
    right: Floats
    lower: float
    low: Floats = field(init=False)
    high: Floats = field(init=False)

    def __post_init__(self) -> None:
        width = self.matrix.shape[1]
        self.low, self.high = np.full(width, np.inf), np.full(width, -np.inf)

    def _solve(self, cost: Floats) -> int:
        """Minimise; the solution widens what was seen. Cells without upper bound count as infinite."""
        found = linprog(cost, A_eq=self.matrix, b_eq=self.right, bounds=(self.lower, None), method="highs")
        if found.status == OPTIMAL:
            self.low, self.high = np.minimum(self.low, found.x), np.maximum(self.high, found.x)
        return int(found.status)

    def _make_feasible(self) -> None:
        """Sums that contradict each other are mended by as little as possible, as a reader would allow for a slip."""
        if self._solve(np.zeros(self.matrix.shape[1])) != INFEASIBLE:
            return
        height, width = self.matrix.shape
        slack = sparse.eye_array(height, format="csr")
        elastic = sparse.hstack([self.matrix, slack, -slack], format="csr")
        cost = np.concatenate([np.zeros(width), np.ones(2 * height)])
        bounds = [(self.lower, None)] * width + [(0, None)] * (2 * height)
        found = linprog(cost, A_eq=elastic, b_eq=self.right, bounds=bounds, method="highs")
        if found.status != OPTIMAL:
            raise PrivacyError(
                "audit-failed", "We could not work out how safe the hidden counts are.", "Aggregate the table and try again."
            )
        self.right = np.asarray(self.matrix @ found.x[:width])
        self.low = self.high = found.x[:width]

    def any_table(self) -> Floats:
        """One table with these sums (the first that is found), or with as nearly these sums as can be."""
        self._make_feasible()
        return self.low

    def try_table(self, cells: Floats) -> None:
        """A table that somebody says has these sums: it counts only if that is true."""
        if (cells >= self.lower).all() and np.allclose(self.matrix @ cells, self.right, rtol=0, atol=CLOSE):
            self.low, self.high = np.minimum(self.low, cells), np.maximum(self.high, cells)

    def narrow(self, apart: float) -> Mask:
        """Which cells cannot differ by `apart`: exact for each cell that is named, by two programs of its own."""
        if not np.isfinite(self.low).all():
            self._make_feasible()
        self._try_patterns(apart)
        for cell in range(len(self.low)):
            if self.high[cell] - self.low[cell] < apart - CLOSE:
                self.bound(cell)
        return self.high - self.low < apart - CLOSE

    def _try_patterns(self, apart: float) -> None:
        for pattern in range(PATTERNS):
            open_cells = self.high - self.low < apart - CLOSE
            if not open_cells.any():
                return
            sign = np.where(np.arange(len(open_cells)) >> pattern & 1, 1.0, -1.0) * open_cells
            for cost in (sign, -sign):
                self._solve(cost)

    def bound(self, cell: int) -> tuple[float, float]:
        """The exact interval of one cell; infinity where the sums set no upper bound."""
        cost = np.zeros(self.matrix.shape[1])
        cost[cell] = 1
        self._solve(cost)
        if self._solve(-cost) == UNBOUNDED:
            self.high[cell] = np.inf
        return float(self.low[cell]), float(self.high[cell])
