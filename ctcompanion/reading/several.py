"""Several files at once: each is read on its own, and those that can be read become one workbook with the sheets of all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ctcompanion.errors import ReadingError
from ctcompanion.model import Sheet, Workbook
from ctcompanion.reading.parts import MIB
from ctcompanion.reading.refusals import refusal

if TYPE_CHECKING:  # pydantic would cost the child a third of its start
    from ctcompanion.settings import Limits

Files = Sequence[tuple[str, bytes | Path]]
Read = Callable[[bytes | Path, str], Workbook]


@dataclass(frozen=True)
class Refused:
    """A file of several that cannot be read, its place among them (from 0), and why."""

    place: int
    file_name: str
    error: ReadingError


def read_each(files: Files, limits: Limits, read: Read) -> tuple[Workbook, tuple[Refused, ...]]:
    """One workbook of these files (name and content), and those that could not be read.

    ReadingError: the first one's, when none can be read; too-large, too-many-cells, when they are too much together.
    """
    size = sum(len(source) if isinstance(source, bytes) else source.stat().st_size for _, source in files if _is_there(source))
    if size > limits.upload_bytes:
        raise refusal("too-large", what=f"the files have {size / MIB:,.0f} MB together (the limit is {limits.upload_bytes / MIB:,.0f} MB)")
    books: list[Workbook] = []
    refused: list[Refused] = []
    for at, (name, source) in enumerate(files):
        try:
            books.append(read(source, name))
        except ReadingError as error:
            refused.append(Refused(at, name, error))
    if not books:
        first = refused[0]
        raise ReadingError(first.error.code, first.error.message, first.error.hint, first.error.place or first.file_name)
    together = bundled(books)
    cells = sum(sheet.height * sheet.width for sheet in together.sheets)
    if cells > limits.cells:
        raise refusal("too-many-cells", what=f"the files have {cells:,} cells together (the limit is {limits.cells:,})")
    return together, tuple(refused)


def _is_there(source: bytes | Path) -> bool:
    return isinstance(source, bytes) or source.is_file()


def bundled(books: Sequence[Workbook]) -> Workbook:
    """One workbook that holds the sheets of all; a single one is handed back as it is."""
    if len(books) == 1:
        return books[0]
    names = _unique([book.file_name for book in books])
    sheets = tuple(_known(sheet, name, _single(book)) for book, name in zip(books, names, strict=True) for sheet in book.sheets)
    return Workbook(
        file_name=f"{names[0]} and {len(names) - 1} more",
        sha256=hashlib.sha256("".join(book.sha256 for book in books).encode()).hexdigest(),
        format=books[0].format,
        sheets=sheets,
        guesses=tuple(f"{name}: {said}" for book, name in zip(books, names, strict=True) for said in book.guesses),
        notices=tuple(f"{name}: {said}" for book, name in zip(books, names, strict=True) for said in book.notices),
        files=names,
    )


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Two files of one name from different folders: the second becomes "data (2).csv"."""
    found: list[str] = []
    for name in names:
        other, number = name, 2
        while other in found:
            other, number = f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
        found.append(other)
    return tuple(found)


def _single(book: Workbook) -> bool:
    """Only one sheet of it holds data: the file's name says which is meant."""
    return sum(sheet.role == "data" for sheet in book.sheets) == 1


def _known(sheet: Sheet, file_name: str, single: bool) -> Sheet:
    """As Excel names a sheet of another file: [permits.xlsx]Jan."""
    plain = (single and sheet.role == "data") or sheet.name is None
    return replace(sheet, file=file_name, known_as=file_name if plain else f"[{file_name}]{sheet.name}")
