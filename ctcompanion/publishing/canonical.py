"""One text form for every cell, whether it comes from our table or from the portal: what is compared, hashed and sent.

text as it is, its accents composed (an empty one is a blank) · number in plain shortest digits · calendar_date `2026-07-01T00:00:00.000` ·
checkbox `true`/`false` · point `longitude latitude` · url the address. Blank is None. A column is a list, one entry per row.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ctcompanion.errors import PublishingError
from ctcompanion.model import Column, DataType
from ctcompanion.publishing.points import point_of

Cells = list[str | None]

EXACT = "exact text"
"""The kind of a text that is read and sent to the letter, its accents as they stand: a row identifier matches in no other spelling."""

TEXT_BYTES = 4096
"""The portal's limit for a text cell (contract 4)."""
EXACT_INTEGER = 2.0**53
LARGEST_PLAIN = 1e20
"""From here on both sides go through float's shortest form, for one portal writes 100000000000000000000 and another 1E+20."""
LONGEST_PLAIN = 20
"""Signs of the longest whole number that is compared digit by digit."""


def table_cells(values: pd.Series[Any], column: Column, kind: DataType | None = None) -> Cells:
    """A table's column in canonical form, as `kind` (default: its own type). PublishingError names column and row, never the value."""
    kind = kind or column.type
    try:
        return _FROM_TABLE[kind](values)
    except _Unfit as unfit:
        raise PublishingError(
            unfit.code, unfit.message, unfit.hint, place=f"column {column.display or column.name}, row {unfit.row + 1} of the table"
        ).about(happened="Nothing was sent for this row.") from None


def live_cells(values: Iterable[Any], kind: str) -> Cells:
    """A column as the portal gave it in JSON. A value that does not look like its type stays as its text: it will compare as different."""
    read = _FROM_PORTAL.get(kind, _plain)
    known: dict[Any, str | None] = {}
    cells: Cells = []
    for value in values:
        if value is None:
            cells.append(None)
            continue
        try:
            if value not in known:
                known[value] = read(value)
            cells.append(known[value])
        except TypeError:  # an object cannot be a key
            cells.append(read(value))
    return cells


def number_text(number: float) -> str:
    """The shortest digits of a number: 5.0 is 5, -0.0 is 0."""
    if number.is_integer() and abs(number) < LARGEST_PLAIN:
        return str(int(number))
    return repr(number)


class _Unfit(Exception):  # noqa: N818 (becomes a PublishingError with its place)
    def __init__(self, row: int, code: str, message: str, hint: str) -> None:
        super().__init__(code)
        self.row, self.code, self.message, self.hint = row, code, message, hint


def _objects(values: pd.Series[Any]) -> list[Any]:
    """Python values with None for blanks."""
    return list(values.astype(object).where(values.notna(), None))


def _text(values: pd.Series[Any]) -> Cells:
    if isinstance(values.dtype, np.dtype) and values.dtype.kind == "M":
        return _date(values)
    if pd.api.types.is_bool_dtype(values.dtype):
        return _checkbox(values)
    if pd.api.types.is_numeric_dtype(values.dtype):
        return _number(values)
    cells = [text or None if isinstance(text, str) else None for text in values]
    for row, text in enumerate(cells):
        if text is not None and (len(text) * 4 > TEXT_BYTES or not text.isascii()):
            cells[row] = composed(text)
            _check_text(row, text)
    return cells


