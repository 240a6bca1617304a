"""A person's own step names words; where the column of another file writes them otherwise, the step passes over its rows in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from ctcompanion.model import Finding, Level
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import listed
from .working import Working

RULE = "words-missing"
SIGN = re.compile(r"[\W_]+")


def missing_words(held: Held, words: Sequence[str], *, one_is_needed: bool = False) -> tuple[str, ...]:
    """Those of the words that are in no cell, while another spelling of them is. `one_is_needed`: all of them, where none is there."""
    here = {str(value) for value in held.values.cast(pa.string()).unique().to_pylist() if value is not None}
    absent = [word for word in words if word not in here]
    if one_is_needed and words and len(absent) == len(words):
        return tuple(absent)
    spelled = {_bare(value) for value in here - set(words)} if absent else set()
    return tuple(word for word in absent if _bare(word) and _bare(word) in spelled)


def told(working: Working, held: Held, done: CleaningStep, missing: Sequence[str]) -> Working:
    """The table with a finding about these words."""
    if not missing:
        return working
    words = listed([f"“{word}”" for word in missing[:5]])
    message = f"{held.label} has no {words} in this file, which a step of yours names. Look whether it is written otherwise."
    finding = Finding(RULE, Level.REVIEW, message, column=held.label, why=f"“{done.sentence}” passes over it.")
    return working.changed(findings=(*working.findings, finding))


def _bare(text: str) -> str:
    return SIGN.sub("", text).casefold()
