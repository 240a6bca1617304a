"""Columns of addresses: the portal can find their places by itself, and needs to be told which columns are which."""

from __future__ import annotations

import re

from ctcompanion.model import DataType, Finding, Level

from .held import Held
from .working import Working

PARTS = (
    ("Address", re.compile(r"(?i)^(?!.*\b(e-?mail|web|ip|url|mailing list)\b).*\b(street address|address|addr|street)( ?(line)? ?1)?\b")),
    ("City", re.compile(r"(?i)\b(city|town|municipality)\b")),
    ("State", re.compile(r"(?i)^(state|st|state (code|abbreviation))$")),
    ("ZIP", re.compile(r"(?i)\b(zip|zip ?code|postal code)\b")),
)
WHY = (
    "Only for addresses that residents may see, never for homes. "
    "This way is from the portal's guide; it was not tried with this program on the real portal."
)


def addresses(working: Working) -> tuple[Finding, ...]:
    """The clicks that make points of addresses, where the table has addresses and no point."""
    if any(held.type is DataType.POINT for held in working.columns):
        return ()
    found = {part: _first(working, pattern) for part, pattern in PARTS}
    street = found["Address"]
    if street is None or not (found["City"] or found["ZIP"]):
        return ()
    said = [f"{part}: {held.label}" for part, held in found.items() if held is not None]
    missing = "" if found["State"] else ", and type CT as the state"
    message = (
        "Your addresses can become points on a map. On the portal press Review & configure data, then Add georeference, "
        f"and choose {', '.join(said)}{missing}."
    )
    return (Finding("geocoder", Level.NOTE, message, column=street.label, why=WHY),)


def _first(working: Working, pattern: re.Pattern[str]) -> Held | None:
    return next((held for held in working.columns if held.type is DataType.TEXT and pattern.search(held.label)), None)
