"""What a text looks like: number, year, date, mark (a stand-in for a number) or words. Each distinct text of a sheet is looked at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

BLANK, NUMBER, YEAR, DATE, MARK, TEXT = range(6)

UNSEEN = r"[\x00\x{200B}\x{200E}\x{200F}\x{FEFF}]"
"""NUL, zero-width space, direction marks, byte order mark: they hide what a text is."""
FOOTNOTE = r"(?:\s*(?:\\+\d{1,2}|[*†‡]{1,3}|[rpeRPE]|\(\d\)|\d?/))?"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMERIC = rf"^[-−–+(]?\s?[$€£]?\s?[-−–(]?(?:{_DIGITS}(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{{1,3}})?\s?%?\s?[)-]?%?{FOOTNOTE}$"
YEARLIKE = rf"^(?:1[6-9]|20|21)\d\d(?:\.0+)?{FOOTNOTE}\.*:?$"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
DATELIKE = (
    r"(?i)^(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?:[ T][0-9:.]+)?|"
    r"(?:fy\s?|sfy\s?|ffy\s?)?(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)|s?f?fy\s?'?\d{2,4}|"
    rf"{_MONTH}[ ,-]*\d{{0,4}},?\s?\d{{0,4}}|(?:19|20)\d\d[ :-]*{_MONTH}|q[1-4][ -]?\d{{0,4}}|(?:19|20)\d\d[ -:]*q[1-4])"
    rf"{FOOTNOTE}\.*:?$"
)
STANDIN = (
    r"(?i)^(?:[^\pL\pN]{1,6}|\(\s?[a-z]{1,2}\s?\)|\(n\.?a\.?\)|n\.?/?a\.?|n\.?d\.?|null|nan|none|s|x|z|\(-+\)|[<≤]\s?\d{1,3}|"
    r"[<≤]\s?\d?\.\d+|-9{3,5}|not (?:available|applicable)|suppressed)$"
)


def _found(texts: pa.Array, pattern: str) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False), dtype=bool)


def kinds_of(texts: pa.Array) -> npt.NDArray[np.int8]:
    """The cell class of each trimmed text."""
    kinds = np.full(len(texts), TEXT, dtype=np.int8)
    kinds[_found(texts, DATELIKE)] = DATE
    kinds[_found(texts, NUMERIC)] = NUMBER
    kinds[_found(texts, YEARLIKE)] = YEAR
    kinds[_found(texts, STANDIN)] = MARK
    kinds[np.asarray(pc.equal(pc.utf8_length(texts), 0).to_numpy(zero_copy_only=False), dtype=bool)] = BLANK
    return kinds


def values_of(texts: pa.Array, kinds: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """The number that a text holds; NaN where it holds none. "(12)" and "12-" are negative; "12.5%" is 12.5."""
    values = np.full(len(texts), np.nan)
    numeric = np.flatnonzero((kinds == NUMBER) | (kinds == YEAR))
    if not len(numeric):
        return values
    said = texts.take(pa.array(numeric))
    negative = _found(said, r"^[$\s]*[-−–(]|-$")
    bare = pc.replace_substring_regex(said, r"([0-9.%)])\s*(?:\\+\d{1,2}|\(\d\)|\d?/|[rpRP]|\.*:)$", r"\1")
    bare = pc.replace_substring_regex(bare, r"^[^0-9.]+|[^0-9.eE+-]|[^0-9.]+$", "")
    usable = _found(bare, r"^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$")
    plain = pc.if_else(pa.array(usable), bare, pa.scalar(None, pa.string()))
    amounts = np.asarray(pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False), dtype=float)
    values[numeric] = np.where(negative, -amounts, amounts)
    return values


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct texts of a sheet, trimmed, with what each looks like. Position 0 is the blank."""

    texts: pa.Array
    kinds: npt.NDArray[np.int8]
    values: npt.NDArray[np.float64]
    lengths: npt.NDArray[np.int32]
    leading: npt.NDArray[np.int32]

    def matching(self, pattern: str) -> npt.NDArray[np.bool_]:
        """Which texts match a regular expression (RE2: linear time)."""
        return _found(self.texts, pattern)


def distinct(raw: pa.Array) -> Distinct:
    """Look at each text once. `raw`: distinct texts as found, the blank first."""
    raw = pc.replace_substring_regex(raw, UNSEEN, "")
    texts = pc.utf8_trim_whitespace(raw)
    kinds = kinds_of(texts)
    left = pc.utf8_ltrim_whitespace(raw)
    leading = pc.subtract(pc.utf8_length(raw), pc.utf8_length(left))
    lengths = pc.utf8_length(texts)
    return Distinct(texts, kinds, values_of(texts, kinds), np.asarray(lengths, dtype=np.int32), np.asarray(leading, dtype=np.int32))
