"""What a reader of one format hands back: sheets, what was guessed, what a person should know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ctcompanion.model import Sheet
from ctcompanion.reading.refusals import refusal

Progress = Callable[[str], None]
MIB = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """How much of a file the parser may take on: `settings.Limits` as plain numbers, so that the child starts without pydantic."""

    rows: int
    columns: int
    cells: int
    memory: int
    unzipped: int
    entries: int
    ratio: int

    def check(self, height: int, width: int, place: str | None = None) -> None:
        """ReadingError when a sheet of that many rows and columns is more than may be read."""
        for number, limit, what in ((height, self.rows, "rows"), (width, self.columns, "columns"), (height * width, self.cells, "cells")):
            if number > limit:
                raise refusal("too-many-cells", what=f"{number:,} {what} (the limit is {limit:,})", place=place)


@dataclass(frozen=True)
class Task:
    """What the parser is told about one file. `packed`: it was taken out of an archive."""

    file_name: str
    bounds: Bounds
    progress: Progress
    styles: bool = True
    packed: bool = False


@dataclass(frozen=True, eq=False)
class Parts:
    """A file's sheets with the load receipt's sentences."""

    format: str
    sheets: tuple[Sheet, ...]
    guesses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
