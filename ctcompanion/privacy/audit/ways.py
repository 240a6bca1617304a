"""Moves of a two-way table that change no sum, found as closed ways through its network.

One person more in a cell, and around the way one more here and one fewer there, gives another table with the same published sums.
While such moves exist a reader cannot tell which of the tables is the true one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np

from ctcompanion.privacy.audit.equations import Mask
from ctcompanion.privacy.audit.keys import Integers
from ctcompanion.privacy.audit.network import Network

Step = tuple[int, int]
"""A cell and +1 or -1: one person more or fewer there."""
Move = dict[int, int]
"""By how much each cell changes. No sum does."""


class HiddenWays:
    """The network with its present hidden cells. `counts`: a table with the published sums, no hidden cell below 1."""

    def __init__(self, network: Network, counts: Integers, hidden: Mask) -> None:
        self.counts: list[int] = counts.tolist()
        self.ends: list[tuple[int, int]] = list(zip(network.tail.tolist(), network.head.tolist(), strict=True))
        self.hidden: list[bool] = [False] * len(self.counts)
        self._hidden_steps: list[dict[Step, int]] = [{} for _ in range(network.nodes)]
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
        if start == goal:
            return []
        while waiting:
            node = waiting.popleft()
            for (other, change), end in self._hidden_steps[node].items():
                if end in back or end == start or other == cell or (change < 0 and self.counts[other] + move.get(other, 0) < 2):
                    continue
                back[end] = (node, (other, change))
                if end == goal:
                    return trace(back, start, goal)
                waiting.append(end)
        return None

    def widest(self, cell: int, people: int) -> tuple[Move, Move, int]:
        """A move up and a move down that part the cell by as many people as the hidden cells allow, up to `people`.

        Exact: one person at a time is the largest flow, and any two tables with the same sums differ by such ways.
        """
        moves, got = {1: Move(), -1: Move()}, 0
        for sign in (1, -1):
            while got < people and (sign > 0 or self.counts[cell] + moves[-1].get(cell, 0) > 1):
                way = self.free(cell, sign, moves[sign])
                if way is None:
                    break
                moves[sign] = pushed(moves[sign], cell, sign, way, 1)
                got += 1
        return moves[1], moves[-1], got


def trace(back: Mapping[int, tuple[int, Step]], start: int, goal: int) -> list[Step]:
    """The steps of a way, from its goal back to its start."""
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
