"""Parts of one table that stand side by side, or under each other with their header repeated, are put under each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ctcompanion.model import Block
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import counted, listed, step
from .working import Working, main_blocks

OPERATION = "stack-blocks"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step where blocks with equal headers stand side by side."""
    blocks = _side_by_side(working)
    if not blocks or not working.headed:
        return ()
    ranges = [str(block.range) for block in blocks]
    sentence = f"{listed(ranges)} are {len(blocks)} parts of one table with the same headings: put under each other."
    return (step("stack-blocks", OPERATION, sentence, evidence=f"{counted(len(blocks), 'block')} with equal headings", ranges=ranges),)


def _side_by_side(working: Working) -> tuple[Block, ...]:
    blocks = main_blocks(working.layout)
    firsts = {block.range.first_column for block in blocks}
    return tuple(sorted(blocks, key=lambda block: (block.range.first_row, block.range.first_column))) if len(firsts) > 1 else ()


def apply(working: Working, done: CleaningStep) -> Working:
    """The rows of the first block, then those of the next one, in the first block's columns."""
    blocks = [block for block in _side_by_side(working) if str(block.range) in done.parameters["ranges"]]
    if len(blocks) < 2:
        return working
    parts = [_part(working, block, position == 0) for position, block in enumerate(blocks)]
    lead = parts[0][1]
    columns = tuple(_joined(held, [part[1][at] for part in parts], [len(part[0]) for part in parts]) for at, held in enumerate(lead))
    inside = {held.column for _, part in parts for held in part}
    rows = np.concatenate([part[0] for part in parts])
    rest = [held for held in working.columns if held.column not in inside]
    padded = tuple(_padded(working, held, parts) for held in rest)
    return working.changed(rows=rows, columns=(*columns, *padded))


def _part(working: Working, block: Block, first: bool) -> tuple[np.ndarray, list[Held]]:
    """Rows and columns of one block; the first also takes the rows that no block claims (titles that were left in)."""
    area = block.range
    mask = (working.rows >= block.first_body_row) & (working.rows <= area.last_row)
    if first:
        claimed = np.zeros(working.height, dtype=bool)
        for other in main_blocks(working.layout):
            claimed |= (working.rows >= other.range.first_row) & (working.rows <= other.range.last_row)
        mask |= ~claimed
    chosen = np.flatnonzero(mask)
    held = [held for held in working.columns if area.first_column <= held.column <= area.last_column]
    narrow = working.changed(columns=tuple(held)).take(chosen)
    return narrow.rows, list(narrow.columns)


def _joined(held: Held, parts: list[Held], heights: list[int]) -> Held:
    values = pa.concat_arrays([part.values for part in parts])
    source = np.concatenate([np.full(height, part.column, dtype=np.int64) for part, height in zip(parts, heights, strict=True)])
    return held.changed(values=values, source=source)


def _padded(working: Working, held: Held, parts: list[tuple[np.ndarray, list[Held]]]) -> Held:
    """A column beside the blocks stays with the first block's rows."""
    lookup = {row: at for at, row in enumerate(working.rows.tolist())}
    index = [lookup[row] if number == 0 else None for number, part in enumerate(parts) for row in part[0].tolist()]
    return held.changed(values=held.values.take(pa.array(index, type=pa.int64())))
