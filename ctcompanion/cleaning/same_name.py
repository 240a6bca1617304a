"""Whether two column names say the same in another spelling: "Deed Restricted" and "Deed Restricted Units", never "Male" and "Female"."""

from __future__ import annotations

from difflib import SequenceMatcher

from .words import changes_meaning

CLOSE = 0.85
"""A letter or two of a word: "mortages", "mortgages"."""
STEM = 4
"""Letters that a shortened word keeps at least: "total", "totally"."""


def same_name(one: str, other: str) -> bool:
    """True when the words of one are among the words of the other, with the same numbers, and the further words change nothing.

    Both are field names, as `names.field_names` makes them.
    """
    if one.replace("_", "") == other.replace("_", ""):
        return True
    fewer, more = sorted((_words(one), _words(other)), key=len)
    left = list(more)
    for word in fewer:
        met = next((each for each in left if _close(word, each)), None)
        if met is None:
            return False
        left.remove(met)
    return bool(fewer) and not any(word.isdigit() or word in changes_meaning() for word in left)


def _words(name: str) -> list[str]:
    """A single letter is left over from a sign or a broken line."""
    return [word for word in name.split("_") if len(word) > 1 or word.isdigit()]


def _close(one: str, other: str) -> bool:
    """Digits have to be the same. "Employed" and "unemployed" begin with different letters."""
    if one == other or one.isdigit() or other.isdigit():
        return one == other
    short, long = sorted((one, other), key=len)
    return short[0] == long[0] and ((len(short) >= STEM and long.startswith(short)) or SequenceMatcher(None, one, other).ratio() >= CLOSE)
