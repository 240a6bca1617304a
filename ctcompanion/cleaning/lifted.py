"""Text that is taken off the sheet and kept: what kind of note it is, and whether it says that nothing here may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ctcompanion.model import LineClass, Note, cell_name
from ctcompanion.recipe import CleaningStep

from .step import spoken_rows, step
from .stop_signs import STOP_SIGNS, stop_signs
from .working import Working

SOURCE = re.compile(r"(?i)^\W*(sources?|citation|reference|data from|compiled by|prepared by|suggested citation)\b")
UNIT = re.compile(
    r"(?i)^\W*((\$|dollars|numbers?|figures|amounts?|values?)?\s?\(?(in|are in|expressed in) (thousands|millions|billions|dollars|percent|\$)|percent$)"
)


def found(working: Working, line: LineClass, operation: str, one: str, many: str) -> tuple[CleaningStep, ...]:
    """The step that takes off every line of that class. `one` and `many` say what they are."""
    rows = [number for number, known in enumerate(working.layout.lines, start=1) if known is line]
    if not rows:
        return ()
    verb = one if len(rows) == 1 else many
    return (step(operation, operation, f"{spoken_rows(rows)} {verb}: taken off, kept for the description.", rows=rows),)


def taken_off(working: Working, done: CleaningStep, kind: str) -> Working:
    """The step's rows are gone, and their text is kept as notes."""
    rows = done.parameters["rows"]
    return lift(working, rows, kind).keep(~np.isin(working.rows, rows))


def lift(working: Working, rows: Sequence[int], kind: str) -> Working:
    """The texts of these rows of the sheet as notes, with a finding for each stop sign."""
    notes = [note for number in rows for note in _notes_of(working, number, kind)]
    signs = [sign for note in notes for sign in stop_signs(note.text, f"The text in {note.place}", note.place)]
    unique = {finding.key + (finding.place or ""): finding for finding in (*working.findings, *signs)}
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
