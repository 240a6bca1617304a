"""How hard a text is to read: Flesch-Kincaid grade and long sentences."""

from __future__ import annotations

from functools import lru_cache

from ctcompanion.metadata.text import sentences, tokens

VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one."""
    letters = [letter for letter in word.casefold() if letter.isalpha()]
    groups, before = 0, False
    for letter in letters:
        vowel = letter in VOWELS
        groups += vowel and not before
        before = vowel
    text = "".join(letters)
    if text.endswith("e") and not text.endswith("le") and groups > 1:
        groups -= 1
    if text.endswith("ed") and text[-3:-2] not in "tdaeiouy" and groups > 1:
        groups -= 1
    return max(groups, 1)


def grade(text: str) -> float:
    """Flesch-Kincaid grade: .39 words per sentence + 11.8 syllables per word - 15.59. 0 for no words."""
    words = [word.key for word in tokens(text) if any(letter.isalpha() for letter in word.key)]
    if not words:
        return 0.0
    parts = [part for _, part in sentences(text) if any(letter.isalpha() for letter in part)]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def long_sentences(text: str, longest: int) -> tuple[tuple[int, str, int], ...]:
    """(start, sentence, words) of every sentence with more words than `longest`."""
    counted = ((at, part, len(tokens(part))) for at, part in sentences(text))
    return tuple(entry for entry in counted if entry[2] > longest)
