"""Free text, and identifiers found inside any text."""

from __future__ import annotations

import re2

from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found
from ctcompanion.privacy.detect.names import is_given, is_surname
from ctcompanion.privacy.lists import limits

_CAPITAL = re2.compile(r"\b[A-Z][a-z]+\b")
_LAST_NAME = re2.compile(r" (?:[A-Z]\.? )?([A-Z][a-z'-]+)\b")
SOME = 0.05
STANDARD = 5
"""So few sentences, each on many rows, are standard remarks (such as why a count is blank)."""


def free_text(facts: Facts) -> Found | None:
    """Sentences: seldom the same twice, several words each."""
    if facts.word_count < limits()["text"]["words"] or facts.is_date:
        return None
    if facts.distinct == 1 < facts.filled:
        return None
    if facts.unique_share < 0.2 and (not facts.says("narrative") or facts.distinct <= STANDARD):
        return None
    share = facts.distinct_share(holds_name)
    return Found("text-with-names", share) if share >= SOME else Found("free-text")


def holds_name(text: str) -> bool:
    """A known first name and a known last name side by side, both with a capital."""
    looked = text[:2_000]
    # Each word is tried as the first name: in “Visited James Smith” the first two capitals are not the name.
    for found in _CAPITAL.finditer(looked):
        after = _LAST_NAME.match(looked, found.end())
        if after and is_given(found.group()) and is_surname(after.group(1)):
            return True
    return False
