"""Every table of whole numbers with the published sums, by plain enumeration: the oracle of the audit's tests."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np

from ctcompanion.privacy.audit import Equations

REACH = 4
"""Tables are enumerated up to this many people from the true one in each free cell: enough to see a width of 3."""


def reduced(matrix: np.ndarray) -> tuple[list[list[Fraction]], list[int]]:
    """The row echelon form in exact fractions, and its pivot columns."""
    rows = [[Fraction(int(value)) for value in row] for row in matrix]
    pivots: list[int] = []
    for column in range(matrix.shape[1]):
        at = len(pivots)
        found = next((n for n in range(at, len(rows)) if rows[n][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for n in range(len(rows)):
            if n != at and rows[n][column]:
                rows[n] = [a - rows[n][column] * b for a, b in zip(rows[n], rows[at], strict=True)]
        pivots.append(column)
    return rows[: len(pivots)], pivots


def freedom(equations: Equations, hidden: np.ndarray) -> int:
    """How many hidden cells may be chosen freely."""
    return int(hidden.sum()) - len(reduced(equations.matrix[:, np.flatnonzero(hidden)].toarray())[1])


def widths(equations: Equations, counts: np.ndarray, hidden: np.ndarray) -> dict[int, int]:
    """For each hidden row how far apart its counts are over all tables (of 1 and more in hidden cells) within reach."""
    cells = np.flatnonzero(hidden)
    rows, pivots = reduced(equations.matrix[:, cells].toarray())
    free = [n for n in range(len(cells)) if n not in pivots]
    steps = np.array(list(product(range(-REACH, REACH + 1), repeat=len(free))), dtype=float).reshape(
        (2 * REACH + 1) ** len(free), len(free)
    )
    moves = np.zeros((len(steps), len(cells)))
    moves[:, free] = steps
    for row, pivot in zip(rows, pivots, strict=True):
        moves[:, pivot] = -steps @ np.array([float(row[n]) for n in free]) if free else 0
    tables = counts[cells] + moves
    allowed = (tables >= 1).all(axis=1) & np.isclose(tables, np.round(tables)).all(axis=1)
    seen = tables[allowed]
    return {int(cell): round(seen[:, n].max() - seen[:, n].min()) for n, cell in enumerate(cells)}
