"""Why a layout was read as it was, in sentences that hold no cell value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ctcompanion.model import Block, LineClass, LineSum

MANY = 3
"""At most so many places are named in a sentence."""


def reasons(lines: Sequence[LineClass], blocks: Sequence[Block], sums: Sequence[LineSum]) -> tuple[str, ...]:
    """Sentences on title, header, groups, totals and notes; those that do not apply are left out."""
    said = [
        _rows(
            lines,
            LineClass.TITLE,
            "stands above the table in words of its own, so it is a title",
            "stand above the table in words of their own, so they are titles",
        ),
        _header(blocks),
        _rows(lines, LineClass.GROUP, "names the rows below it", "name the rows below them"),
        _sums(sums),
        _hidden(sums),
        _rows(lines, LineClass.NOTE, "explains the table and holds no data", "explain the table and hold no data"),
        f"{len(blocks)} tables stand on this sheet." if len(blocks) > 1 else "",
    ]
    return tuple(sentence for sentence in said if sentence)


def _rows(lines: Sequence[LineClass], kind: LineClass, one: str, several: str) -> str:
    numbers = [row for row, found in enumerate(lines, 1) if found is kind]
    if not numbers:
        return ""
    return f"Row {numbers[0]} {one}." if len(numbers) == 1 else f"Rows {_listed(numbers)} {several}."


def _header(blocks: Sequence[Block]) -> str:
    if not blocks:
        return ""
    rows = blocks[0].header_rows
    if not rows:
        return "No header was found: the first row already looks like the rows below it."
    if len(rows) == 1:
        return f"Row {rows[0]} names the columns: what stands below it looks different and stays the same from row to row."
    return f"Rows {_listed(rows)} name the columns together."


def _sums(sums: Sequence[LineSum]) -> str:
    rebuilt = [sum_ for sum_ in sums if sum_.parts and sum_.axis == "row"]
    if not rebuilt:
        return ""
    first = rebuilt[0]
    more = f" {len(rebuilt) - 1} more rows are sums of others." if len(rebuilt) > 1 else ""
    return f"Row {first.number} is the sum of rows {_listed(first.parts)} in {first.rebuilt} of {first.cells} columns.{more}"


def _hidden(sums: Sequence[LineSum]) -> str:
    kept = [sum_.number for sum_ in sums if sum_.hidden and sum_.axis == "row"]
    return f"The total in row {kept[0]} tells more than its parts, some of which are not published." if kept else ""


def _listed(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 -> "1 to 3, 7"; a few places, then "and more"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])]
    told = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(told[:MANY]) + (" and more" if len(told) > MANY else "")
