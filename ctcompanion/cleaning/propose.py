"""The cleanup that needs no click: each step found on the table that the steps before it leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ctcompanion.errors import CleaningError
from ctcompanion.model import Layout, Sheet
from ctcompanion.recipe import CleaningStep

from . import layout as layouts
from . import marks, told
from .steps import APPLY, FILLED_IN, STEPS
from .working import start


@dataclass(frozen=True)
class Proposal:
    """The cleanup that needs no click: what was found on the sheet, and the steps that follow from it."""

    layout: Layout
    steps: tuple[CleaningStep, ...]
    sheet: Sheet | None = None
    file_name: str = ""


def propose(
    sheet: Sheet, file_name: str = "", layout: Layout | None = None, only: Collection[str] | None = None, texts: Collection[str] = ()
) -> Proposal:
    """The steps for this sheet, each found on the table that the steps before it leave. `layout`: another than the detected one.

    `only`: no other operations than these; `texts`: columns that are known to be text, so that nothing in them stands for a number.
    """
    found = layout or layouts.detect(sheet)
    working = start(sheet, found, file_name)
    steps: list[CleaningStep] = []
    for operation in STEPS:
        if only is not None and operation.name not in only:
            continue
        proposed = operation.propose(marks.without(working, texts) if texts and operation.name == marks.OPERATION else working)
        steps.extend(proposed)
        for step in proposed:
            if step.on and operation is not STEPS[-1]:
                working = APPLY[step.operation](working, step)
    return Proposal(found, tuple(steps), sheet, file_name)


def propose_told(sheet: Sheet, header_rows: Sequence[int], first_row: int, last_row: int, file_name: str = "") -> Proposal:
    """The steps when a person says which rows hold the column names and the data; the first step keeps that word.

    CleaningError: rows-out-of-order, no-table.
    """
    return with_word(sheet, told.told_step(sheet, header_rows, first_row, last_row), layouts.detect(sheet), file_name)


def propose_filled_in(sheet: Sheet, file_name: str = "", texts: Collection[str] = ()) -> Proposal:
    """The steps for a sheet with its column names in the first row and nothing but rows of data below. CleaningError: nothing-filled-in.

    `texts`: its columns of text.
    """
    if sheet.height < 2:
        raise CleaningError(
            "nothing-filled-in", "Nothing is filled in below the column names.", f"Write the rows into the tab {sheet.name}.", sheet.label
        )
    word = told.told_step(sheet, [1], 2, sheet.height)
    return propose(sheet, file_name, told.apply_word(layouts.detect(sheet), sheet, word), FILLED_IN, texts)


def with_word(sheet: Sheet, word: CleaningStep, detected: Layout, file_name: str) -> Proposal:
    """The proposal for the table that a person, or last month's recipe, points at; that word is its first step."""
    found = propose(sheet, file_name, told.apply_word(detected, sheet, word))
    return Proposal(found.layout, (word, *found.steps), sheet, file_name)


def with_header_of(header: Sequence[str], proposal: Proposal) -> Proposal:
    """The proposal for the table under last time's column names, where one row holds exactly those and another was taken for the header."""
    if proposal.sheet is None:
        return proposal
    word = told.header_of_last_time(proposal.sheet, proposal.layout, header)
    return with_word(proposal.sheet, word, proposal.layout, proposal.file_name) if word else proposal
