"""The administrator's file of suppression profiles, read once: its total words and its marks of hidden counts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np


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


def total_words(words: Sequence[str], total: str = "Total", column: str = "") -> list[bool]:
    """`says_total` of many words at once: only those that begin like a total are looked at one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rules = policy()["totals"]
    known = [total, *rules["words"], *rules["place_words"], *rules["first_words"]]
    starts = sorted({re.escape(word.split()[0]) for word in known if word.split()})
    begins = pc.match_substring_regex(pa.array(words, pa.large_string()), rf"^[\s\x{{00a0}}]*({'|'.join(starts)})", ignore_case=True)
    said = np.zeros(len(words), bool)
    for at in np.flatnonzero(begins.to_numpy(zero_copy_only=False)):
        said[at] = says_total(words[int(at)], total, column)
    return said.tolist()


def says_hidden(word: str) -> bool:
    """True where a count cell says that its count was hidden at the source: "*", "<5", nothing at all."""
    text = "".join(word.split()).casefold()
    return not text or text in policy()["incoming"]["marks"]
