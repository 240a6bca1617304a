"""The cheapest way through shown cells: which ones to hide so that a hidden cell gets room."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.network import Network
from ctcompanion.privacy.audit.ways import HiddenWays, Move, Step, trace
from ctcompanion.privacy.suppression.room import FAR


class Search(NamedTuple):
    """For which cell, which way (+1 or -1) and how many people, on top of which move. `paid`: cells that need not be paid again."""

    cell: int
    sign: int
    people: int
    move: Move
    paid: frozenset[int]


class Ways(HiddenWays):
    """The network with its hidden and its shown cells. Only cells above zero take part: zeros are shown and stay zero."""

    def __init__(self, network: Network, counts: Integers, hidden: Mask) -> None:
        super().__init__(network, counts, hidden)
        self._steps: list[list[tuple[int, int, int]]] = [[] for _ in range(network.nodes)]
        for cell in np.flatnonzero(counts > 0).tolist():
            tail, head = self.ends[cell]
            self._steps[tail].append((head, cell, 1))
            self._steps[head].append((tail, cell, -1))

    def cheapest(self, wanted: Search, limit: float) -> tuple[int, list[Step]] | None:
        """The cheapest way: its cost is the value of the shown cells it would hide. None: there is none for less than `limit`.

        Ties: fewer cells, then the order of the keys.
        """
        cell, sign, people, move, paid = wanted
        start, goal = self.around(cell, sign)
        best: dict[int, tuple[int, int]] = {start: (0, 0)}
        back: dict[int, tuple[int, Step]] = {}
        heap = [(0, 0, start)]
        while heap:
            cost, length, node = heappop(heap)
            if node == goal:
                return cost, trace(back, start, goal)
            if (cost, length) > best[node]:
                continue
            for end, other, change in self._steps[node]:
                if other == cell or (change < 0 and self.counts[other] + move.get(other, 0) <= people):
                    continue
                price = cost if self.hidden[other] or other in paid else cost + self.counts[other]
                if price < limit and (price, length + 1) < best.get(end, (FAR, 0)):
                    best[end] = (price, length + 1)
                    back[end] = (node, (other, change))
                    heappush(heap, (price, length + 1, end))
        return None
