"""Room for one cell of a table with three crossed keys: a closed way through a two-way slice, and its mirror in a second slice.

What one slice gains the other loses (or, where the other is the total of all slices, gains as well), so sums across slices stay too.
Fast; where it finds nothing, integer programming looks again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from ctcompanion.privacy.audit.equations import Equations, Mask, find_equations
from ctcompanion.privacy.audit.keys import TOTAL, Integers, Keys
from ctcompanion.privacy.audit.network import read_network
from ctcompanion.privacy.audit.ways import Move
from ctcompanion.privacy.suppression.room import FAR, Room


@dataclass(frozen=True, eq=False)
class Slicing:
    """A table cut along one key. `cells`: the cell at (place in the slice, slice), -1 for none; slice 0 is the total."""

    ends: list[tuple[int, int]]
    steps: list[list[tuple[int, int, int]]]
    cells: list[list[int]]
    home: list[tuple[int, int]]


PARTNERS = 16
"""How many other slices are tried at a place, the cheapest first. More cost time and gained under .002 of the value on 169 x 6 x 2."""


class Pair(NamedTuple):
    """Two slices, how the second one follows the first (-1: it loses what the other gains), and how many people move."""

    first: int
    second: int
    mirror: int
    people: int


def slicings(keys: Keys) -> Iterator[Slicing]:
    """All cuts along one key that leave two-way tables."""
    for axis in keys.axes:
        if len(axis) == 1 and len(keys.axes) > 2:
            cut = _cut(keys, axis[0])
            if cut is not None:
                yield cut


def _cut(keys: Keys, key: int) -> Slicing | None:
    others = [other for other in range(len(keys.columns)) if other != key]
    places, place = np.unique(keys.codes[:, others], axis=0, return_inverse=True)
    axes = tuple(tuple(others.index(other) for other in axis) for axis in keys.axes if key not in axis)
    network = read_network(find_equations(Keys(tuple(keys.columns[other] for other in others), places, axes)))
    if network is None:
        return None
    slices = keys.codes[:, key]
    cells = np.full((len(places), int(slices.max()) + 1), -1)
    cells[place, slices] = np.arange(len(place))
    ends = list(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    steps: list[list[tuple[int, int, int]]] = [[] for _ in range(network.nodes)]
    for number, (tail, head) in enumerate(ends):
        steps[tail].append((head, number, 1))
        steps[head].append((tail, number, -1))
    return Slicing(ends, steps, cells.tolist(), list(zip(place.tolist(), slices.tolist(), strict=True)))


class Boxes:
    """A finder of room by mirrored ways."""

    def __init__(self, keys: Keys, equations: Equations, counts: Integers, hidden: Mask) -> None:
        self.slicings = tuple(slicings(keys))
        self.matrix = equations.matrix
        self.counts: list[int] = counts.tolist()
        self.hidden: list[bool] = hidden.tolist()

    def hide(self, cell: int) -> None:
        """Take a cell among the hidden ones."""
        self.hidden[cell] = True

    def show(self, cell: int) -> None:
        """Show a cell again."""
        self.hidden[cell] = False

    def room(self, cell: int, people: int, limit: float = FAR) -> Room | None:
        """The cheapest mirrored way through this cell, under `limit`."""
        best: Room | None = None
        for cut in self.slicings:
            place, first = cut.home[cell]
            for price, second in self._partners(cut, place, first):
                if price >= (best.cost if best else limit):
                    break
                pair = Pair(first, second, 1 if TOTAL in (first, second) else -1, people)
                for sign in (1, -1):
                    best = self._search(cut, place, sign, pair, best.cost if best else limit) or best
        return best

    def _partners(self, cut: Slicing, place: int, first: int) -> list[tuple[int, int]]:
        """The other slices at this place with what it would cost to hide their cell there, the cheapest first."""
        found = [(cell, second) for second, cell in enumerate(cut.cells[place]) if cell >= 0 and second != first and self.counts[cell]]
        return sorted((0 if self.hidden[cell] else self.counts[cell], second) for cell, second in found)[:PARTNERS]

    def _price(self, cut: Slicing, place: int, change: int, pair: Pair) -> float:
        """What hiding both cells of a place costs; FAR where one is missing, zero, or too small to lose so many."""
        price = 0
        for spot, sign in ((pair.first, change), (pair.second, change * pair.mirror)):
            cell = cut.cells[place][spot]
            if cell < 0 or self.counts[cell] <= (pair.people if sign < 0 else 0):
                return FAR
            price += 0 if self.hidden[cell] else self.counts[cell]
        return price

    def _search(self, cut: Slicing, place: int, sign: int, pair: Pair, limit: float) -> Room | None:
        start_price = self._price(cut, place, sign, pair)
        start, goal = cut.ends[place][::-1] if sign > 0 else cut.ends[place]
        best: dict[int, tuple[float, int]] = {start: (start_price, 0)}
        back: dict[int, tuple[int, int, int]] = {}
        heap: list[tuple[float, int, int]] = [(start_price, 0, start)] if start_price < limit else []
        while heap:
            cost, length, node = heappop(heap)
            if node == goal:
                return self._checked(cut, [(place, sign), *_trace(back, start, goal)], pair, int(cost))
            if (cost, length) > best[node]:
                continue
            for end, other, change in cut.steps[node]:
                price = FAR if other == place else cost + self._price(cut, other, change, pair)
                if price < limit and (price, length + 1) < best.get(end, (FAR, 0)):
                    best[end] = (price, length + 1)
                    back[end] = (node, other, change)
                    heappush(heap, (price, length + 1, end))
        return None

    def _checked(self, cut: Slicing, way: list[tuple[int, int]], pair: Pair, cost: int) -> Room | None:
        """The move of a way, if indeed no sum of the whole table changes."""
        move = Move()
        for place, change in way:
            move[cut.cells[place][pair.first]] = change * pair.people
            move[cut.cells[place][pair.second]] = change * pair.mirror * pair.people
        change_of_sums = self.matrix[:, list(move)] @ np.array(list(move.values()))
        return None if change_of_sums.any() else Room(move, {}, cost)


def _trace(back: dict[int, tuple[int, int, int]], start: int, goal: int) -> Iterator[tuple[int, int]]:
    node = goal
    while node != start:
        node, place, change = back[node]
        yield place, change
