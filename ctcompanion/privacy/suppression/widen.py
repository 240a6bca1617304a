"""Room for one cell of a two-way table, by the cheapest ways through its network."""

from __future__ import annotations

from ctcompanion.privacy.audit.ways import pushed
from ctcompanion.privacy.suppression.room import FAR, Room
from ctcompanion.privacy.suppression.ways import Search, Ways


class Widening(Ways):
    """The network as a finder of room."""

    def room(self, cell: int, people: int, limit: float = FAR) -> Room | None:
        """The cheapest room among a few plans: what is hidden already may give it all, or a part."""
        up, down, got = self.widest(cell, people)
        free = Room(up, down)
        if got >= people:
            return free
        step = self._add(free, cell, 1, limit)
        if step is None:  # whatever gives more room costs at least as much as the first person
            return None
        best: Room | None = None
        for start, portions in _plans(free, step, people, people - got):
            best = self._follow(cell, start, portions, best.cost if best else limit) or best
        return best

    def _follow(self, cell: int, room: Room, portions: tuple[int, ...], limit: float) -> Room | None:
        found: Room | None = room
        for people in portions:
            found = self._add(found, cell, people, limit) if found else None
        return found

    def _add(self, room: Room, cell: int, people: int, limit: float) -> Room | None:
        """So many people more between the two tables, by the cheaper of a way up and a way down."""
        found: Room | None = None
        for sign, move in ((1, room.up), (-1, room.down)):
            if sign < 0 and self.counts[cell] + move.get(cell, 0) <= people:
                continue
            way = self.cheapest(Search(cell, sign, people, move, room.cells), (found.cost if found else limit) - room.cost)
            if way is not None:
                after, cost = pushed(move, cell, sign, way[1], people), room.cost + way[0]
                found = Room(after, room.down, cost) if sign > 0 else Room(room.up, after, cost)
        return found


def _plans(free: Room, step: Room, people: int, need: int) -> list[tuple[Room, tuple[int, ...]]]:
    """In what portions to look for the room that is missing: all at once, or more cheaply in parts."""
    plans = [(Room({}, {}), (people,)), (step, (1,) * (need - 1))]
    if 1 < need < people:
        plans.append((free, (need,)))
    if need == 3:
        plans += [(free, (2, 1)), (step, (2,))]
    return plans
