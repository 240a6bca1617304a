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
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.network import Network
from ctcompanion.privacy.audit.ways import HiddenWays

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
    table: Floats = field(init=False)
    """One of the tables seen."""

    def __post_init__(self) -> None:
        width = self.matrix.shape[1]
        self.low, self.high = np.full(width, np.inf), np.full(width, -np.inf)
        self.table = self.low

    def _solve(self, cost: Floats) -> int:
        """Minimise; the solution widens what was seen. Cells without upper bound count as infinite."""
        found = linprog(cost, A_eq=self.matrix, b_eq=self.right, bounds=(self.lower, None), method="highs")
        if found.status == OPTIMAL:
            self._see(found.x)
        return int(found.status)

    def _see(self, table: Floats) -> None:
        self.table = table
        self.low, self.high = np.minimum(self.low, table), np.maximum(self.high, table)

    def _make_feasible(self) -> None:
        """Where the sums say that the source hides zeros as well, the bound is 0; sums that contradict each other are mended a little.

        Both as a reader would: zeros are sometimes hidden, and totals sometimes have a slip.
        """
        nothing = np.zeros(self.matrix.shape[1])
        if self._solve(nothing) != INFEASIBLE:
            return
        least, self.lower = self.lower, 0.0
        if self._solve(nothing) != INFEASIBLE:
            return
        self.lower = least
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
        self._see(found.x[:width])

    def any_table(self) -> Floats:
        """One table with these sums (the first that is found), or with as nearly these sums as can be."""
        self._make_feasible()
        return self.table

    def know(self, table: Floats, low: Floats, high: Floats) -> None:
        """Take over what was proven elsewhere: a table with these sums, and how low and high each cell can be."""
        if np.isfinite(low).all():
            self.table, self.low, self.high = table, low.copy(), high.copy()

    def open_cells(self, apart: float) -> Mask:
        """The cells that no two tables seen so far have `apart`."""
        return self.high - self.low < apart - CLOSE

    def narrow(self, apart: float, network: Network | None = None) -> Mask:
        """Which cells cannot differ by `apart`: exact for each cell that is named.

        In a `network` the open cells are settled by ways from one table, else by two programs each.
        """
        if not np.isfinite(self.low).all():
            self._make_feasible()
        if self.matrix.shape[0] == 1:
            self._one_sum()
            return self.open_cells(apart)
        self._try_patterns(apart)
        table = np.round(self.table) if network is not None else self.table
        if network is not None and np.allclose(table, self.table, atol=CLOSE):
            self._walk(network, (table + 1 - self.lower).astype(np.int64), int(apart))
        else:
            for cell in np.flatnonzero(self.open_cells(apart)).tolist():
                self.bound(cell)
        return self.open_cells(apart)

    def _one_sum(self) -> None:
        """A single sum needs no search: what is left above the least is free to be in any cell, without end where the total is hidden."""
        signs = self.matrix.data
        if len(signs) > 1:
            self.low = np.full(len(signs), float(self.lower))
            self.high = self.low + (abs(self.right[0] - self.lower * signs.sum()) if (signs == signs[0]).all() else np.inf)

    def _walk(self, network: Network, table: Integers, apart: int) -> None:
        ways = HiddenWays(network, table, np.ones(len(table), bool))
        for cell in np.flatnonzero(self.open_cells(apart)).tolist():
            up, down, _ = ways.widest(cell, apart)
            for move in (up, down):
                spots = list(move)
                seen = self.table[spots] + np.array(list(move.values()), float)
                self.low[spots], self.high[spots] = np.minimum(self.low[spots], seen), np.maximum(self.high[spots], seen)

    def _try_patterns(self, apart: float) -> None:
        """Make sums of the open cells large and small, with other signs each time."""
        for pattern in range(PATTERNS):
            open_cells = self.open_cells(apart)
            if not open_cells.any():
                return
            sign = np.where(np.arange(len(open_cells)) >> pattern & 1, 1.0, -1.0) * open_cells
            self._solve(sign)
            self._solve(-sign)

    def bound(self, cell: int) -> tuple[float, float]:
        """The exact interval of one cell; infinity where the sums set no upper bound."""
        cost = np.zeros(self.matrix.shape[1])
        cost[cell] = 1
        self._solve(cost)
        if self._solve(-cost) == UNBOUNDED:
            self.high[cell] = np.inf
        return float(self.low[cell]), float(self.high[cell])
