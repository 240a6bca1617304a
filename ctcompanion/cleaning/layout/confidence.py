"""How likely it is that every line of a sheet was classed right, measured on sheets that the model had not seen."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from . import cut
from .cut import DATA, TOTAL
from .forest import CLASSES, Probabilities

POSITION = {kind: at for at, kind in enumerate(CLASSES)}


@cache
def _measured() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files("ctcompanion.reference").joinpath("layout_model.json").read_text(encoding="utf-8"))
    return told


def sure() -> float:
    """From this confidence on a sheet is shown as sure: at least 98 of 100 such sheets were right in every line."""
    return float(_measured()["sure"])


def confidence(names: tuple[str, ...], matrix: npt.NDArray[np.float32], chances: Probabilities) -> float:
    """The measured share of sheets with as much doubt that were right in every line. Arrays: one line per filled row."""
    if not len(chances):
        return 1.0
    measured = _measured()
    doubt = _doubt(names, matrix, chances, measured["added_doubt"])
    return float(np.interp(doubt, measured["doubt"], measured["right"]))


def _doubt(names: tuple[str, ...], matrix: npt.NDArray[np.float32], chances: Probabilities, added: float) -> float:
    chosen = np.array([POSITION[kind] for kind in cut.classes(chances)])
    least = float(chances[np.arange(len(chosen)), chosen].min())
    data, total = chosen == DATA, chosen == TOTAL
    said = {name: matrix[:, names.index(name)] > 0 for name in ("total_early", "words_total_any", "word_all")}
    by_sum_alone = (total & ~said["total_early"] & ~said["words_total_any"]).any()
    like_a_total = (data & said["word_all"]).any()
    doubt = max(float(chances[data, TOTAL].max()) if data.any() else 1.0, (1 - least) / 15)
    return doubt + (added if by_sum_alone or like_a_total else 0.0)
