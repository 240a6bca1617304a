"""The header rows become the columns' names; what stood in several rows is joined."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Block
from ctcompanion.recipe import CleaningStep

from .labels import readable, unit_of, without_mark
from .step import spoken_rows, step
from .working import Held, Working, main_blocks

OPERATION = "header"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The header rows of the main table; the same header further down goes too."""
    blocks = main_blocks(working.layout)
    rows = sorted({row for block in blocks for row in block.header_rows})
    if not rows:
        return ()
    first = blocks[0].header_rows
    again = [row for row in rows if row not in first]
    repeated = [row for row in _repeats(working, blocks) if row not in rows]
    again = [row for row in again if row not in repeated]
    verb = "holds" if len(first) == 1 else "together hold"
    sentence = f"{spoken_rows(first)} {verb} the column names."
    if again or repeated:
        sentence += f" {spoken_rows([*again, *repeated])} {'repeats' if len([*again, *repeated]) == 1 else 'repeat'} them and {'is' if len([*again, *repeated]) == 1 else 'are'} taken off."
    return (step("header", OPERATION, sentence, confidence=working.layout.confidence, rows=rows, repeated=repeated),)


def _repeats(working: Working, blocks: tuple[Block, ...]) -> list[int]:
    """Rows of the body that say the headings once more (at the top of each printed page, or of each group)."""
    same = np.zeros(working.height, dtype=np.int64)
    there = np.zeros(working.height, dtype=np.int64)
    for held in working.columns:
        texts = _headings(blocks, held.column)
        there += held.there
        if texts:
            same += pc.is_in(held.values, value_set=pa.array(texts)).to_numpy(zero_copy_only=False)
    body = np.zeros(working.height, dtype=bool)
    for block in blocks:
        body |= (working.rows >= block.first_body_row) & (working.rows <= block.range.last_row)
    return [int(row) for row in working.rows[body & (same >= 2) & (same >= 0.6 * there)]]


def _headings(blocks: tuple[Block, ...], column: int) -> list[str]:
    """The texts over a column, in any of its header rows."""
    area = next((block for block in blocks if block.range.first_column <= column <= block.range.last_column), None)
    return list(area.headers[column - area.range.first_column]) if area else []


def apply(working: Working, done: CleaningStep) -> Working:
    """Name the columns and take the header rows off."""
    repeated = done.parameters.get("repeated", [])
    blocks = main_blocks(working.layout)
    named = working.changed(columns=_named(working, blocks, repeated), headed=True)
    return named.keep(~np.isin(named.rows, [*done.parameters["rows"], *repeated]), "column names")


def _named(working: Working, blocks: tuple[Block, ...], repeated: list[int]) -> tuple[Held, ...]:
    levels = {block.range.first_column + at: texts for block in reversed(blocks) for at, texts in enumerate(block.headers)}
    columns = [_with_header(held, levels.get(held.column) or _lent(working, held, repeated)) for held in working.columns]
    return unique_labels(columns)


def _lent(working: Working, held: Held, repeated: list[int]) -> tuple[str, ...]:
    """A heading that the first header row leaves out may stand in a repeated one."""
    where = np.flatnonzero(np.isin(working.rows, repeated))
    texts = {text for text in held.values.take(pa.array(where)).to_pylist() if text} if len(where) else set()
    return tuple(texts) if len(texts) == 1 else ()


def _with_header(held: Held, levels: tuple[str, ...]) -> Held:
    texts = tuple(" ".join(text.split()) for text in levels if text.strip())
    if not texts:
        return held
    original = joined(texts)
    texts = tuple(without_mark(text)[0] for text in texts)
    bare, mark = joined(texts), without_mark(original)[1]
    bare, unit = unit_of(bare)
    named = held.changed(label=readable(bare) or held.label, original=original, levels=texts, unit=unit)
    return named.remark(f"Its heading carries the mark {mark}.") if mark else named


def joined(texts: tuple[str, ...]) -> str:
    """Header levels in one line, without saying a word twice in a row."""
    said = ""
    for text in texts:
        if text and not re.search(rf"(?i)\b{re.escape(said)}\b", text):
            said = f"{said} {text}".strip()
        elif text:
            said = text
    return said


def unique_labels(columns: list[Held]) -> tuple[Held, ...]:
    """A label that occurs again gets a number."""
    seen: dict[str, int] = {}
    unique: list[Held] = []
    for held in columns:
        key = held.label.casefold()
        seen[key] = seen.get(key, 0) + 1
        unique.append(held if seen[key] == 1 else held.changed(label=f"{held.label} {seen[key]}"))
    return tuple(unique)
