"""Header texts of a block: spans filled in, levels joined, names unique."""

from __future__ import annotations

from collections.abc import Sequence

from ctcompanion.model import Range, column_letter

from .grid import Grid


def levels(grid: Grid, head: Sequence[int], body: Range) -> tuple[tuple[str, ...], ...]:
    """The header texts of each column from top to bottom. `head`: lines of the grid. A span's text is repeated under it.

    A text spans to the right over blank cells until the next text of its row, under the span of the row above; the lowest row spans nothing.
    """
    columns = range(body.first_column - 1, body.last_column)
    rows = [[grid.text(line, column) for column in columns] for line in head]
    spans = _spans(grid, head, columns)
    filled: list[list[str]] = []
    for depth, row in enumerate(rows):
        below = [] if _is_wrapped(row, rows[depth + 1 :]) or spans[depth] else rows[depth + 1 :]
        filled.append(_spread(row, spans[depth], below, filled[-1] if filled else None))
    return tuple(_stack([row[at] for row in filled]) for at in range(len(columns)))


def _is_wrapped(row: list[str], below: list[list[str]]) -> bool:
    """Whether a header row is the upper line of wrapped words ("Annual" over "Wages") and not a row of spans.

    Then the texts that could span nothing, with a neighbour at their right, mostly go on in the row below.
    """
    closed = [at for at, text in enumerate(row) if text and (at + 1 == len(row) or row[at + 1])]
    return bool(below) and len(closed) >= 2 and sum(1 for at in closed if below[0][at]) > 0.5 * len(closed)


def _spans(grid: Grid, head: Sequence[int], columns: range) -> list[dict[int, int]]:
    """Per header line: which position lies under the merge that begins at which position."""
    numbers = {int(grid.rows[line]) + 1: depth for depth, line in enumerate(head)}
    spans: list[dict[int, int]] = [{} for _ in head]
    for merge in grid.styles.merged:
        if merge.first_row in numbers and merge.first_column - 1 in columns:
            origin = merge.first_column - 1 - columns.start
            spans[numbers[merge.first_row]].update(dict.fromkeys(range(origin, merge.last_column - columns.start), origin))
    return spans


def _spread(row: list[str], span: dict[int, int], below: list[list[str]], above: list[str] | None) -> list[str]:
    """A header row with its spans' texts repeated: under a merge, or over columns that a lower row names."""
    spread, origin = list(row), -1
    for at, text in enumerate(row):
        if text:
            origin = at
        elif at in span:
            spread[at] = row[span[at]]
        elif origin > 0 and _reaches(origin, at, below, above):
            spread[at] = row[origin]
        else:
            origin = -1
    return spread


def _reaches(origin: int, at: int, below: list[list[str]], above: list[str] | None) -> bool:
    """Whether a text spans without a merge: lower rows name both columns, and the row above does not part them."""
    named = any(row[at] for row in below) and any(row[origin] for row in below)
    return named and (above is None or above[at] == above[origin])


def _stack(texts: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for text in texts:
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return tuple(kept)


def unique_names(headers: Sequence[tuple[str, ...]], first_column: int) -> tuple[str, ...]:
    """The levels joined with a space; equal names get a number; a column without a header is named by its letter."""
    seen: dict[str, int] = {}
    names = []
    for at, header in enumerate(headers):
        name = " ".join(" ".join(header).split()) or f"Column {column_letter(first_column + at)}"
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        if seen[name.lower()] > 1:
            name = f"{name} {seen[name.lower()]}"
        names.append(name)
    return tuple(names)
