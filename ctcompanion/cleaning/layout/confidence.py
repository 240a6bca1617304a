"""How likely it is that a sheet was read right, measured on sheets that the model had not seen: every line, and the body's edges alone.

The doubt is the greatest chance that the model leaves to another class: of any line; or, for the edges, to another zone (title, header,
body, note) of a line outside the body or among its first and last lines. `tools/train_layout.py` measures what share of sheets with
so much doubt was right and writes it as a falling curve. A group, a total and data are one zone: taking one for another moves no edge.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from . import cut
from .forest import CLASSES, Probabilities

POSITION = {kind: at for at, kind in enumerate(CLASSES)}
EDGE = 3
"""So many lines at each end of the body tell where it begins and ends."""


@cache
def _measured() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files("ctcompanion.reference").joinpath("layout_model.json").read_text(encoding="utf-8"))
    return told


def sure() -> float:
    """From this confidence on a sheet is called sure: at least 98 of 100 such sheets were right."""
    return float(_measured()["sure"])


def confidence(chances: Probabilities) -> tuple[float, float]:
    """The measured share of sheets with as much doubt that were right: in every line, and in the body's edges. One row per filled line."""
    if not len(chances):
        return 1.0, 1.0
    return right("lines", line_doubt(chances)), right("edges", edge_doubt(chances))


def right(what: str, doubt: float) -> float:
    """The measured share of sheets with so much doubt that were right; `what`: "lines" or "edges"."""
    curve = _measured()[what]
    return float(np.interp(doubt, curve["doubt"], curve["right"]))


def line_doubt(chances: Probabilities) -> float:
    """The greatest chance of another class than the chosen one, over all lines."""
    chosen = _chosen(chances)
    return float(1 - chances[np.arange(len(chosen)), chosen].min())


def edge_doubt(chances: Probabilities) -> float:
    """The greatest chance of another zone than the chosen one, inner lines of the body left out."""
    zones = np.column_stack([chances[:, cut.TITLE], chances[:, cut.HEADER], chances[:, cut.GROUP : cut.NOTE].sum(1), chances[:, cut.NOTE]])
    chosen = np.array([cut.PREAMBLE, cut.HEAD, cut.BODY, cut.BODY, cut.BODY, cut.NOTES])[_chosen(chances)]
    telling = np.ones(len(chosen), dtype=bool)
    telling[np.flatnonzero(chosen == cut.BODY)[EDGE:-EDGE]] = False
    return float(1 - zones[np.arange(len(chosen)), chosen][telling].min())


def _chosen(chances: Probabilities) -> npt.NDArray[np.intp]:
    return np.array([POSITION[kind] for kind in cut.classes(chances)], dtype=np.intp)
