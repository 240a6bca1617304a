"""Days as people write them in titles and file names: March 3, 2024; 3/3/24; 2024-03-03; and, in names only, 20240303."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .kinds import MONTHS

_Parts = Callable[[re.Match[str]], tuple[int, int, int]]
Y4 = r"(?:19|20)\d\d"
MONTH_WORD = "|".join(f"{month[:3]}(?:{month[3:]})?" if month != "may" else "may" for month in MONTHS) + "|sept"
WRITTEN = re.compile(rf"(?i)\b({MONTH_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({Y4})\b")
TURNED = re.compile(rf"(?i)(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]({MONTH_WORD})\.?,?[ -]({Y4})\b")
SLASHED = re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/({Y4}|\d\d)(?![\d/])")
ISO = re.compile(rf"(?<!\d)({Y4})-(\d\d)-(\d\d)(?!\d)")
NAMED = re.compile(rf"(?<!\d)({Y4})[-. ]?(0[1-9]|1[0-2])[-. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
NAMED_TURNED = re.compile(rf"(?<!\d)(0?[1-9]|1[0-2])([-. ])(0?[1-9]|[12]\d|3[01])\2({Y4}|\d\d)(?!\d)")


@dataclass(frozen=True)
class Day:
    """A day and where in the text it stands."""

    day: date
    start: int
    end: int


def days_in(text: str, *, named: bool = False) -> tuple[Day, ...]:
    """The days of a text in their order. `named`: it is the name of a file or sheet, where days are also written without separators."""
    found = [day for look in (_written, _turned, _slashed, *((_named, _named_turned) if named else (_iso,))) for day in look(text)]
    apart: list[Day] = []
    for one in sorted(found, key=lambda day: (day.start, -day.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart)


def _written(text: str) -> list[Day]:
    return _days(WRITTEN, text, lambda m: (int(m[3]), month_number(m[1]), int(m[2])))


def _turned(text: str) -> list[Day]:
    return _days(TURNED, text, lambda m: (int(m[3]), month_number(m[2]), int(m[1])))


def _slashed(text: str) -> list[Day]:
    return _days(SLASHED, text, lambda m: (full_year(m[3]), int(m[1]), int(m[2])))


def _iso(text: str) -> list[Day]:
    return _days(ISO, text, lambda m: (int(m[1]), int(m[2]), int(m[3])))


def _named(text: str) -> list[Day]:
    return _days(NAMED, text, lambda m: (int(m[1]), int(m[2]), int(m[3])))


def _named_turned(text: str) -> list[Day]:
    return _days(NAMED_TURNED, text, lambda m: (full_year(m[4]), int(m[1]), int(m[3])))


def _days(pattern: re.Pattern[str], text: str, parts: _Parts) -> list[Day]:
    found = []
    for match in pattern.finditer(text):
        try:
            found.append(Day(date(*parts(match)), match.start(), match.end()))
        except ValueError:  # February 30
            continue
    return found


def full_year(digits: str) -> int:
    """ "24" is 2024, "98" is 1998."""
    year = digits.strip("'’ ")
    return int(year) if len(year) == 4 else int(f"{'20' if int(year) < 70 else '19'}{year}")


def month_number(word: str) -> int:
    """ "Sept" is 9."""
    return next(at for at, month in enumerate(MONTHS, 1) if month[:3] == word[:3].lower())
