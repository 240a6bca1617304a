"""Dates as people write them, decided per column over its distinct texts; month before day unless the column itself says otherwise."""

from __future__ import annotations

import re
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

LIKE = r"^(\d{4}-\d{1,2}-\d{1,2}([T ][\d:.]+Z?)?|\d{1,2}[/-]\d{1,2}[/-](\d{4}|\d{2})( \d{1,2}:\d\d(:\d\d)?( ?[AaPp][Mm])?)?|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[ -][A-Za-z]{3,9}[ -](\d{4}|\d{2}))$"
MONTH_FIRST = (
    "%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f",
    "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%b. %d, %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%d %b %Y",
    "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M%p", "%m/%d/%y %H:%M", "%m/%d/%y %I:%M %p",
)  # fmt: skip
DAY_FIRST_FOR_SURE = r"^(1[3-9]|2\d|3[01])[/-]\d{1,2}[/-]"
NUMERIC = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]")
DAY_FIRST = (
    "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S",
    *(pattern for pattern in MONTH_FIRST if not pattern.startswith("%m")),
)  # fmt: skip


def look_like(texts: pa.Array) -> bool:
    """Whether each distinct text has the shape of a date."""
    return len(texts) > 0 and bool(pc.all(pc.match_substring_regex(texts, LIKE)).as_py())


def is_day_first(texts: pa.Array) -> bool:
    """Whether dates in numbers alone have the day first: some first number is no month."""
    return bool(pc.any(pc.match_substring_regex(texts, DAY_FIRST_FOR_SURE)).as_py())


def parse_distinct(texts: pa.Array, *, day_first: bool = False) -> tuple[npt.NDArray[np.datetime64], bool] | None:
    """One datetime64[us] per distinct text, and whether day and month could be the other way round; None when some text is no date.

    `day_first`: known from last time; it holds unless these texts say otherwise.
    """
    words = texts.to_pylist()
    for formats in (DAY_FIRST, MONTH_FIRST) if day_first else (MONTH_FIRST, DAY_FIRST):
        found = [_first(text, formats) for text in words]
        if all(day is not None for day in found):
            days = [day for day in found if day is not None]
            return np.array(days, dtype="datetime64[us]"), formats[0] != DAY_FIRST[0] and _ambiguous(words, days)
    return None


def is_month_first(text: str) -> bool:
    """Whether the text is a date with the month before the day."""
    return _first(text, MONTH_FIRST) is not None


def _ambiguous(words: list[str], days: list[datetime]) -> bool:
    """Numbers only, and none of the days could not be a month. The first of several months is no puzzle."""
    numeric = [day for word, day in zip(words, days, strict=True) if NUMERIC.match(word)]
    return len(numeric) > 3 and all(day.day <= 12 for day in numeric) and any(day.day != 1 for day in numeric)


def is_swapped(words: list[str]) -> bool:
    """Day first among real dates: Excel may have read the others with the month first before it saved them."""
    first = [int(word.split("/")[0].split("-")[0]) for word in words if NUMERIC.match(word)]
    return any(number > 12 for number in first) and any(re.match(r"\d{4}-", word) for word in words)


def is_far_off(words: list[str], days: npt.NDArray[np.datetime64]) -> bool:
    """A year of two digits that was read as one far in the future: 1/1/55 is more likely a birthday than a plan."""
    short = np.array([bool(re.search(r"(?:^|[/-])\d{1,2}[/-]\d\d(?: |$)|-[A-Za-z]{3,9}-\d\d$", word)) for word in words], dtype=bool)
    return bool((days[short] > np.datetime64("now") + np.timedelta64(3653, "D")).any())


def fitting(texts: pa.Array) -> npt.NDArray[np.bool_]:
    """For each distinct text, whether it is a date."""
    like = np.asarray(pc.match_substring_regex(texts, LIKE).to_numpy(zero_copy_only=False), dtype=bool)
    formats = (*MONTH_FIRST, *DAY_FIRST)
    return np.array([flag and _first(text, formats) is not None for text, flag in zip(texts.to_pylist(), like, strict=True)], dtype=bool)


def _first(text: str, formats: tuple[str, ...]) -> datetime | None:
    for pattern in formats:
        try:
            return datetime.strptime(text, pattern)
        except ValueError:
            continue
    return None
