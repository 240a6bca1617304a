"""What somebody should see before going on: hidden columns that came along, zeros that are no zeros, towns that are none, texts too long."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, cell_name

from .geocoder import addresses
from .held import Held
from .old_counties import old_counties
from .step import counted
from .stop_signs import around
from .town_names import strange_towns
from .working import Working

ZERO = re.compile(
    r"(?i)(\b0\b|\bzero(s|es)?\b)[^.;]{0,60}(fewer|less) than|(fewer|less) than[^.;]{0,60}(shown|reported|recorded|given) as (0\b|zero)|\b0\b[^.;]{0,40}suppress"
)
LONGEST = 4_000
"""Bytes of text that the portal keeps in a cell."""


def found_in(working: Working) -> tuple[Finding, ...]:
    """All findings about the finished table and its sheet."""
    columns = [finding for held in working.columns for look in (strange_towns, _too_long) if (finding := look(working, held))]
    return (*around(working), *_hidden(working), *_zeros(working), *columns, *old_counties(working), *addresses(working))


def _hidden(working: Working) -> tuple[Finding, ...]:
    sheet = working.sheet
    said = []
    if not sheet.visible:
        said.append("This sheet is hidden in the workbook.")
    if sheet.hidden_columns:
        said.append(f"{counted(len(sheet.hidden_columns), 'hidden column')} came along.")
    if sheet.hidden_rows:
        filtered = " (a filter is set)" if sheet.filtered else ""
        said.append(f"{counted(len(sheet.hidden_rows), 'hidden row')} came along{filtered}.")
    if not said:
        return ()
    why = "Somebody hid them in the workbook, maybe because they are not for the public."
    return (
        Finding(
            "hidden-cells",
            Level.REVIEW,
            f"{' '.join(said)} Look at them, and leave out what should not be published.",
            why=why,
            place=sheet.label,
        ),
    )


def _zeros(working: Working) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "zero-hides",
            Level.REVIEW,
            f"The note in {note.place} says that a zero may stand for a small number. Such zeros are not counts of nothing: leave them blank, and say so.",
            place=note.place,
        )
        for note in working.notes
        if ZERO.search(note.text)
    )


def _too_long(working: Working, held: Held) -> Finding | None:
    if not pa.types.is_string(held.values.type) or not held.there.any():
        return None
    lengths = pc.binary_length(held.values)
    if pc.max(lengths).as_py() <= LONGEST:
        return None
    first = int(np.flatnonzero(pc.greater(lengths, LONGEST).fill_null(False).to_numpy(zero_copy_only=False))[0])
    place = cell_name(working.sheet.label, int(working.rows[first]), max(held.column, 1))
    return Finding(
        "text-too-long",
        Level.REVIEW,
        f"The text in {place} is longer than the portal keeps ({LONGEST:,} bytes). Shorten it, or publish it as a document.",
        column=held.label,
        place=place,
    )
