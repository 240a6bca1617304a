"""Which described column belongs to which column of the table: by name, written alike or nearly so."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from ctcompanion.model import CleanTable, Column
from ctcompanion.recipe import ColumnMetadata

ALIKE = 0.86
"""Share of letters in common from which two names are taken for the same; below it, people would disagree."""


def plain(name: str) -> str:
    """A name without case, spaces and marks."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def names_of(column: Column) -> tuple[str, ...]:
    """All names a column goes by, plain."""
    return tuple(dict.fromkeys(plain(name) for name in (column.name, column.display, column.original) if plain(name)))


def pair_up(candidates: Mapping[str, int], table: CleanTable) -> dict[str, int]:
    """Column name -> candidate number, each candidate once: first those written alike, then those nearly so (same digits).

    `candidates`: a name -> the candidate's number; a candidate may have several names.
    """
    spelled = {plain(name): number for name, number in candidates.items() if plain(name)}
    pairs: dict[str, int] = {}
    for column in table.columns:
        number = next((spelled[name] for name in names_of(column) if name in spelled), None)
        if number is not None and number not in pairs.values():
            pairs[column.name] = number
    for column in table.columns:
        if column.name not in pairs:
            left = {name: number for name, number in spelled.items() if number not in pairs.values()}
            nearest = _nearest(column, left)
            if nearest is not None:
                pairs[column.name] = nearest
    return pairs


def _nearest(column: Column, left: Mapping[str, int]) -> int | None:
    scored = [
        (SequenceMatcher(None, name, other).ratio(), number)
        for name in names_of(column)
        for other, number in left.items()
        if _digits(name) == _digits(other) and abs(len(name) - len(other)) <= 6
    ]
    score, number = max(scored, default=(0.0, -1))
    return number if score >= ALIKE else None


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdigit())


def by_name(described: tuple[ColumnMetadata, ...], table: CleanTable) -> tuple[ColumnMetadata, ...]:
    """The descriptions that fit columns of the table, renamed to them; for updates and for "copy from my other dataset"."""
    candidates = {name: number for number, column in enumerate(described) for name in (column.name, column.display, column.field_name)}
    pairs = pair_up(candidates, table)
    return tuple(described[pairs[column.name]].model_copy(update={"name": column.name}) for column in table.columns if column.name in pairs)
