"""Category values in other words: which value would be written how."""

from __future__ import annotations

from ctcompanion.metadata import wording
from ctcompanion.metadata.accept import replaced
from ctcompanion.model import CleanTable

DISTINCT_VALUES = 60
"""A text column with more distinct values than this holds free text or names, not categories."""


def value_words(table: CleanTable, column: str, word: str) -> dict[str, str]:
    """Value -> the same with the person-first words of our list in place of `word`; only where the list has words that fit."""
    if column not in table.rows.columns:
        return {}
    values = table.rows[column].dropna().unique()
    if len(values) > DISTINCT_VALUES:
        return {}
    found: dict[str, str] = {}
    for value in map(str, values):
        for hit in reversed(wording.find(value)):
            if hit.proposal and " ".join(hit.phrase.words) == word:
                found[value] = replaced(found.get(value, value), hit.found, hit.proposal, hit.start)
    return found
