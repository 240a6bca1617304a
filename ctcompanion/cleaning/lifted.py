"""Text that is taken off the sheet and kept: what kind of note it is, and whether it says that nothing here may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ctcompanion.model import Note, cell_name

from .stop_signs import STOP_SIGNS, stop_signs
from .working import Working

SOURCE = re.compile(r"(?i)^\W*(sources?|citation|reference|data from|compiled by|prepared by|suggested citation)\b")
UNIT = re.compile(
    r"(?i)^\W*((\$|dollars|numbers?|figures|amounts?|values?)?\s?\(?(in|are in|expressed in) (thousands|millions|billions|dollars|percent|\$)|percent$)"
)


def lift(working: Working, rows: Sequence[int], kind: str) -> Working:
    """The texts of these rows of the sheet as notes, with a finding for each stop sign."""
    notes = [note for number in rows for note in _notes_of(working, number, kind)]
    found = [finding for note in notes for finding in stop_signs(note.text, f"The text in {note.place}", note.place)]
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
