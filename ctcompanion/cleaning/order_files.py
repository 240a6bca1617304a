"""Several files in the order in which their rows should stand: by the period that their names speak of, else by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from .kinds import MONTHS
from .origin import WORDS
from .read_period import period_in

Content = TypeVar("Content")
Key = tuple[bool, str, int, tuple[tuple[int, str], ...]]


def in_order(files: Sequence[tuple[str, Content]]) -> list[tuple[str, Content]]:
    """The files (name and content) sorted: Jan, Feb, Mar; 2, 10, 11. Those without a period come last."""
    return sorted(files, key=lambda file: _key(file[0]))


def _key(name: str) -> Key:
    found = period_in(name, named=True)
    return found is None, found[1] if found else "", _month(name), _natural(name)


def _month(name: str) -> int:
    """The month that stands in the name without a year; 0 where there is none."""
    words = [word.casefold() for word in WORDS.split(name)]
    return next((at for at, month in enumerate(MONTHS, start=1) if month in words or month[:3] in words), 0)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name.casefold()) if part)