def composed(text: str) -> str:
    """The same words whichever way their accents were typed: a file from another computer must not make every "Café" a new row."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _check_text(row: int, text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise _Unfit(row, "broken-letter", "A text holds half a letter that no portal can store.", "Retype the text in the file.") from None
    if size > TEXT_BYTES:
        raise _Unfit(
            row,
            "text-too-long",
            f"A text is longer than the portal stores in one cell ({TEXT_BYTES:,} bytes).",
            "Shorten it in the file, or put long texts into a document and link to it.",
        )


def _number(values: pd.Series[Any]) -> Cells:
    if pd.api.types.is_integer_dtype(values.dtype):
        return [None if value is None else str(value) for value in _objects(values)]
    if pd.api.types.is_float_dtype(values.dtype):
        return _floats(values.to_numpy(dtype="float64", na_value=np.nan).tolist())
    texts = _text(values)
    return [None if text is None else _number_in(row, text) for row, text in enumerate(texts)]


def _floats(numbers: list[float]) -> Cells:
    known: dict[float, str | None] = {}
    cells: Cells = []
    for row, number in enumerate(numbers):
        if number != number:  # noqa: PLR0124 (only not-a-number differs from itself)
            cells.append(None)
            continue
        if number not in known:
            if math.isinf(number):
                raise _Unfit(row, "not-a-number", "A number is infinite.", "Look for a division by zero in the file.")
            known[number] = number_text(number)
        cells.append(known[number])
    return cells


def _number_in(row: int, text: str) -> str:
    found = None if "_" in text else _live_number(text)  # Python alone reads 1_000 as a number
    if found is None or not math.isfinite(float(text)):
        raise _Unfit(row, "not-a-number", "A text cannot be sent as a number.", "Decide for this column: keep it as text, or leave it out.")
    return found


def _date(values: pd.Series[Any]) -> Cells:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        raise _Unfit(
            0, "date-with-zone", "The dates carry a time zone, which the portal refuses.", "Let the clean step make them plain dates."
        )
    if not (isinstance(values.dtype, np.dtype) and values.dtype.kind == "M"):
        return [None if text is None else _date_in(row, text) for row, text in enumerate(_text(values))]
    stamps = values.to_numpy()
    cells = np.datetime_as_string(stamps.astype("datetime64[ms]"), unit="ms").tolist()
    return [None if cell == "NaT" else cell for cell in cells]


def _date_in(row: int, text: str) -> str:
    try:
        return _live_date(text) if "T" in text or len(text) == 10 else _refuse_date(row)
    except ValueError:
        return _refuse_date(row)


def _refuse_date(row: int) -> str:
    raise _Unfit(row, "not-a-date", "A text cannot be sent as a date.", "Decide for this column: keep it as text, or leave it out.")


def _checkbox(values: pd.Series[Any]) -> Cells:
    words = {True: "true", False: "false", "true": "true", "false": "false"}
    cells: Cells = []
    for row, value in enumerate(_objects(values)):
        word = None if value is None else words.get(value)
        if word is None and value is not None:
            raise _Unfit(
                row, "not-yes-or-no", "A value is neither true nor false.", "Decide for this column: keep it as text, or leave it out."
            )
        cells.append(word)
    return cells


def _point(values: pd.Series[Any]) -> Cells:
    cells: Cells = []
    for row, text in enumerate(_text(values)):
        place = point_of(text) if text is not None else None
        if text is not None and place is None:
            raise _Unfit(row, "not-a-place", "A text cannot be sent as a point on the map.", "Write it as POINT (longitude latitude).")
        cells.append(None if place is None else f"{number_text(place[0])} {number_text(place[1])}")
    return cells


def _live_number(value: Any) -> str | None:
    text = str(value)
    try:
        if text.lstrip("-").isdigit() and text.isascii() and len(text) <= LONGEST_PLAIN:
            return str(int(text))
        return number_text(float(text))
    except (ValueError, OverflowError):
        return None


def _read_number(value: Any) -> str | None:
    return _live_number(value) or str(value)


def _live_date(value: Any) -> str:
    return str(np.datetime_as_string(np.datetime64(str(value).removesuffix("Z")).astype("datetime64[ms]"), unit="ms"))


def _read_date(value: Any) -> str:
    try:
        return _live_date(value)
    except ValueError:
        return str(value)


def _read_point(value: Any) -> str:
    place = value.get("coordinates") if isinstance(value, Mapping) else None
    if isinstance(place, list) and len(place) == 2:
        return " ".join(number_text(float(part)) for part in place)
    return str(value)


def _read_url(value: Any) -> str | None:
    return str(value.get("url") or "") or None if isinstance(value, Mapping) else str(value)


def _plain(value: Any) -> str | None:
    return composed(str(value)) or None


_FROM_TABLE: Mapping[DataType, Callable[[pd.Series[Any]], Cells]] = {
    DataType.TEXT: _text,
    DataType.NUMBER: _number,
    DataType.CHECKBOX: _checkbox,
    DataType.DATE: _date,
    DataType.POINT: _point,
    DataType.URL: _text,
}
_FROM_PORTAL: Mapping[str, Callable[[Any], str | None]] = {
    EXACT: lambda value: str(value) or None,
    "number": _read_number,
    "calendar_date": _read_date,
    "checkbox": lambda value: str(value).lower(),
    "point": _read_point,
    "url": _read_url,
}
