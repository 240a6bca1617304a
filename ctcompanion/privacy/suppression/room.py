"""Room for a hidden cell: two tables that a reader cannot tell apart and that differ by enough people in this cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ctcompanion.privacy.audit.ways import Move

FAR = float("inf")


@dataclass(frozen=True)
class Room:
    """A move up and a move down from the true table. `cost`: the value of the shown cells that have to be hidden for them."""

    up: Move
    down: Move
    cost: int = 0

    @property
    def cells(self) -> frozenset[int]:
        """All cells that take part."""
        return frozenset(self.up) | frozenset(self.down)

    def width(self, cell: int) -> int:
        """How far apart a cell is in the two tables."""
        return abs(self.up.get(cell, 0) - self.down.get(cell, 0))


class Finder(Protocol):
    """Something that finds room for a cell among those that are hidden or could be."""

    def hide(self, cell: int) -> None:
        """Take a cell among the hidden ones."""

    def show(self, cell: int) -> None:
        """Show a cell again."""

    def room(self, cell: int, people: int, limit: float) -> Room | None:
        """The cheapest room of so many people that it finds, under `limit`."""
