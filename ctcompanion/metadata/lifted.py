"""The texts that the cleanup took off the sheet, put together again where a heading and its text stood in cells of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctcompanion.model import CleanTable

BARE_HEADING = re.compile(r"^\W*(?:source|sources|citation|suggested citation|notes?|footnotes?|data source)\s*:?\s*$", re.IGNORECASE)
SOURCE = re.compile(r"^\W*(?:data )?sources?\b", re.IGNORECASE)


def lifted(table: CleanTable) -> tuple[tuple[str, str], ...]:
    """(kind, text) of every note in order; `Source:` alone in a cell is joined to the text that follows it."""
    return tuple(_joined(table))


def _joined(table: CleanTable) -> Iterator[tuple[str, str]]:
    heading = ""
    for note in table.notes:
        text = note.text.strip()
        if note.kind != "title" and BARE_HEADING.match(text):
            heading = text.rstrip(": ")
            continue
        if heading and SOURCE.match(heading):
            yield "source", f"{heading}: {text}"
        elif heading and "citation" in heading.casefold():
            yield "citation", text
        else:
            yield note.kind, text
        heading = heading if heading.casefold().startswith(("note", "foot")) else ""


def texts(table: CleanTable, *kinds: str) -> tuple[str, ...]:
    """The lifted texts of these kinds, each once."""
    return tuple(dict.fromkeys(text for kind, text in lifted(table) if kind in kinds))
