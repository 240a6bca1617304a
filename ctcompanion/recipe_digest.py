"""The short digest that stands in each recipe file: a change made by hand since the file was written is noticed when it comes back.

It finds a slip (a step deleted in an editor), not somebody who writes another digest on purpose: who may publish is asked elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum

KEY = "digest"
LENGTH = 16
FIRST_WITH = 3
"""The first schema version of which each file has one."""


class Written(StrEnum):
    """How a recipe's text stands to what CT Companion wrote, as a sentence."""

    BY_US = "The recipe is as CT Companion wrote it."
    BEFORE = "The recipe was written before recipes had a digest, so that a change made by hand cannot be seen. Download it again from its receipt."
    BY_HAND = "This recipe was changed by hand after CT Companion wrote it."


def with_digest(text: str) -> str:
    """The indented JSON of a recipe with its digest as the last line."""
    decisions = text.removesuffix("\n}")
    return f'{decisions},\n  "{KEY}": "{digest_of(text)}"\n}}'


def digest_of(text: str | bytes) -> str:
    """Over everything but itself. Spaces, line ends, the order of keys, and 1 or 1.0 make no difference."""
    found = json.loads(text, parse_float=_number)
    found.pop(KEY, None)
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:LENGTH]


def written(text: str | bytes) -> Written:
    """For the text of a recipe that can be read. A digest that was deleted is a change too."""
    found = json.loads(text)
    if found["schema_version"] < FIRST_WITH:
        return Written.BEFORE
    return Written.BY_US if found.get(KEY) == digest_of(text) else Written.BY_HAND


def _number(word: str) -> float | int:
    """An editor may write 1.0 as 1."""
    number = float(word)
    return int(number) if number.is_integer() else number
