"""Text that is taken off the sheet and kept: what kind of note it is, and whether it says that nothing here may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ctcompanion.model import Finding, Level, Note, cell_name

from .working import Working

SOURCE = re.compile(r"(?i)^\W*(sources?|citation|reference|data from|compiled by|prepared by|suggested citation)\b")
UNIT = re.compile(
    r"(?i)^\W*((\$|dollars|numbers?|figures|amounts?|values?)?\s?\(?(in|are in|expressed in) (thousands|millions|billions|dollars|percent|\$)|percent$)"
)
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


def lift(working: Working, rows: Sequence[int], kind: str) -> Working:
    """The texts of these rows of the sheet as notes, with a finding for each stop sign."""
    notes = [note for number in rows for note in _notes_of(working, number, kind)]
    found = [finding for note in notes for finding in stop_signs(note)]
    unique = {finding.key + (finding.place or ""): finding for finding in (*working.findings, *found)}
    return working.changed(notes=(*working.notes, *notes), findings=tuple(unique.values()))


def _notes_of(working: Working, number: int, kind: str) -> list[Note]:
    notes: list[Note] = []
    row = working.sheet.cells.slice(number - 1, 1).to_pylist()
    for column, text in enumerate(row[0].values() if row else (), start=1):
        if text and text.strip():
            place = cell_name(working.sheet.label, number, column)
            notes.append(Note(kind_of(" ".join(text.split()), kind), " ".join(text.split()), place))
    return notes


def kind_of(text: str, otherwise: str) -> str:
    """ "source", "unit", "stop-sign", or what the line was called."""
    if any(pattern.search(text) for pattern in STOP_SIGNS.values()) and len(text) < 120:
        return "stop-sign"
    if SOURCE.search(text):
        return "source"
    return "unit" if UNIT.search(text) else otherwise


def stop_signs(note: Note) -> tuple[Finding, ...]:
    """A finding for each warning that the text holds."""
    return tuple(
        Finding(
            f"stop-sign-{sign}",
            Level.STOP if sign in {"office-use", "embargoed", "confidential"} else Level.REVIEW,
            f"The text in {note.place} {SAID[sign]}. Make sure that it may be published.",
            why="Once published, data is copied within minutes.",
            place=note.place,
        )
        for sign, pattern in STOP_SIGNS.items()
        if pattern.search(note.text)
    )
