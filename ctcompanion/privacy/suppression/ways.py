"""Moves of a two-way table that change no sum, found as closed ways through its network.

One person more in a cell, and around the way one more here and one fewer there, gives another table with the same published sums.
While such moves exist a reader cannot tell which of the tables is the true one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.network import Network
from ctcompanion.privacy.suppression.room import FAR, Move

Step = tuple[int, int]
"""A cell and +1 or -1: one person more or fewer there."""


class Search(NamedTuple):
    """For which cell, which way (+1 or -1) and how many people, on top of which move. `paid`: cells that need not be paid again."""

    cell: int
    sign: int
    people: int
    move: Move
    paid: frozenset[int]


class Ways:
    """The network with its present hidden cells. Only cells above zero take part: zeros are shown and stay zero."""

    def __init__(self, network: Network, counts: Integers, hidden: Mask) -> None:
        self.counts: list[int] = counts.tolist()
        self.ends: list[tuple[int, int]] = list(zip(network.tail.tolist(), network.head.tolist(), strict=True))
        self.hidden: list[bool] = [False] * len(self.counts)
        self._steps: list[list[tuple[int, int, int]]] = [[] for _ in range(network.nodes)]
        self._hidden_steps: list[dict[Step, int]] = [{} for _ in range(network.nodes)]
        for cell in np.flatnonzero(counts > 0).tolist():
            tail, head = self.ends[cell]
            self._steps[tail].append((head, cell, 1))
            self._steps[head].append((tail, cell, -1))
        for cell in np.flatnonzero(hidden).tolist():
            self.hide(cell)

    def hide(self, cell: int) -> None:
        """Take a cell among the hidden ones."""
        tail, head = self.ends[cell]
        self.hidden[cell] = True
        self._hidden_steps[tail][cell, 1] = head
        self._hidden_steps[head][cell, -1] = tail

    def show(self, cell: int) -> None:
        """Show a cell again."""
        tail, head = self.ends[cell]
        self.hidden[cell] = False
        del self._hidden_steps[tail][cell, 1], self._hidden_steps[head][cell, -1]

    def around(self, cell: int, sign: int) -> tuple[int, int]:
        """Where a way that closes with this cell's change must start and end."""
        tail, head = self.ends[cell]
        return (head, tail) if sign > 0 else (tail, head)

    def free(self, cell: int, sign: int, move: Mapping[int, int]) -> list[Step] | None:
        """A way through hidden cells alone for one person, on top of `move`; no cell falls below 1."""
        start, goal = self.around(cell, sign)
        back: dict[int, tuple[int, Step]] = {}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node == goal:
                return _trace(back, start, goal)
            for (other, change), end in self._hidden_steps[node].items():
                if end in back or end == start or other == cell or (change < 0 and self.counts[other] + move.get(other, 0) < 2):
                    continue
                back[end] = (node, (other, change))
                waiting.append(end)
        return None

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
                return cost, _trace(back, start, goal)
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


def _trace(back: Mapping[int, tuple[int, Step]], start: int, goal: int) -> list[Step]:
    steps: list[Step] = []
    node = goal
    while node != start:
        node, step = back[node]
        steps.append(step)
    return steps


def pushed(move: Mapping[int, int], cell: int, sign: int, way: list[Step], people: int) -> Move:
    """`move` with so many people sent around one more closed way."""
    more = dict(move)
    for other, change in [(cell, sign), *way]:
        more[other] = more.get(other, 0) + change * people
    return more
