"""Where the tables of a sheet stand: one under the other at each new header, side by side where headers repeat or a gap parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ctcompanion.model import Block, LineClass, Range

from .grid import Grid
from .names import levels, unique_names

BODY = frozenset({LineClass.DATA, LineClass.GROUP, LineClass.TOTAL})


@dataclass(frozen=True)
class _Part:
    """Header lines and body lines (positions in the grid) that belong together, and their columns (from 0)."""

    head: tuple[int, ...]
    body: tuple[int, ...]
    columns: tuple[int, ...]


def blocks_of(grid: Grid, classes: Sequence[LineClass]) -> tuple[Block, ...]:
    """The tables, those that share the main one's headers first. `classes`: one per line of the grid."""
    parts = [piece for part in _stacked(grid, classes) for piece in _side_by_side(grid, part)]
    blocks = _named_alike(_joined([_block(grid, part) for part in parts]))
    if not blocks:
        return ()
    weights: dict[tuple[tuple[str, ...], ...], int] = {}
    for block in blocks:
        weights[block.headers] = weights.get(block.headers, 0) + area(block.range)
    main = max(weights, key=lambda headers: weights[headers])
    return tuple(sorted(blocks, key=lambda block: block.headers != main))


def area(found: Range) -> int:
    """The number of cells of a range."""
    return (found.last_row - found.first_row + 1) * (found.last_column - found.first_column + 1)


def _stacked(grid: Grid, classes: Sequence[LineClass]) -> list[_Part]:
    """Split at each header that begins a table of its own."""
    parts: list[tuple[list[int], list[int]]] = [([], [])]
    parted = False
    for line, kind in enumerate(classes):
        head, body = parts[-1]
        if kind in (LineClass.TITLE, LineClass.NOTE):
            parted = True
        elif kind is LineClass.HEADER:
            if body and (parted or _begins_table(grid, line, body)):
                parts.append(([line], []))
            elif not body:
                head.append(line)
            parted = False
        elif kind in BODY:
            if parted and body and _elsewhere(grid, line, body):
                parts.append(([], [line]))
            else:
                body.append(line)
            parted = False
    return [_Part(tuple(head), tuple(body), _columns(grid, [*head, *body])) for head, body in parts if body]


def _begins_table(grid: Grid, line: int, body: Sequence[int]) -> bool:
    """Whether a header in the middle is a table's own: it fills half of the columns that are used."""
    used = grid.filled[list(body)].any(0).sum()
    return bool(grid.filled[line].sum() >= max(2, 0.5 * used)) or not grid.filled[max(line - 1, 0)].any()


def _elsewhere(grid: Grid, line: int, body: Sequence[int]) -> bool:
    """Whether a line shares no column with the body before it."""
    return not (grid.filled[line] & grid.filled[list(body)].any(0)).any()


def _columns(grid: Grid, lines: Sequence[int]) -> tuple[int, ...]:
    found = np.flatnonzero(grid.filled[list(lines)].any(0))
    return tuple(range(int(found[0]), int(found[-1]) + 1)) if len(found) else ()


def _side_by_side(grid: Grid, part: _Part) -> list[_Part]:
    """The pieces of a part that stand beside each other; the part itself when it is one table."""
    cuts = _repeats(grid, part) or _gaps(grid, part)
    if not cuts:
        return [part]
    edges = [part.columns[0], *cuts, part.columns[-1] + 1]
    pieces = [_trimmed(grid, part, range(left, right)) for left, right in pairwise(edges)]
    return [piece for piece in pieces if piece is not None]


def _trimmed(grid: Grid, part: _Part, columns: range) -> _Part | None:
    """The part's piece in these columns, without the rows and columns that are empty there."""
    inside = grid.filled[:, columns.start : columns.stop]
    head = tuple(line for line in part.head if inside[line].any())
    body = tuple(line for line in part.body if inside[line].any())
    if not body:
        return None
    used = np.flatnonzero(inside[[*head, *body]].any(0))
    return _Part(head, body, tuple(range(columns.start + int(used[0]), columns.start + int(used[-1]) + 1)))


def _repeats(grid: Grid, part: _Part) -> list[int]:
    """Where the header begins again from left to right: "Town, Population, Town, Population". Stray columns behind it are parted off."""
    if not part.head:
        return []
    bottom = part.head[-1]
    texts = [bare(grid.text(bottom, column)) for column in part.columns]
    named = [at for at, text in enumerate(texts) if text]
    if len(named) < 4 or texts[named[0]] not in [texts[at] for at in named[1:]]:
        return []
    starts = [at for at in named if texts[at] == texts[named[0]]]
    pieces = [tuple(text for text in texts[a:b] if text) for a, b in zip(starts, [*starts[1:], len(texts)], strict=True)]
    end = starts[-1] + starts[1] - starts[0]
    stray = pieces[-1] != pieces[0] and end < len(texts) and not texts[end]
    if stray:
        pieces[-1] = tuple(text for text in texts[starts[-1] : end] if text)
    wordy = all(_is_wordy(grid, part, part.columns[at]) for at in starts)
    cuts = [part.columns[at] for at in [*starts[1:], *([end] if stray else [])]]
    return cuts if wordy and len(set(pieces)) == 1 and len(pieces[0]) >= 2 else []


