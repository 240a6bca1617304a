"""Identifiers as the portal writes them: four-by-fours for datasets, `row-xxxx_xxxx-xxxx` for rows."""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"
"""32 signs without 0, 1, l and o, which people mix up."""

FOUR_BY_FOUR = re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}")
ROW_ID = re.compile(r"row-[2-9a-km-np-z]{4}[-_.][2-9a-km-np-z]{4}[-_.][2-9a-km-np-z]{4}")

_SPACE = 1 << 60
_FACTOR = 0x5DEECE66D5DEECD
_BACK = pow(_FACTOR, -1, _SPACE)


def four_by_four() -> str:
    """A new dataset id, such as `x7fk-29qd`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def row_id(sid: int) -> str:
    """The public name of row number `sid`: one to one, but not in order, as on the real portal."""
    mixed = (sid * _FACTOR) % _SPACE
    letters = "".join(ALPHABET[(mixed >> shift) & 31] for shift in range(55, -1, -5))
    return f"row-{letters[:4]}_{letters[4:8]}-{letters[8:]}"


def row_number(name: str) -> int | None:
    """The row number behind a public name, None where it is no such name."""
    if not ROW_ID.fullmatch(name):
        return None
    mixed = 0
    for letter in name[4:8] + name[9:13] + name[14:]:
        mixed = mixed << 5 | ALPHABET.index(letter)
    number = (mixed * _BACK) % _SPACE
    return number if number < 1 << 53 else None
