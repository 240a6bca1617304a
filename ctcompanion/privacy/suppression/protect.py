"""Choose the further cells to hide until every hidden cell has room, then look for something cheaper."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ctcompanion.privacy.audit.equations import Equations, Mask
from ctcompanion.privacy.audit.keys import Integers, Keys
from ctcompanion.privacy.audit.network import read_network
from ctcompanion.privacy.audit.ways import Move
from ctcompanion.privacy.suppression.boxes import Boxes
from ctcompanion.privacy.suppression.free_rooms import free_rooms
from ctcompanion.privacy.suppression.programming import Programs
from ctcompanion.privacy.suppression.room import FAR, Finder, Room
from ctcompanion.privacy.suppression.widen import Widening

ROUNDS = 3
"""How often to look again for something cheaper. Measured on 169 x 7 tables: nothing is found after the second."""
MANY = 500
"""With more hidden cells than this, linear programs over all of them are quicker than a way for each."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """`hidden`: all hidden cells. `rooms`: the proof that the others have room. `stuck`: hidden cells for which there is no room, whatever else is hidden."""

    hidden: Mask
    stuck: tuple[int, ...]
    rooms: tuple[Room, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """From the true table to others that a reader cannot tell from it: two for every room."""
        return tuple({id(move): move for room in self.rooms for move in (room.up, room.down) if move}.values())


def protect(keys: Keys, equations: Equations, counts: Integers, hidden: Mask, people: int) -> Pattern:
    """Hide further cells so that every one of `hidden` can differ by `people`. Cells count in the order of their keys.

    A two-way table goes by its network; integer programming is for all others, and for cells that no simple way gives room.
    """
    network = read_network(equations)
    first: Finder = Widening(network, counts, hidden) if network else Boxes(keys, equations, counts, hidden)
    work = _Work((first, Programs(equations, counts, hidden)), counts, hidden, people)
    if not network or hidden.sum() > MANY:
        work.take(free_rooms(equations, counts, hidden, people))
    in_sums = np.diff(equations.matrix.tocsc().indptr) > 0  # a cell in no sum has all the room there is
    stuck = work.give_room(deque(np.flatnonzero(hidden & in_sums).tolist()), FAR)
    for _ in range(ROUNDS if network else 1):
        if not work.look_for_cheaper():
            break
    return Pattern(np.array(work.hidden, bool), tuple(stuck or ()), tuple({id(room): room for room in work.rooms.values()}.values()))


class _Work:
    """What is hidden so far, and for every cell the room that was found for it."""

    def __init__(self, finders: tuple[Finder, ...], counts: Integers, hidden: Mask, people: int) -> None:
        self.finders = finders
        self.counts: list[int] = counts.tolist()
        self.people = people
        self.first: list[bool] = hidden.tolist()
        self.hidden: list[bool] = hidden.tolist()
        self.rooms: dict[int, Room] = {}
        self.used_by: dict[int, set[int]] = {}
        self.newly_hidden: list[int] = []
        self.newly_served: list[int] = []

    def take(self, rooms: Mapping[int, Room]) -> None:
        """Rooms made of cells that are hidden anyway: nothing can take them away again."""
        self.rooms.update(rooms)

    def _hide(self, cell: int) -> None:
        self.hidden[cell] = True
        for finder in self.finders:
            finder.hide(cell)

    def _show(self, cell: int) -> None:
        self.hidden[cell] = False
        for finder in self.finders:
            finder.show(cell)

    def _find(self, cell: int, limit: float) -> Room | None:
        """The first finder's room; the others are asked only where there is no limit to what it may cost."""
        for finder in self.finders if limit == FAR else self.finders[:1]:
            room = finder.room(cell, self.people, limit)
            if room is not None:
                return room
        return None

    def give_room(self, waiting: deque[int], limit: float) -> list[int] | None:
        """Find room for the waiting cells, hiding more as needed. Returns the cells without; None as soon as `limit` is passed."""
        stuck: list[int] = []
        spent = 0
        while waiting:
            cell = waiting.popleft()
            if cell in self.rooms or not self.hidden[cell]:
                continue
            room = self._find(cell, limit - spent)
            if room is not None:
                spent += room.cost
                waiting.extend(self._keep(room))
            elif limit < FAR:
                return None
            else:
                stuck.append(cell)
        return stuck

    def _keep(self, room: Room) -> list[int]:
        """Hide the room's cells and note which of them it serves; returns those that it does not."""
        for cell in sorted(room.cells):
            if not self.hidden[cell]:
                self._hide(cell)
                self.newly_hidden.append(cell)
            if cell not in self.rooms and room.width(cell) >= self.people:
                self._serve(cell, room)
                self.newly_served.append(cell)
        return sorted(cell for cell in room.cells if cell not in self.rooms)

    def _serve(self, cell: int, room: Room) -> None:
        self.rooms[cell] = room
        for other in room.cells:
            if not self.first[other]:
                self.used_by.setdefault(other, set()).add(cell)

    def _forget(self, cell: int) -> Room:
        room = self.rooms.pop(cell)
        for other in room.cells:
            if not self.first[other]:
                self.used_by[other].discard(cell)
        return room

    def look_for_cheaper(self) -> bool:
        """Try to show each further cell again, the dearest first; True when something was gained."""
        further = [cell for cell, hidden in enumerate(self.hidden) if hidden and not self.first[cell]]
        further.sort(key=lambda cell: (-self.counts[cell], cell))
        gained = [self._without(cell) for cell in further if self.hidden[cell]]
        return any(gained)

    def _without(self, cell: int) -> bool:
        """Show one cell and find other room, for less, for the cells that relied on it; undone where there is none."""
        before = {other: self._forget(other) for other in sorted(self.used_by.get(cell, set()) | ({cell} & self.rooms.keys()))}
        self.newly_hidden, self.newly_served = [], []
        self._show(cell)
        stuck = self.give_room(deque(before), self.counts[cell])
        if stuck is not None:
            return True
        for other in self.newly_served:
            self._forget(other)
        for other in self.newly_hidden:
            self._show(other)
        self._hide(cell)
        for other, room in before.items():
            self._serve(other, room)
        return False
