"""Another table on the same sheet (a county block above the towns): set aside, and said."""

from __future__ import annotations

import numpy as np

from ctcompanion.model import Block, Finding, Layout, Level, Range
from ctcompanion.recipe import CleaningStep

from .step import listed, step
from .working import Working, main_blocks, same_table

OPERATION = "tables"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The blocks that are not parts of the main table."""
    others = _others(working.layout)
    if not others:
        return ()
    ranges = [str(area) for area in others]
    noun = f"{listed(ranges)} is another table" if len(ranges) == 1 else f"{listed(ranges)} are other tables"
    sentence = f"{noun} on this sheet: set aside, the largest one goes on."
    return (step("other-tables", OPERATION, sentence, ranges=ranges, confidence=0.9),)


def _others(layout: Layout) -> tuple[Range, ...]:
    """Where the other tables stand; the side-by-side parts of one are named together."""
    main = main_blocks(layout)
    rest = [block for block in layout.blocks if block not in main]
    families: list[list[Block]] = []
    for block in rest:
        kin = next((family for family in families if same_table(family[0], block)), None)
        if kin is None:
            families.append([block])
        else:
            kin.append(block)
    return tuple(_around([block.range for block in family]) for family in families)


def _around(areas: list[Range]) -> Range:
    return Range(
        min(area.first_row for area in areas),
        max(area.last_row for area in areas),
        min(area.first_column for area in areas),
        max(area.last_column for area in areas),
    )


def apply(working: Working, done: CleaningStep) -> Working:
    """Take the cells of the other blocks off; a note and a finding say where they are."""
    others = [area for area in _others(working.layout) if str(area) in done.parameters["ranges"]]
    main = [block.range for block in main_blocks(working.layout)]
    gone = np.zeros(working.height, dtype=bool)
    for area in others:
        gone |= (working.rows >= area.first_row) & (working.rows <= area.last_row)
    for area in main:
        gone &= ~((working.rows >= area.first_row) & (working.rows <= area.last_row))
    found = tuple(_finding(working, area) for area in others)
    kept = working.keep(~gone).changed(findings=(*working.findings, *found))
    beside = [held for held in kept.columns if _beside(held.column, main, others)]
    return kept.without(beside)


def _beside(column: int, main: list[Range], others: list[Range]) -> bool:
    return not any(area.first_column <= column <= area.last_column for area in main) and any(
        area.first_column <= column <= area.last_column for area in others
    )


def _finding(working: Working, area: Range) -> Finding:
    place = f"{working.sheet.label}!{area}" if working.sheet.label else str(area)
    message = f"There is a second table on this sheet, at {area}. It is not part of this dataset; publish it as one of its own if residents need it."
    return Finding("another-table", Level.NOTE, message, place=place)
