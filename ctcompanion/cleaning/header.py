"""The header rows become the columns' names; what stood in several rows is joined."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Block
from ctcompanion.recipe import CleaningStep

from .explained import explained
from .held import Held
from .labels import bare_unit, is_sign, readable, unit_of, with_glued_mark, without_mark
from .step import spoken_rows, step
from .working import Working, main_blocks

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
    return (step("header", OPERATION, sentence, confidence=working.layout.edge_confidence, rows=rows, repeated=repeated),)


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
    counts = _column_numbers(working, blocks)
    texts = [_clean(levels.get(held.column) or _lent(working, held, repeated), counts.get(held.column, "")) for held in working.columns]
    counted = any(bare_unit(text) == "percent" for column in texts for text in column)
    lines = unit_lines([tuple(without_mark(text)[0] for text in column) for column in texts])
    columns = [
        _with_header(working, held, column, unit_line=line, counted=counted)
        for held, column, line in zip(working.columns, texts, lines, strict=True)
    ]
    return unique_labels(columns)


def _lent(working: Working, held: Held, repeated: list[int]) -> tuple[str, ...]:
    """A heading that the first header row leaves out may stand in a repeated one."""
    where = np.flatnonzero(np.isin(working.rows, repeated))
    texts = {text for text in held.values.take(pa.array(where)).to_pylist() if text} if len(where) else set()
    return tuple(texts) if len(texts) == 1 else ()


def _clean(levels: tuple[str, ...], number: str) -> tuple[str, ...]:
    texts = tuple(" ".join(text.split()) for text in levels if text.strip())
    return tuple(text for text in texts if text != number) or texts


def _column_numbers(working: Working, blocks: tuple[Block, ...]) -> dict[int, str]:
    """A header row that counts the columns (1, 2, 3...) names none of them. Sheet's column -> its number there."""
    for row in blocks[0].header_rows if blocks else ():
        cells = working.sheet.cells.slice(row - 1, 1).to_pylist()[0].values()
        there = {column: " ".join(text.split()) for column, text in enumerate(cells, start=1) if text and text.strip()}
        if len(there) > 2 and [text.strip("()") for text in there.values()] == [str(number) for number in range(1, len(there) + 1)]:
            return there
    return {}


def _with_header(working: Working, held: Held, texts: tuple[str, ...], *, unit_line: bool, counted: bool) -> Held:
    """The label without footnote marks and units; what a mark says becomes a remark.

    `counted`: "Number" stands beside "Percent", so it is a count; else it may as well be an account's number.
    """
    if not texts:
        return held
    bare, marks = zip(*(_parted(working, text) for text in texts), strict=True)
    units = [bare_unit(bare[-1])] if unit_line else []
    levels = [text for text in (bare[:-1] if unit_line else bare) if not (is_sign(text) and bare_unit(text))]
    units += [bare_unit(text) or unit_of(text)[1] for text in bare[: len(bare) - unit_line]]
    unit = ", ".join(dict.fromkeys(unit for unit in units if unit and (counted or unit_line or unit != "number")))
    label = readable(joined(tuple(unit_of(text)[0] for text in levels))) or held.label
    named = held.changed(label=label, original=joined(texts), levels=tuple(levels) or bare, unit=unit)
    for mark in dict.fromkeys(mark for mark in marks if mark):
        said = explained(working.notes, mark)
        named = named.remark(f"{said[:1].upper()}{said[1:]}." if said else f"Its heading carries the mark {mark}, which no note explains.")
    return named


def _parted(working: Working, text: str) -> tuple[str, str]:
    """The text and its footnote mark."""
    glued, digit = with_glued_mark(text)
    return (glued, digit) if digit and explained(working.notes, digit) else without_mark(text)


def unit_lines(columns: list[tuple[str, ...]]) -> list[bool]:
    """For each column whether its last heading level is its unit and no part of its name: a sign under a name of its own, or a
    whole line of units. "Number" and "Percent" under one heading are two measures, and stay in their names."""
    last = [len(texts) > 1 and bool(bare_unit(texts[-1])) for texts in columns]
    names = Counter(joined(texts[:-1] if unit else texts).casefold() for texts, unit in zip(columns, last, strict=True))
    alone = [unit and names[joined(texts[:-1]).casefold()] == 1 for texts, unit in zip(columns, last, strict=True)]
    deep = [unit for texts, unit in zip(columns, last, strict=True) if len(texts) > 1]
    is_line = sum(alone) > 1 and all(deep)
    return [found and (is_line or is_sign(texts[-1])) for texts, found in zip(columns, alone, strict=True)]


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
