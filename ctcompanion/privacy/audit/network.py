"""A two-way table as a graph: each sum is a node, each cell an edge between the two sums it stands in.

A hidden cell can be worked out from the sums exactly when its edge is a bridge among the hidden edges (Gusfield 1988).
A table with one hierarchy (town, region, state) is such a graph too, once the sums that follow from the others are left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ctcompanion.privacy.audit.equations import Equations, Floats, Mask
from ctcompanion.privacy.audit.keys import Integers


@dataclass(frozen=True, eq=False)
class Network:
    """One more in a cell is one unit more on the way `tail -> head`; a closed way changes no sum.

    Cells that stand in one sum only end at the ground node of their part of the table; `nodes` counts all nodes.
    """

    tail: Integers
    head: Integers
    nodes: int

    def restricted(self, cells: Integers) -> Network:
        """The same graph with these edges alone."""
        return Network(self.tail[cells], self.head[cells], self.nodes)


def read_network(equations: Equations) -> Network | None:
    """The graph of the sums, or None where the table is not one (three crossed keys, two hierarchies)."""
    matrix = _independent(equations)
    column = matrix.tocsc()
    if not matrix.shape[0] or np.diff(column.indptr).max(initial=0) > 2:
        return None
    signs = _orient(matrix)
    return None if signs is None else _with_ground(sparse.diags_array(signs) @ matrix)


def _independent(equations: Equations) -> sparse.csr_matrix:
    """The sums without those that provably follow from the others (the row sum of a region, of its towns')."""
    matrix = equations.matrix
    axes = np.unique(equations.axis)
    if len(axes) != 2:
        return matrix
    tree = int(max(axes, key=lambda axis: _levels(equations, int(axis))))
    candidates, proofs = _combinations(equations, tree)
    if not len(candidates):
        return matrix
    holds = np.diff(sparse.csr_matrix(_clean(proofs @ matrix)).indptr) == 0
    keep = np.setdiff1d(np.arange(len(equations)), candidates[holds])
    return matrix[keep]


def _clean(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    matrix.eliminate_zeros()
    return matrix


def _levels(equations: Equations, axis: int) -> int:
    """How many sums along this axis are parts of another sum along it, plus the number of sums (as a tie-break)."""
    mine = equations.axis == axis
    signs = equations.matrix[mine]
    parts = np.unique(signs.indices[signs.data > 0])
    nested = int(np.isin(equations.total[mine], parts).sum())
    return nested * (len(equations) + 1) + int(mine.sum())


def _combinations(equations: Equations, tree: int) -> tuple[Integers, sparse.csr_matrix]:
    """For every sum across at an inner node of the tree: how it would follow from the sums below it."""
    across = {int(total): number for number, total in enumerate(equations.total) if equations.axis[number] != tree and total >= 0}
    along = {int(total): number for number, total in enumerate(equations.total) if equations.axis[number] == tree and total >= 0}
    candidates = [(number, along[total]) for total, number in across.items() if total in along]
    rows, columns, signs = [], [], []
    for row, (sum_across, sum_along) in enumerate(candidates):
        below = [across[part] for part in equations.parts(sum_along).tolist() if part in across]
        beside = [along[part] for part in equations.parts(sum_across).tolist() if part in along]
        columns += [sum_across, *below, *beside, sum_along]
        signs += [1.0, *[-1.0] * len(below), *[1.0] * len(beside), -1.0]
        rows += [row] * (2 + len(below) + len(beside))
    shape = (len(candidates), len(equations))
    return np.array([number for number, _ in candidates], np.int64), sparse.csr_matrix((signs, (rows, columns)), shape=shape)


def _orient(matrix: sparse.csr_matrix) -> Floats | None:
    """A sign per sum so that every cell stands with +1 in one and -1 in the other; None where there is none."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(matrix.shape[0])]
    column = matrix.tocsc()
    for cell in np.flatnonzero(np.diff(column.indptr) == 2).tolist():
        start = column.indptr[cell]
        (one, two), (first, second) = column.indices[start : start + 2].tolist(), column.data[start : start + 2].tolist()
        flip = -1 if first * second > 0 else 1
        neighbours[one].append((two, flip))
        neighbours[two].append((one, flip))
    signs = [0] * len(neighbours)
    for root in range(len(signs)):
        if not signs[root] and not _spread(root, signs, neighbours):
            return None
    return np.array(signs, float)


def _spread(root: int, signs: list[int], neighbours: list[list[tuple[int, int]]]) -> bool:
    signs[root] = 1
    waiting = deque([root])
    while waiting:
        node = waiting.popleft()
        for other, flip in neighbours[node]:
            if not signs[other]:
                signs[other] = signs[node] * flip
                waiting.append(other)
            elif signs[other] != signs[node] * flip:
                return False
    return True


def _with_ground(signed: sparse.csr_matrix) -> Network:
    """Tail where a cell stands with +1, head where with -1; the missing ends are joined in one ground node per part of the table."""
    both = sparse.coo_matrix(signed)
    sums, cells = signed.shape
    tail, head = np.full(cells, -1, np.int64), np.full(cells, -1, np.int64)
    tail[both.col[both.data > 0]] = both.row[both.data > 0]
    head[both.col[both.data < 0]] = both.row[both.data < 0]
    whole = (tail >= 0) & (head >= 0)
    links = sparse.csr_matrix((np.ones(whole.sum()), (tail[whole], head[whole])), shape=(sums, sums))
    count, part = connected_components(links, directed=False)
    ground = sums + np.where(tail >= 0, part[tail], np.where(head >= 0, part[head], count))
    return Network(np.where(tail < 0, ground, tail), np.where(head < 0, ground, head), sums + count + 1)


def bridges(network: Network) -> Mask:
    """Which edges lie on no closed way: those cells follow from the sums alone. Linear time."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(network.nodes)]
    for edge, (one, two) in enumerate(zip(network.tail.tolist(), network.head.tolist(), strict=True)):
        neighbours[one].append((two, edge))
        neighbours[two].append((one, edge))
    walk = _Walk(neighbours, len(network.tail))
    for root in {int(node) for node in network.tail}:
        if not walk.seen[root]:
            walk.from_root(root)
    return walk.found


class _Walk:
    """Tarjan's depth-first walk without recursion. `seen`: when a node was reached; `low`: the earliest node its branch leads back to."""

    def __init__(self, neighbours: list[list[tuple[int, int]]], edges: int) -> None:
        self.neighbours = neighbours
        self.seen, self.low = [0] * len(neighbours), [0] * len(neighbours)
        self.found = np.zeros(edges, bool)
        self.clock = 0
        self.path: list[tuple[int, int, Iterator[tuple[int, int]]]] = []

    def from_root(self, root: int) -> None:
        """Walk one connected part."""
        self._enter(root, -1)
        while self.path:
            node, edge_in, rest = self.path[-1]
            step = next(rest, None)
            if step is None:
                self._leave(node, edge_in)
            elif step[1] != edge_in:
                other, edge = step
                if self.seen[other]:
                    self.low[node] = min(self.low[node], self.seen[other])
                else:
                    self._enter(other, edge)

    def _enter(self, node: int, edge: int) -> None:
        self.clock += 1
        self.seen[node] = self.low[node] = self.clock
        self.path.append((node, edge, iter(self.neighbours[node])))

    def _leave(self, node: int, edge_in: int) -> None:
        self.path.pop()
        if self.path:
            above = self.path[-1][0]
            self.low[above] = min(self.low[above], self.low[node])
            self.found[edge_in] = self.low[node] > self.seen[above]
