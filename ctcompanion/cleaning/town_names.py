"""Names in a column of towns that are none of the 169: misspellings and villages get a suggestion, school districts are no towns."""

from __future__ import annotations

import re
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, cell_name

from .held import Held
from .step import counted
from .words import not_towns, total_word, towns, villages
from .working import Working

MOST = 2_000
HEADING = re.compile(r"(?i)\b(towns?|municipality|municipalities|city or town|town name)\b")
SCHOOLS = re.compile(
    r"(?i)\b(schools?|districts?|regional|academy|board of education|education|charter|magnet|RESC|RSD|health department)\b"
)
"""A school or health district bears a town's name, and is none."""


def strange_towns(working: Working, held: Held) -> Finding | None:
    """Names that are none of the 169, in a column of towns."""
    if not pa.types.is_string(held.values.type) or not 0 < len(held.distinct) < MOST:
        return None
    names = [text.lower() for text in held.distinct.to_pylist() if not SCHOOLS.search(text)]
    strange = [name for name in names if name not in towns() and name not in not_towns() and not total_word().search(name)]
    fewest, most = (3, 0.5) if HEADING.search(held.label) else (10, 0.3)
    if len(names) < fewest or not strange or len(strange) > most * len(names):
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
        place=cell_name(working.sheet.name, int(working.rows[first]), max(held.column, 1)),
    )


def suggested_towns(values: pa.Array) -> dict[str, str]:
    """For each value that is no town but nearly one, or a village, the town it may be: words for a `map-values` step."""
    found = {}
    for text in values.unique().drop_null().to_pylist():
        if text.lower() not in towns() and text.lower() not in not_towns() and not SCHOOLS.search(text) and (near := nearest(text.lower())):
            found[text] = near
    return found


def nearest(name: str) -> str | None:
    """The town that a village belongs to or that is spelled much alike; None when nothing is near."""
    if name in villages():
        return villages()[name]
    bare = re.sub(r"^(town|city|borough) of | (town|city)$", "", name)
    near = [bare] if bare in towns() else get_close_matches(bare, towns(), n=1, cutoff=0.82)
    return near[0].title() if near else None
