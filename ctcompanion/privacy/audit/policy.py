"""The administrator's file of suppression profiles, read once: its total words and its marks of hidden counts."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def policy() -> dict[str, Any]:
    """`reference/suppression_profiles.toml` as plain data."""
    return tomllib.loads(files("ctcompanion.reference").joinpath("suppression_profiles.toml").read_text(encoding="utf-8"))


def says_total(word: str, total: str = "Total", column: str = "") -> bool:
    """True where a key cell says "Total", "All ages", "Statewide"...; `total` is the table's own word, `column` the key's name."""
    text = " ".join(word.split()).casefold()
    rules = policy()["totals"]
    if not text:
        return False
    if text == total.strip().casefold() or text in rules["words"]:
        return True
    if text in rules["place_words"]:
        return any(place in column.casefold() for place in rules["place_columns"])
    first, _, rest = text.partition(" ")
    return bool(rest) and first in rules["first_words"] and rest.split()[0] not in rules["not_after_all"]


def says_hidden(word: str) -> bool:
    """True where a count cell says that its count was hidden at the source: "*", "<5", nothing at all."""
    text = "".join(word.split()).casefold()
    return not text or text in policy()["incoming"]["marks"]
