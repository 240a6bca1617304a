"""Acronyms that stand in a text without their words. Two unknown letters are left alone: they may be somebody's initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctcompanion import reference
from ctcompanion.metadata.text import Token, tokens

ROMAN = re.compile(r"[IVX]{1,5}")


def unexplained(text: str, explained: frozenset[str] = frozenset()) -> Iterator[tuple[Token, str]]:
    """(acronym, its words or "") for each acronym at its first use, unless it is known to all or explained in `explained` or beside it."""
    words = tokens(text)
    if _shouted(words):
        return
    seen = set(explained)
    for word in words:
        acronym = _bare(word.text)
        if acronym in seen or not _looks_like_one(acronym):
            continue
        seen.add(acronym)
        meaning = reference.acronyms().get(acronym, "")
        if not _explained_beside(text, word, meaning):
            yield word, meaning


def explained(text: str) -> frozenset[str]:
    """The acronyms that this text explains, so that the other fields may use them."""
    found = set()
    for word in tokens(text):
        acronym = _bare(word.text)
        if _looks_like_one(acronym) and _explained_beside(text, word, reference.acronyms().get(acronym, "")):
            found.add(acronym)
    return frozenset(found)


def _bare(text: str) -> str:
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text[:-1] if text.endswith("s") and text[:-1].isupper() and len(text) > 2 else text


def _looks_like_one(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "").replace("&", "")
    if word in reference.known_acronyms() or "/" in word or not letters.isascii():
        return False
    if word in reference.acronyms():
        return True
    return letters.isalpha() and letters.isupper() and 3 <= len(letters) <= 7 and not ROMAN.fullmatch(letters)


def _shouted(words: tuple[Token, ...]) -> bool:
    """Text in capitals throughout: its words are not acronyms. (A single capitalised word may well be one.)"""
    long = [word for word in words if len(word.text) > 3]
    return len(words) > 2 and bool(long) and all(word.text.isupper() for word in long)


def _explained_beside(text: str, word: Token, meaning: str) -> bool:
    """Words in parentheses behind it, or the acronym in parentheses behind its words, or its known words anywhere in the text."""
    if text[: word.start].rstrip().endswith("(") and text[: word.start].rstrip(" (")[-1:].isalnum():
        return True
    after = text[word.end : word.end + 3].lstrip()
    if after.startswith("(") and " " in text[word.end : word.end + 200].split(")", maxsplit=1)[0].strip(" ("):
        return True
    return bool(meaning) and meaning.casefold() in text.casefold()
