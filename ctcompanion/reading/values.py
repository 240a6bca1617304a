"""A column of spreadsheet values as text with kinds: numbers as their shortest text, dates as ISO, booleans TRUE and FALSE."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import KIND_CODES, Kind
from ctcompanion.reading.sheets import blank_as_null

CODE = {kind: number for number, kind in enumerate(KIND_CODES)}
EXCEL_DIGITS = 15
"""Excel itself shows no more significant digits; what lies beyond is the noise of binary arithmetic."""


def text_and_kinds(column: Sequence[Any]) -> tuple[pa.Array, np.ndarray]:
    """The column's texts (null = blank) and the code of each cell's kind."""
    types = set(map(type, column))
    if types <= {str}:
        texts = blank_as_null(pa.array(column, pa.string()))
        return texts, np.where(texts.is_valid().to_numpy(zero_copy_only=False), CODE[Kind.TEXT], CODE[Kind.BLANK]).astype(np.int8)
    if types == {float}:
        return _number_texts(column), np.full(len(column), CODE[Kind.NUMBER], np.int8)
    known: dict[Any, str] = {}
    texts = pa.array([value if type(value) is str else _text(value, known) for value in column], pa.string())
    kinds = np.fromiter((_kind(value) for value in column), np.int8, count=len(column))
    return blank_as_null(texts), kinds


def _kind(value: Any) -> int:
    if type(value) is str:
        return CODE[Kind.TEXT] if value else CODE[Kind.BLANK]
    return KIND_OF[type(value)]


def _text(value: Any, known: dict[Any, str]) -> str:
    key = (type(value), value)
    found = known.get(key)
    if found is None:
        found = known[key] = TEXT_OF[type(value)](value)
    return found


def _number_texts(column: Sequence[float]) -> pa.Array:
    """Arrow writes the shortest text at C speed; the few long or exponential ones are written again."""
    texts = pc.cast(pa.array(column, pa.float64()), pa.string())
    plain = pc.match_substring_regex(texts, r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$")
    odd = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    if not odd.size:
        return texts
    fixed = texts.to_pylist()
    for at in odd.tolist():
        fixed[at] = number_text(column[at])
    return pa.array(fixed, pa.string())


def number_text(value: float) -> str:
    """1990.0 -> 1990, 0.30000000000000004 -> 0.3, 1e-07 -> 0.0000001; what is no number at all stays a word."""
    if not math.isfinite(value):
        return str(value)
    short = repr(value)
    if sum(letter.isdigit() for letter in short.split("e")[0]) > EXCEL_DIGITS:
        short = format(value, f".{EXCEL_DIGITS}g")
    text = format(Decimal(short), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _moment(value: dt.datetime) -> str:
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


TEXT_OF: dict[type, Callable[[Any], str]] = {
    float: number_text,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: dt.date.isoformat,
    dt.datetime: _moment,
    dt.time: lambda value: value.isoformat(timespec="seconds"),
    dt.timedelta: _duration,
    type(None): lambda _: "",
}
KIND_OF: dict[type, int] = {
    float: CODE[Kind.NUMBER],
    int: CODE[Kind.NUMBER],
    bool: CODE[Kind.BOOLEAN],
    dt.date: CODE[Kind.DATE],
    dt.datetime: CODE[Kind.DATE],
    dt.time: CODE[Kind.DATE],
    dt.timedelta: CODE[Kind.TEXT],
    type(None): CODE[Kind.BLANK],
}
