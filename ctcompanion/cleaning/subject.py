"""What a table counts, in a word or two, from its title: "Annual Housing Permits by Town" counts "Housing permits"."""

from __future__ import annotations

import re

from .labels import readable
from .working import Working

CUT = re.compile(r"(?i)\s+(?:by|for|in|of connecticut|per|from|as of|at|during|since|through|according)\b.*$|[:;,(\[–].*$|\s-\s.*$")
NOISE = re.compile(
    r"(?i)\b(?:annual|monthly|quarterly|yearly|weekly|daily|connecticut|statewide|state|town|municipal|total|number of|numbers of|count of|table \w+|"
    r"report|summary|estimates?|estimated|final|revised|list|(?:s|f)?fy|(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?|new)\b"
)
EMPTY = re.compile(r"(?i)^(see )?(foot)?notes?\b|^continued|^source")
COUNTED = re.compile(r"(?i)^(.*?[a-z])s? (?:counts?|data|figures|statistics)$")
"""Permit data and student counts are about permits and students."""


def subject(working: Working) -> str:
    """At most four words; empty when the title gives none."""
    for note in working.notes:
        if note.kind in {"title", "stop-sign"}:
            said = NOISE.sub(" ", CUT.sub("", note.text))
            words = re.sub(r"[^\w/' -]+", " ", said).split()
            if 1 <= len(words) <= 4 and not EMPTY.search(" ".join(words)) and any(len(word) > 2 and word.isalpha() for word in words):
                return _phrase(" ".join(words))
    return ""


def _phrase(text: str) -> str:
    counted = COUNTED.match(text)
    if counted and counted.group(1):
        text = f"{counted.group(1)}s"
    easy = readable(text)
    words = easy.split()
    return " ".join([words[0], *(word if word.isupper() else word.lower() for word in words[1:])])
