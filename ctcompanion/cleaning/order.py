"""The order of columns by the handbook: identifiers, dates, broad to fine, measures last."""

from __future__ import annotations

import re

from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep

from .held import Held
from .kinds import PERIODS, kind_of
from .measures import IDENTIFIER
from .step import ended, listed, step
from .working import Working

OPERATION = "column-order"
PLACE = (
    r"(?i)^(state|state name)$",
    r"(?i)\b(county|region|planning region)\b",
    r"(?i)\b(town|city|municipality|district|state/towns)\b",
    r"(?i)\b(school|site|facility|address|location)\b",
)
PERIOD = re.compile(r"(?i)\b(year|fy|sfy|date|month|quarter|period|week)\b")
NUMBERISH = re.compile(r"(?i)\b(code|id|ids|fips|geoid|number|no\.?|key)\b|_id$")


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step where the columns stand in another order."""
    if not working.headed:
        return ()
    ordered = _ordered(working)
    if [held.label for held in ordered] == [held.label for held in working.columns]:
        return ()
    said = listed([held.label for held in ordered[:4]]) + (" ..." if len(ordered) > 4 else "")
    return (
        step(
            "column-order", OPERATION, f"Columns are put in order, what a row is about first, figures last: {ended(said)}", confidence=0.9
        ),
    )


def _ordered(working: Working) -> list[Held]:
    return [held for _, held in sorted(enumerate(working.columns), key=lambda pair: (*_rank(pair[1]), pair[0]))]


def _rank(held: Held) -> tuple[int, int]:
    if held.part == "notes":
        return 9, 0
    number = held.type is DataType.NUMBER
    if held.part == "period" or held.type is DataType.DATE or (PERIOD.search(held.label) and held.part != "measure" and _period(held)):
        return 1, 0
    if held.part == "measure" or (number and not (NUMBERISH.search(held.label) or (IDENTIFIER.search(held.label) and not held.grouping))):
        return (8, 0) if held.part != "dimension" else (5, 0)
    for depth, pattern in enumerate(PLACE):
        if re.search(pattern, held.label):
            return 3, depth
    return 5, 0


def _period(held: Held) -> bool:
    sample = [str(text) for text in held.values.slice(0, 50).to_pylist() if text is not None]
    return bool(sample) and all((found := kind_of(text)) and found[0] in PERIODS for text in sample)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The columns in that order."""
    return working.changed(columns=tuple(_ordered(working)))
