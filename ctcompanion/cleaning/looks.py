"""What somebody should see before going on: hidden columns that came along, zeros that are no zeros, towns that are none, texts too long."""

from __future__ import annotations

import re
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, cell_name

from .step import counted
from .words import not_towns, towns, villages
from .working import Held, Working

ZERO = re.compile(
    r"(?i)(\b0\b|\bzero(s|es)?\b)[^.;]{0,60}(fewer|less) than|(fewer|less) than[^.;]{0,60}(shown|reported|recorded|given) as (0\b|zero)|\b0\b[^.;]{0,40}suppress"
)
LONGEST = 4_000
"""Bytes of text that the portal keeps in a cell."""


def found_in(working: Working) -> tuple[Finding, ...]:
    """All findings about the finished table and its sheet."""
    columns = [finding for held in working.columns for look in (_towns, _too_long) if (finding := look(working, held))]
    return (*_hidden(working), *_zeros(working), *columns)


def _hidden(working: Working) -> tuple[Finding, ...]:
    sheet = working.sheet
    said = []
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


def _towns(working: Working, held: Held) -> Finding | None:
    """Names that are none of the 169, in a column of towns."""
    if not pa.types.is_string(held.values.type) or not 0 < len(held.distinct) < 2_000:
        return None
    names = [text.lower() for text in held.distinct.to_pylist()]
    strange = [name for name in names if name not in towns() and name not in not_towns()]
    if len(names) < 10 or not strange or len(strange) > 0.3 * len(names):
        return None
    first = int(np.flatnonzero(pc.is_in(pc.utf8_lower(held.values), value_set=pa.array(strange)).to_numpy(zero_copy_only=False))[0])
    close = sum(nearest(name) is not None for name in strange)
    told = f" For {close} of them there is a suggestion." if close else ""
    message = f"{counted(len(strange), 'name')} in {held.label} {'is' if len(strange) == 1 else 'are'} not among the 169 towns.{told}"
    return Finding(
        "not-a-town",
        Level.REVIEW,
        message,
        column=held.label,
        place=cell_name(working.sheet.label, int(working.rows[first]), max(held.column, 1)),
    )


def suggested_towns(values: pa.Array) -> dict[str, str]:
    """For each value that is no town but nearly one, or a village, the town it may be: words for a `map-values` step."""
    found = {}
    for text in values.unique().drop_null().to_pylist():
        if text.lower() not in towns() and text.lower() not in not_towns() and (near := nearest(text.lower())):
            found[text] = near
    return found


def nearest(name: str) -> str | None:
    """The town that a village belongs to or that is spelled much alike; None when nothing is near."""
    if name in villages():
        return villages()[name]
    bare = re.sub(r"^(town|city|borough) of | (town|city)$", "", name)
    near = [bare] if bare in towns() else get_close_matches(bare, towns(), n=1, cutoff=0.82)
    return near[0].title() if near else None


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
