"""The header rows become the columns' names; what stood in several rows is joined."""

from __future__ import annotations

import re

import numpy as np

from ctcompanion.model import Block, LineClass
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
    verb = "holds" if len(first) == 1 else "together hold"
    sentence = f"{spoken_rows(first)} {verb} the column names."
    if again or repeated:
        sentence += f" {spoken_rows([*again, *repeated])} {'repeats' if len([*again, *repeated]) == 1 else 'repeat'} them and {'is' if len([*again, *repeated]) == 1 else 'are'} taken off."
    return (step("header", OPERATION, sentence, confidence=working.layout.confidence, rows=rows, repeated=repeated),)


def _repeats(working: Working, blocks: tuple[Block, ...]) -> list[int]:
    lines = working.layout.lines
    inside = [range(block.first_body_row, block.range.last_row + 1) for block in blocks]
    return [number for number, line in enumerate(lines, start=1) if line is LineClass.HEADER and any(number in body for body in inside)]


def apply(working: Working, done: CleaningStep) -> Working:
    """Name the columns and take the header rows off."""
    rows = [*done.parameters["rows"], *done.parameters.get("repeated", ())]
    blocks = main_blocks(working.layout)
    named = working.changed(columns=_named(working, blocks), headed=True)
    below = named.keep(~np.isin(named.rows, rows))
    return below if blocks else below


def _named(working: Working, blocks: tuple[Block, ...]) -> tuple[Held, ...]:
    levels = {block.range.first_column + at: texts for block in reversed(blocks) for at, texts in enumerate(block.headers)}
    columns = [_with_header(held, levels.get(held.column, ())) for held in working.columns]
    return unique_labels(columns)


def _with_header(held: Held, levels: tuple[str, ...]) -> Held:
    texts = tuple(" ".join(text.split()) for text in levels if text.strip())
    if not texts:
        return held
    original = joined(texts)
    bare, mark = without_mark(original)
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
