"""Words that say that nothing here may be published: in notes and titles, headings, cells beside the table, names of sheet and file."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, LineClass, cell_name

from .working import Working

STOP_SIGNS = {
    "office-use": re.compile(
        r"(?i)\b(for )?(office|internal|official) use only\b|\bnot for (public )?(release|distribution|publication)\b"
    ),
    "preliminary": re.compile(r"(?i)\bpreliminary\b|\bprovisional\b"),
    "embargoed": re.compile(r"(?i)\bembargo(ed)?\b"),
    "draft": re.compile(r"(?i)\bdrafts?\b"),
    "confidential": re.compile(r"(?i)\bconfidential\b(?! ?(ity|information is protected))"),
}
SAID = {
    "office-use": "says that it is for office use only",
    "preliminary": "calls these figures preliminary",
    "embargoed": "says that this is embargoed",
    "draft": "calls this a draft",
    "confidential": "says that this is confidential",
}
CLOSING = frozenset({"office-use", "embargoed", "confidential"})
MAYBE = r"(?i)use only|not for|prelim|provision|embargo|draft|confidential"
"""What is worth a closer look."""


def stop_signs(text: str, where: str, place: str | None, *, closing: frozenset[str] = CLOSING) -> tuple[Finding, ...]:
    """A finding for each warning that the text holds. `where` begins the sentence: "The text in A1"."""
    return tuple(
        Finding(
            f"stop-sign-{sign}",
            Level.STOP if sign in closing else Level.REVIEW,
            f"{where} {SAID[sign]}. Make sure that it may be published.",
            why="Once published, data is copied within minutes.",
            place=place,
        )
        for sign, pattern in STOP_SIGNS.items()
        if pattern.search(text)
    )


def around(working: Working) -> tuple[Finding, ...]:
    """Warnings where no line is lifted: headings, cells beside the table, the names of the sheet and the file."""
    found = [finding for text, where, place in _names(working) for finding in stop_signs(text, where, place)]
    for text, place in _headings(working):  # a column may well be about what is confidential
        found += stop_signs(text, f"The heading in {place}", place, closing=CLOSING - {"confidential"})
    for text, place in _beside(working):
        found += stop_signs(text, f"The text in {place}", place)
    known = {(finding.rule, finding.place) for finding in working.findings}
    return tuple({(finding.rule, finding.place): finding for finding in found if (finding.rule, finding.place) not in known}.values())


def _names(working: Working) -> Iterator[tuple[str, str, str | None]]:
    spaced = re.sub(r"[_.-]+", " ", working.sheet.name or "")
    yield spaced, "The name of the sheet", working.sheet.name
    for text in working.sheet.printed:
        yield text, "The page header or footer", working.sheet.name
    yield re.sub(r"[_.-]+", " ", working.file_name), "The name of the file", "file name"


def _headings(working: Working) -> Iterator[tuple[str, str]]:
    for row in working.layout.header_rows:
        yield from _row(working, row)


def _row(working: Working, row: int) -> Iterator[tuple[str, str]]:
    cells = working.sheet.cells.slice(row - 1, 1).to_pylist()
    for column, text in enumerate(cells[0].values() if cells else (), start=1):
        if text:
            yield text, cell_name(working.sheet.name, row, column)


def _beside(working: Working) -> Iterator[tuple[str, str]]:
    """Cells in the table's rows, but in no column of it."""
    lifted = {LineClass.TITLE, LineClass.NOTE, LineClass.HEADER}
    for column, values in enumerate(working.sheet.cells.columns, start=1):
        if any(area.first_column <= column <= area.last_column for area in working.areas):
            continue
        hits = pc.indices_nonzero(pc.fill_null(pc.match_substring_regex(values, MAYBE), False)).to_pylist()
        for at in hits[:50]:
            if at < len(working.layout.lines) and working.layout.lines[at] not in lifted:
                yield str(values[at].as_py()), cell_name(working.sheet.name, at + 1, column)
