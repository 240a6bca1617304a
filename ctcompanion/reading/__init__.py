"""From a file to a Workbook: every cell as found, no header assumed, parsed in a child process that is held to its limits.

    read          bytes or path -> Workbook, through a child
    read_several  several files -> one Workbook with the sheets of all, and the files that could not be read
    read_here     the same in this process: for tests and for files of our own making
    warm_up       starts the reader ahead of the first file

What is read: csv (comma, tab, semicolon, vertical bar), xlsx, xlsm, xls, xlsb, ods, dbf, a zipped shapefile's table, one table in a
zip or gz archive, HTML tables and XML spreadsheets saved as .xls. Everything else is a ReadingError with one of the codes of
reference/refusals.toml. Told by content, never by the file's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from ctcompanion.model import Workbook
from ctcompanion.reading import supervise
from ctcompanion.reading.content import START, refuse_lock_file
from ctcompanion.reading.parts import MIB, Bounds, Parts, Task
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.several import Files, Refused, bundled, read_each
from ctcompanion.reading.wire import read_answer

if TYPE_CHECKING:  # pydantic would cost the child a third of its start
    from ctcompanion.settings import Limits

__all__ = ["Files", "Refused", "bundled", "read", "read_here", "read_several", "warm_up"]
Source = bytes | Path
Listener = Callable[[str], None]
ROWS_AROUND = 1_000
"""Titles, headers and notes come on top of a table's own rows."""


def read(source: Source, file_name: str, limits: Limits, *, styles: bool = True, on_progress: Listener | None = None) -> Workbook:
    """The file as found. ReadingError with code, message and hint when it cannot be read; no cell's text is ever in it.

    `styles=False` leaves out the second pass over looks (bold, merges, formats). `on_progress` gets short sentences.
    """
    progress = on_progress or _silent
    _refuse_early(source, file_name, limits)
    places = _places(limits.children_at_once)
    if not places.acquire(blocking=False):
        progress("Waiting until another file has been read")
        places.acquire()
    try:
        answer = supervise.parsed(_job(file_name, limits, styles), source, limits.child_wall_seconds, progress)
    finally:
        places.release()
    return _workbook(read_answer(answer), source, file_name)


def read_several(files: Files, limits: Limits, *, on_progress: Listener | None = None) -> tuple[Workbook, tuple[Refused, ...]]:
    """Several files (name and content), each in a child of its own. ReadingError as `read`, when none of them can be read."""
    progress = on_progress or _silent

    def one(source: Source, name: str) -> Workbook:
        at = [known for known, _ in files].index(name) + 1
        return read(
            source, name, limits, on_progress=lambda said: progress(said if len(files) == 1 else f"File {at} of {len(files)}: {said}")
        )

    return read_each(files, limits, one)


def read_here(source: Source, file_name: str, limits: Limits, *, styles: bool = True) -> Workbook:
    """As `read`, but in this very process and without its limits of time and memory."""
    from ctcompanion.reading.parse import parse

    _refuse_early(source, file_name, limits)
    data = source.read_bytes() if isinstance(source, Path) else source
    return _workbook(parse(data, Task(file_name, Bounds(**_bounds(limits)), _silent, styles)), source, file_name)


def warm_up() -> None:
    """Starts the reader in the background, so that the first file does not wait for it."""
    if supervise.CAN_FORK:
        supervise.nursery().warm()


def _silent(_text: str) -> None:
    return None


@cache
def _places(children: int) -> BoundedSemaphore:
    return BoundedSemaphore(children)


def _refuse_early(source: Source, file_name: str, limits: Limits) -> None:
    """What the size and the first bytes already tell: a 2 GB file is not read to be refused."""
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if isinstance(source, Path):
        with source.open("rb") as file:
            start = file.read(START)
    else:
        start = source[:START]
    if not size:
        raise refusal("empty", what="there is nothing in it")
    refuse_lock_file(start, file_name)
    if size > limits.upload_bytes:
        raise refusal("too-large", what=f"it has {size / MIB:,.0f} MB (the limit is {limits.upload_bytes / MIB:,.0f} MB)")


def _bounds(limits: Limits) -> dict[str, Any]:
    return {
        "rows": limits.rows + ROWS_AROUND,
        "columns": limits.columns,
        "cells": limits.cells,
        "memory": limits.child_memory_bytes,
        "unzipped": limits.unzipped_bytes,
        "entries": limits.archive_entries,
        "ratio": limits.archive_ratio,
    }


def _job(file_name: str, limits: Limits, styles: bool) -> dict[str, Any]:
    name = Path(file_name.replace("\\", "/")).name[-200:]
    held = {"memory": limits.child_memory_bytes, "cpu_seconds": limits.child_cpu_seconds}
    return {"name": name, "styles": styles, "bounds": _bounds(limits), **held}


def _workbook(parts: Parts, source: Source, file_name: str) -> Workbook:
    return Workbook(file_name, _sha256(source), parts.format, parts.sheets, parts.guesses, parts.notices)


def _sha256(source: Source) -> str:
    if isinstance(source, Path):
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256(source).hexdigest()