def bare(text: str) -> str:
    """A heading without case and punctuation: "Est. Pop" is "Est. Pop."."""
    return " ".join(re.sub(r"[.,:;*'’\-]+", " ", text.lower()).split())


def _named_alike(blocks: Sequence[Block]) -> list[Block]:
    """Headers that differ from an earlier block's in case or punctuation alone are written as there: they are parts of one table."""
    known: dict[tuple[tuple[str, ...], ...], Block] = {}
    out = []
    for block in blocks:
        first = known.setdefault(tuple(tuple(map(bare, header)) for header in block.headers), block)
        same = first.headers == block.headers
        out.append(block if same else replace(block, headers=first.headers, names=unique_names(first.headers, block.range.first_column)))
    return out


def _is_wordy(grid: Grid, part: _Part, column: int) -> bool:
    """Whether a column's body holds words, as the key of a table does."""
    lines = list(part.body)
    return bool(grid.worded[lines, column].sum() > 0.5 * max(grid.filled[lines, column].sum(), 1))


def _gaps(grid: Grid, part: _Part) -> list[int]:
    """Where an empty column parts two tables of different height, each with a header and a key of words of its own."""
    lines = [*part.head, *part.body]
    empty = np.asarray(~grid.filled[lines].any(0))
    cuts: list[int] = []
    start = part.columns[0]
    for column in part.columns[1:-1]:
        if not empty[column] or empty[column + 1]:
            continue
        left, right = range(cuts[-1] if cuts else start, column), range(column + 1, part.columns[-1] + 1)
        if _stands_alone(grid, part, left) and _stands_alone(grid, part, right) and _differ(grid, part, left, right):
            cuts.append(column + 1)
    return cuts


def _stands_alone(grid: Grid, part: _Part, columns: range) -> bool:
    used = [column for column in columns if grid.filled[list(part.body), column].any()]
    headed = part.head and sum(grid.filled[list(part.head), column].any() for column in used) >= 2
    return len(used) >= 2 and bool(headed) and _is_wordy(grid, part, used[0])


def _differ(grid: Grid, part: _Part, left: range, right: range) -> bool:
    """Whether the rows filled left and right are not the same."""
    rows = [np.asarray(grid.filled[list(part.body), side.start : side.stop].any(1)) for side in (left, right)]
    return bool((rows[0] != rows[1]).mean() > 0.2)


def _block(grid: Grid, part: _Part) -> Block:
    rows = grid.rows + 1
    head = tuple(int(rows[line]) for line in part.head)
    first = min(head[0] if head else int(rows[part.body[0]]), int(rows[part.body[0]]))
    found = Range(first, int(rows[part.body[-1]]), part.columns[0] + 1, part.columns[-1] + 1)
    headers = levels(grid, part.head, found)
    return Block(found, head, headers, unique_names(headers, found.first_column))


def _joined(blocks: list[Block]) -> list[Block]:
    """A block whose headers repeat those of a block above it, in the same columns, continues it. A header left blank once is lent by the other."""
    joined: list[Block] = []
    for block in blocks:
        above = next((b for b in reversed(joined) if _repeats_headers(b, block)), None)
        if above is None:
            joined.append(block)
        else:
            joined[joined.index(above)] = _continued(above, block)
    return joined


def _headers_by_column(block: Block) -> dict[int, tuple[str, ...]]:
    return {column: header for column, header in enumerate(block.headers, block.range.first_column) if header}


def _repeats_headers(above: Block, block: Block) -> bool:
    one, other = _headers_by_column(above), _headers_by_column(block)
    shared = one.keys() & other.keys()
    enough = len(shared) >= max(1, 0.7 * max(len(one), len(other)))
    return (
        bool(block.header_rows) and above.range.last_row < block.range.first_row and enough and all(one[at] == other[at] for at in shared)
    )


def _continued(above: Block, block: Block) -> Block:
    one, other = above.range, block.range
    found = Range(one.first_row, other.last_row, min(one.first_column, other.first_column), max(one.last_column, other.last_column))
    named = {**_headers_by_column(block), **_headers_by_column(above)}
    headers = tuple(named.get(column, ()) for column in range(found.first_column, found.last_column + 1))
    return Block(found, above.header_rows, headers, unique_names(headers, found.first_column))
