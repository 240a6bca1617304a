"""Which columns hold figures that can be added up, and which say what a row is about."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from .held import Flags, Held
from .working import Working

IDENTIFIER = re.compile(
    r"(?i)\b(id|ids|code|codes|fips|geoid|zip|zipcode|naics|sic|number|no\.?|nbr|key|phone|fax|ssn|account|license|licence|permit (no|number)|year|fy|tract|rank|lat|latitude|lon|long|longitude)\b|#|_id$|^(#|n[ou]\.?)$"
)
CODE = re.compile(
    r"(?i)\b(code|id|ids|fips|geoid|zip|zipcode|naics|sic|tract|phone|telephone|fax|ssn|key|account|docket|ein|npi)\b|(_|\b)(id|code|no)$|\bnumber$"
)
"""Headings of codes: names made of digits, which nobody adds up."""
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""LineCode is two words."""
RATIO = re.compile(r"(?i)%|\b(percent|percentage|pct|rate|ratio|average|avg|mean|median|per|share|index|score)\b")


def is_measure(held: Held) -> bool:
    """A column of figures: mostly numbers, and its heading does not say identifier or year."""
    if held.part in {"dimension", "period", "constant"}:
        return False
    there = held.there
    numbers = np.isfinite(held.numbers)
    if numbers.sum() < max(2, 0.05 * there.sum()) or (IDENTIFIER.search(CAMEL.sub(" ", held.label)) and not held.unit):
        return False
    return bool(numbers.sum() >= 0.5 * there.sum() or _marked(held, numbers))


def _marked(held: Held, numbers: Flags) -> bool:
    rest = held.values.filter(~numbers & held.there).unique()
    return len(rest) <= 4


def measures_of(working: Working) -> list[Held]:
    """The columns of figures, in order."""
    return [held for held in working.columns if is_measure(held)]


def keys_of(working: Working) -> list[Held]:
    """The columns that are not figures."""
    found = {id(held) for held in measures_of(working)}
    return [held for held in working.columns if id(held) not in found]


def matrix(columns: list[Held], height: int) -> tuple[npt.NDArray[np.float64], Flags]:
    """Numbers (rows x columns, NaN where none) and where something stands that is no number ("*")."""
    numbers = np.full((height, len(columns)), np.nan)
    hidden = np.zeros((height, len(columns)), dtype=bool)
    for at, held in enumerate(columns):
        numbers[:, at] = held.numbers
        hidden[:, at] = held.there & ~np.isfinite(numbers[:, at])
    return numbers, hidden
