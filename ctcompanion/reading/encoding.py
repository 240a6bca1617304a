"""Which encoding a text file is in, with the evidence in words."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ctcompanion.reading.refusals import refusal

SAMPLE = 100_000
HIGH = re.compile(rb"[\x80-\xff]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (the file begins with the mark of UTF-8)"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32 (the file begins with the mark of UTF-32)"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32 (the file begins with the mark of UTF-32)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 (the file begins with the mark of UTF-16)"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 (the file begins with the mark of UTF-16)"),
)
WESTERN = frozenset("‘’“”–—…•€£¥§©®°±²³µ·¹º»¼½¾¿«\xa0×÷†‡™" + "áéíóúàèìòùâêîôûäëïöüãõñçåøæßÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÄËÏÖÜÃÕÑÇÅØÆœŒšŽž")
"""What letters beyond English look like in Western European text."""


class Encoding(NamedTuple):
    """A Python codec and the sentence about how it was found."""

    codec: str
    evidence: str


def marked(start: bytes) -> Encoding | None:
    """The encoding that the file's first bytes declare, or that its zero bytes give away."""
    for mark, codec, evidence in MARKS:
        if start.startswith(mark):
            return Encoding(codec, evidence)
    even, odd = start[:2000:2].count(0), start[1:2000:2].count(0)
    half = len(start[:2000]) // 2
    if half > 2 and odd > 0.7 * half and even < 0.1 * half:
        return Encoding("utf-16-le", "UTF-16 (every second byte is zero)")
    if half > 2 and even > 0.7 * half and odd < 0.1 * half:
        return Encoding("utf-16-be", "UTF-16 (every second byte is zero)")
    return None


def legacy(data: bytes) -> Encoding:
    """The encoding of text that is not UTF-8; ReadingError when no guess is any good."""
    sample = _around_first_high_byte(data)
    if _reads_as_western(sample):
        return Encoding("cp1252", "Windows-1252 (older Western European; the file does not say, so please check names with accents)")
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is not None:
        return Encoding(best.encoding, f"{best.encoding} (a guess from the letters; please check names with accents)")
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        raise refusal("unreadable-encoding", what="it is neither UTF-8 nor an older Windows encoding") from None
    return Encoding("cp1252", "Windows-1252 (a last resort; please check names with accents)")


def decoded(data: bytes, encoding: Encoding) -> str:
    """The whole file as text; ReadingError with the code unreadable-encoding when some bytes do not fit."""
    try:
        return data.decode(encoding.codec)
    except UnicodeDecodeError:
        if encoding.codec.startswith("utf"):
            raise refusal("unreadable-encoding", what="it starts as Unicode, but some of its bytes are not") from None
        return data.decode(encoding.codec, errors="replace")


def _around_first_high_byte(data: bytes) -> bytes:
    found = HIGH.search(data)
    first = found.start() if found else 0
    return data[max(0, first - 1000) : first + SAMPLE]


def _reads_as_western(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [letter for letter in text if ord(letter) > 127]
    known = sum(letter in WESTERN for letter in beyond)
    letters = sum(letter.isalpha() for letter in text)
    return known >= 0.95 * len(beyond) and len(beyond) < 0.3 * max(letters, 1)
