"""Reading text as words: tokens with their places, sentences, plain text from pasted HTML. All in linear time."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ'’./&+-]*")
SIMPLE_WORD = re.compile(r"(?i:and/or)|[A-Za-z0-9À-ɏ](?:[A-Za-z0-9À-ɏ'’]|\.(?=[A-Za-z]))*\.?")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n+")
QUOTED = re.compile(r"\"[^\"\n]{1,500}\"|“[^”\n]{1,500}”")
NOT_AN_END = (
    "e.g.",
    "i.e.",
    "etc.",
    "approx.",
    "no.",
    "sec.",
    "dept.",
    "u.s.",
    "c.g.s.",
    "vs.",
    "mr.",
    "ms.",
    "dr.",
    "st.",
    "inc.",
    "p.a.",
    "viz.",
)


class Token(NamedTuple):
    """A word and where it begins in its text. `key` is the word in lower case with typographic apostrophes made plain."""

    text: str
    start: int
    key: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; a full stop at a word's end belongs to it only in abbreviations (e.g., C.G.S.)."""
    found = []
    for match in WORD.finditer(text):
        word = match.group().rstrip("-'’/&")
        if word.endswith(".") and not _abbreviation(word):
            word = word.rstrip(".")
        if word:
            found.append(Token(word, match.start(), word.lower().replace("’", "'")))
    return tuple(found)


def _abbreviation(word: str) -> bool:
    return word.casefold() in NOT_AN_END or (word.count(".") > 1 and len(word) <= 2 * word.count("."))


@lru_cache(maxsize=4096)
def simple_words(text: str) -> tuple[Token, ...]:
    """The words of a text with hyphens and strokes taken as gaps (`low-income` is two), and `key` without a possessive ending."""
    found = []
    for match in SIMPLE_WORD.finditer(text):
        word = match.group()
        if word.isalnum():  # nearly every word: nothing to trim
            found.append(Token(word, match.start(), word.lower()))
            continue
        word = word.rstrip("'’")
        if word.endswith(".") and not _abbreviation(word):
            word = word.rstrip(".")
        found.append(Token(word, match.start(), word.lower().replace("’", "'").removesuffix("'s")))
    return tuple(found)


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """(start, sentence) pairs. A line break ends a sentence, so headings and list items stand alone."""
    found: list[tuple[int, str]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if match.group() == "." and _inside_abbreviation(text, match.start()):
            continue
        found.append((start, text[start : match.end()]))
        start = match.end()
    found.append((start, text[start:]))
    return tuple((at + len(part) - len(part.lstrip()), part.strip()) for at, part in found if part.strip())


def _inside_abbreviation(text: str, stop: int) -> bool:
    head = text[max(0, stop - 12) : stop + 1]
    word = head.split()[-1] if head.split() else ""
    return _abbreviation(word.lstrip("("))


def quoted(text: str) -> tuple[range, ...]:
    """Where somebody else's words stand in quotation marks: they are left alone."""
    return tuple(range(*match.span()) for match in QUOTED.finditer(text))


def plain(text: str) -> str:
    """Text without pasted HTML tags and entities, without control characters; blank lines and other marks stay."""
    if "<" in text or "&" in text:
        text = html.unescape(TAG.sub(" ", text)) if TAG.search(text) or "&" in text else text
    kept = "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()
