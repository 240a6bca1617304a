"""A file as found: cells as text with their kinds, sheets, and the places on them in Excel's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pandas and pyarrow are heavy: a command that only prints its help must not load them
    import pyarrow as pa


class Kind(StrEnum):
    """What a cell held in the file, before anybody interprets its text."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"


KIND_CODES: tuple[Kind, ...] = tuple(Kind)
"""A kinds table stores a cell's kind as its position in this tuple (int8)."""


def column_letter(number: int) -> str:
    """Excel's name of a column: 1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """A place in Excel's words: `Sheet1!C7`, or `C7` for a file without sheets."""
    cell = f"{column_letter(column)}{row}"
    return f"{sheet}!{cell}" if sheet else cell


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, both ends included, counted from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        return f"{column_letter(self.first_column)}{self.first_row}:{column_letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Styles:
    """What the file says beyond values. Only where the format has it; keys are (row, column) from 1."""

    merged: tuple[Range, ...] = ()
    bold: frozenset[tuple[int, int]] = frozenset()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OddRows:
    """Neighbouring rows of a text file, `first` to `last`, that have another number of cells (`found`) than its table (`expected`).

    `line`: where the first of them begins in the file, which differs from its row where cells hold line breaks. `done`: what was
    done with the missing or extra cells, in words.
    """

    first: int
    last: int
    line: int
    expected: int
    found: int
    done: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet as found. `cells`: string columns named A, B, C...; null = blank; a number as its shortest text, a date as ISO.

    `kinds`: the same shape in int8 (see KIND_CODES), or None where everything was text (csv).
    `role` is what the sheet seems to be: "data", "notes" (text only), "empty", "chart".
    """

    name: str | None
    cells: pa.Table
    kinds: pa.Table | None = None
    styles: Styles = field(default_factory=Styles)
    visible: bool = True
    role: str = "data"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered: bool = False
    printed: tuple[str, ...] = ()
    """What the page header and footer say when the sheet is printed."""
    odd_rows: tuple[OddRows, ...] = ()
    """Rows of another width than the rest (text files)."""
    file: str = ""
    """The name of its file, where several files were brought together."""
    known_as: str = ""
    """Its name among the sheets of several files; empty: `name`."""

    @property
    def label(self) -> str | None:
        """What it is called in its workbook: no other sheet there is called so."""
        return self.known_as or self.name

    @property
    def height(self) -> int:
        return int(self.cells.num_rows)

    @property
    def width(self) -> int:
        return int(self.cells.num_columns)


@dataclass(frozen=True, eq=False)
class Workbook:
    """A file as found: its sheets, and a load receipt of what was guessed (`guesses`) and what a person should know (`notices`).

    Several files that were brought together are one workbook that holds the sheets of all; `files` are their names then.
    """

    file_name: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    guesses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def sheet(self, label: str | None) -> Sheet:
        """The sheet that is called so; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.label == label:
                return sheet
        raise KeyError(label)

    def file_of(self, sheet: Sheet) -> str:
        """The name of the file that a sheet stands in."""
        return sheet.file or self.file_name
