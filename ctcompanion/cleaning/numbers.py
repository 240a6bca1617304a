"""Numbers as people write them: $1,234.50, (12), 12-, 12.5%. Distinct texts are looked at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.float64]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
NUMBER = rf"^[-−–+]?\s?[$€£]?\s?[-−–+]?\(?\s?[$€£]?\s?(?:{_DIGITS})(?:[eE][-+]?\d{{1,3}})?\s?%?\s?\)?\s?[-−]?$"
NEGATIVE = r"^[$€£]?\s?[-−–]|^[$€£]?\s?\(|\d\.?\s?%?\s?[-−]$"
FOOTNOTE = r"(\d\)?%?)\s*(?:[*†‡§]{1,3}|\([a-z]\)|\[[a-z0-9]\]|\s[rpe])$"


def numbers_in(values: pa.Array) -> Numbers:
    """One number per text, NaN where the text is none. Parentheses and a trailing minus are negative; 12.5% is 12.5."""
    if not pa.types.is_string(values.type):
        return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    plain = _plain(values)
    if plain is not None:
        return plain
    encoded = values.dictionary_encode()
    parsed = np.append(parse_distinct(encoded.dictionary), np.nan)
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return np.asarray(parsed[codes], dtype=np.float64)


def _plain(values: pa.Array) -> Numbers | None:
    """The fast way, where every text is a plain number already."""
    head = values.slice(0, 200)
    if pc.any(pc.match_substring_regex(head, r"[^0-9.\-]")).as_py():
        return None
    try:
        found = values.cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    numbers = np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)
    return None if np.isinf(numbers).any() or (np.isnan(numbers).sum() != values.null_count) else numbers


def bytes_of(texts: pa.Array) -> npt.NDArray[np.uint8]:
    """The bytes of all texts, one after the other: a look at them is a hundred times cheaper than a pattern."""
    _, offsets, text = texts.buffers()
    if text is None or not len(texts):
        return np.empty(0, dtype=np.uint8)
    ends = np.frombuffer(offsets, dtype=np.int32)
    return np.frombuffer(text, dtype=np.uint8)[ends[texts.offset] : ends[texts.offset + len(texts)]]


def are_plain(texts: pa.Array) -> bool:
    """Nothing but digits, points and minus signs (and blanks), by a look at the bytes."""
    if not pa.types.is_string(texts.type):
        return False
    text = bytes_of(texts)
    return not len(text) or bool(text.min() >= ord("-") and text.max() <= ord("9") and not (text == ord("/")).any())


def parse_distinct(texts: pa.Array) -> Numbers:
    """The same for an array of distinct texts."""
    bare = without_footnote(texts)
    matched = pc.match_substring_regex(bare, NUMBER)
    text = pc.if_else(matched, bare, None)
    negative = pc.match_substring_regex(text, NEGATIVE)
    digits = pc.replace_substring_regex(pc.replace_substring_regex(text, r"[$€£,%()\s+]|[-−–]$", ""), r"^[-−–]", "")
    numbers = np.asarray(digits.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)
    flags = negative.fill_null(False).to_numpy(zero_copy_only=False)
    return np.asarray(np.where(flags, -numbers, numbers), dtype=np.float64)


def without_footnote(texts: pa.Array) -> pa.Array:
    """A number's footnote mark off: 1,234* and 56 (p)."""
    return pc.replace_substring_regex(texts, FOOTNOTE, r"\1")


def is_number(text: str) -> bool:
    """Whether one text is a number."""
    return bool(np.isfinite(parse_distinct(pa.array([text.strip()]))[0]))


def places_of(numbers: Numbers) -> int:
    """Decimal places that are needed to write these numbers (at most 6)."""
    found = numbers[np.isfinite(numbers)]
    if (found == np.round(found)).all():
        return 0
    if len(found) > 100_000:
        found = np.unique(found)
    slack = 1e-9 + 1e-13 * np.abs(found)
    for places in range(6):
        if (np.abs(found - np.round(found, places)) <= slack).all():
            return places
    return 6
