"""Tables that somebody says a reader cannot tell from the published one. Each is checked; what holds needs no proof of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ctcompanion.privacy.audit.equations import Equations, Floats, Mask


@dataclass(frozen=True, eq=False)
class Claims:
    """A table with the published sums, and moves from it: by how much each cell changes in another such table."""

    table: Floats
    moves: Sequence[Mapping[int, int]]


def checked(claims: Claims, equations: Equations, hidden: Mask, lower: float) -> tuple[Floats, Floats]:
    """The lowest and highest count of each cell over the tables that hold: same sums, shown cells as shown, no cell below `lower`."""
    size = len(hidden)
    if (claims.table[hidden] < lower).any() or (equations.matrix @ claims.table != equations.right).any():
        return np.full(size, np.inf), np.full(size, -np.inf)
    rows = np.array([cell for move in claims.moves for cell in move], np.int64)
    change = np.array([people for move in claims.moves for people in move.values()], float)
    number = np.repeat(np.arange(len(claims.moves)), [len(move) for move in claims.moves])
    sums = sparse.csr_matrix(equations.matrix @ sparse.csc_matrix((change, (rows, number)), shape=(size, len(claims.moves))))
    wrong = np.zeros(len(claims.moves), bool)
    wrong[sums.tocoo().col[sums.tocoo().data != 0]] = True
    wrong[number[~hidden[rows] | (claims.table[rows] + change < lower)]] = True
    holds = ~wrong[number]
    low, high = claims.table.copy(), claims.table.copy()
    np.minimum.at(low, rows[holds], claims.table[rows[holds]] + change[holds])
    np.maximum.at(high, rows[holds], claims.table[rows[holds]] + change[holds])
    return low, high
