"""From a sheet as found to a tidy table, one operation a file, each step a sentence with a switch. STEPS is the table of contents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ctcompanion.errors import CleaningError
from ctcompanion.model import Change, CleanTable, Layout, Sheet
from ctcompanion.recipe import CleaningStep, Recipe

from . import (
    blanks,
    blocks,
    change_type,
    constant,
    correct,
    day_numbers,
    drop_column,
    fillers,
    filter_rows,
    footnotes,
    grains,
    groups,
    header,
    identifiers,
    join_date,
    leaders,
    map_point,
    map_values,
    marks,
    melt,
    names,
    notes,
    order,
    origin,
    percent,
    period,
    place,
    rename,
    row_numbers,
    split_column,
    suppression_flag,
    tables,
    titles,
    told,
    total_columns,
    total_groups,
    total_names,
    totals,
    types,
    updated,
)
from . import layout as layouts
from .asked import placed
from .carry import carried
from .choose import main_sheet
from .conservation import prove
from .drift import drifted
from .finish import table_from
from .looks import found_in
from .ready import table_of
from .town_names import suggested_towns
from .working import Working, row_ranges, start

__all__ = [
    "OPERATIONS",
    "OWN",
    "STEPS",
    "Proposal",
    "applied",
    "carry",
    "clean",
    "drift",
    "made",
    "main_sheet",
    "placed",
    "propose",
    "propose_filled_in",
    "propose_told",
    "suggested_towns",
    "table_of",
    "with_header_of",
]

Propose = Callable[[Working], tuple[CleaningStep, ...]]
Apply = Callable[[Working, CleaningStep], Working]


@dataclass(frozen=True)
class Operation:
    """What a step does: how it is found on a table in the making, and how it is applied."""

    name: str
    propose: Propose
    apply: Apply


def _nothing(_: Working) -> tuple[CleaningStep, ...]:
    """Proposed together with the operation before it."""
    return ()


STEPS: tuple[Operation, ...] = (
    Operation(titles.OPERATION, titles.propose, titles.apply),
    Operation(notes.OPERATION, notes.propose, notes.apply),
    Operation(tables.OPERATION, tables.propose, tables.apply),
    Operation(header.OPERATION, header.propose, header.apply),
    Operation(blocks.OPERATION, blocks.propose, blocks.apply),
    Operation(blanks.ROWS, blanks.propose_rows, blanks.apply_rows),
    Operation(blanks.COLUMNS, blanks.propose_columns, blanks.apply_columns),
    Operation(identifiers.FORMULA, identifiers.propose, identifiers.apply_formula),
    Operation(fillers.OPERATION, fillers.propose, fillers.apply),
    Operation(leaders.OPERATION, leaders.propose, leaders.apply),
    Operation(footnotes.LABELS, footnotes.propose_labels, footnotes.apply_labels),
    Operation(groups.LIFT, groups.propose_lift, groups.apply_lift),
    Operation(groups.FILL, groups.propose_fill, groups.apply_fill),
    Operation(total_groups.OPERATION, total_groups.propose, total_groups.apply),
    Operation(totals.OPERATION, totals.propose, totals.apply),
    Operation(total_columns.OPERATION, total_columns.propose, total_columns.apply),
    Operation(row_numbers.OPERATION, row_numbers.propose, row_numbers.apply),
    Operation(suppression_flag.OPERATION, suppression_flag.propose, suppression_flag.apply),
    Operation(grains.PARENT, grains.propose, grains.apply_parent),
    Operation(grains.CHILD, _nothing, grains.apply_child),
    Operation(melt.OPERATION, melt.propose, melt.apply),
    Operation(total_names.OPERATION, total_names.propose, total_names.apply),
    Operation(period.OPERATION, period.propose, period.apply),
    Operation(place.OPERATION, place.propose, place.apply),
    Operation(footnotes.VALUES, footnotes.propose_values, footnotes.apply_values),
    Operation(marks.OPERATION, marks.propose, marks.apply),
    Operation(percent.OPERATION, percent.propose, percent.apply),
    Operation(day_numbers.OPERATION, day_numbers.propose, day_numbers.apply),
    Operation(types.OPERATION, types.propose, types.apply),
    Operation(map_point.OPERATION, map_point.propose, map_point.apply),
    Operation(order.OPERATION, order.propose, order.apply),
    Operation(updated.OPERATION, updated.propose, updated.apply),
    Operation(names.OPERATION, names.propose, names.apply),
)
OWN: dict[str, Apply] = {
    module.OPERATION: module.apply
    for module in (change_type, rename, map_values, filter_rows, join_date, split_column, constant, correct, drop_column)
}
"""What a person may ask for beyond the proposal; each module holds the function that writes the step down."""
_APPLY: dict[str, Apply] = (
    {operation.name: operation.apply for operation in STEPS}
    | OWN
    | {identifiers.ZEROS: identifiers.apply_zeros, origin.OPERATION: origin.apply}
)
OPERATIONS = (told.OPERATION, *_APPLY)
"""Every operation that a step may name."""
FILLED_IN = frozenset(
    {
        header.OPERATION,
        blanks.ROWS,
        marks.OPERATION,
        types.OPERATION,
        map_point.OPERATION,
        order.OPERATION,
        updated.OPERATION,
        names.OPERATION,
    }
)
"""What may be proposed for a sheet that was made to be filled in: nothing that takes a table apart."""
_NOTED: dict[str, Apply] = {totals.OPERATION: totals.note, total_columns.OPERATION: total_columns.note, grains.CHILD: grains.note}
"""What a step that is off leaves to be known."""


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
                working = _APPLY[step.operation](working, step)
    return Proposal(found, tuple(steps), sheet, file_name)


def propose_told(sheet: Sheet, header_rows: Sequence[int], first_row: int, last_row: int, file_name: str = "") -> Proposal:
    """The steps when a person says which rows hold the column names and the data; the first step keeps that word.

    CleaningError: rows-out-of-order, no-table.
    """
    return _with_word(sheet, told.told_step(sheet, header_rows, first_row, last_row), layouts.detect(sheet), file_name)


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


def _with_word(sheet: Sheet, word: CleaningStep, detected: Layout, file_name: str) -> Proposal:
    found = propose(sheet, file_name, told.apply_word(detected, sheet, word))
    return Proposal(found.layout, (word, *found.steps), sheet, file_name)


def clean(
    sheet: Sheet, steps: tuple[CleaningStep, ...], *, file_name: str = "", sha256: str = "", layout: Layout | None = None
) -> CleanTable:
    """Apply the steps that are on, in order, and prove that no number was lost.

    CleaningError: unknown-step, step-needs-another, values-do-not-fit, numbers-lost, no-table.
    """
    changes: list[Change] = []
    working = _begun(sheet, steps, file_name, layout)
    for step, after in _each(working, steps):
        if step.on:
            changes.append(_change(step, working, after))
        working = after
    if not working.headed and not any(step.on for step in steps):
        working = types.apply(working, CleaningStep(id="types", operation="types", sentence="", parameters={"types": {}}))
    looked = working.changed(findings=(*working.findings, *found_in(working), *total_names.finding(working)))
    return table_from(looked, sha256, changes=tuple(changes), conservation=prove(working))


def made(sheet: Sheet, steps: tuple[CleaningStep, ...], *, file_name: str = "", layout: Layout | None = None) -> Working:
    """The table in the making after these steps: as the next one finds it. CleaningError: as `clean`."""
    working = _begun(sheet, steps, file_name, layout)
    for _, after in _each(working, steps):
        working = after
    return working


def _begun(sheet: Sheet, steps: tuple[CleaningStep, ...], file_name: str, layout: Layout | None) -> Working:
    return start(sheet, told.as_found(layout or layouts.detect(sheet), sheet, steps), file_name)


def _each(working: Working, steps: tuple[CleaningStep, ...]) -> Iterator[tuple[CleaningStep, Working]]:
    """Each step that is on, with the table in the making after it; and those that are off of which something should be known."""
    for step in steps:
        if step.on and step.operation != told.OPERATION:
            working = applied(working, step)
            yield step, working
        elif not step.on and step.operation in _NOTED:
            working = _NOTED[step.operation](working, step)
            yield step, working


def applied(working: Working, step: CleaningStep) -> Working:
    """The table in the making after this step. CleaningError: unknown-step, and as the step says."""
    apply = _APPLY.get(step.operation)
    if apply is None:
        raise CleaningError(
            "unknown-step", f"This version does not know the step “{step.operation}”.", "Update CT Companion, or switch the step off."
        )
    try:
        return apply(working, step)
    except CleaningError as error:
        error.step = error.step or step.id
        raise


def _change(step: CleaningStep, before: Working, after: Working) -> Change:
    fresh = after.taken[len(before.taken) :]
    removed = tuple(area for taken in fresh for area in taken.removed)
    if not removed and after.height < before.height:
        removed = row_ranges(np.setdiff1d(before.rows, after.rows), before.sheet.width)
    return Change(step.id, step.sentence, before.height, after.height, len(before.columns), len(after.columns), removed)


def carry(before: tuple[CleaningStep, ...], proposal: Proposal) -> tuple[CleaningStep, ...]:
    """Last month's decisions laid over this month's proposal: where the table stands, switches, names, types, the person's own steps."""
    return carried(tuple(step for step in before if step.operation != told.OPERATION), _as_told(before, proposal).steps, frozenset(OWN))


def _as_told(before: tuple[CleaningStep, ...], proposal: Proposal) -> Proposal:
    """This month's proposal for the table that the person pointed at last month."""
    word = next((step for step in before if step.operation == told.OPERATION and step.on), None)
    if word is None or proposal.sheet is None:
        return proposal
    again = told.found_again(proposal.sheet, proposal.layout, word)
    return _with_word(proposal.sheet, again, proposal.layout, proposal.file_name) if again else proposal


def with_header_of(header: Sequence[str], proposal: Proposal) -> Proposal:
    """The proposal for the table under last time's column names, where one row holds exactly those and another was taken for the header."""
    if proposal.sheet is None:
        return proposal
    word = told.header_of_last_time(proposal.sheet, proposal.layout, header)
    return _with_word(proposal.sheet, word, proposal.layout, proposal.file_name) if word else proposal


def drift(recipe: Recipe, proposal: Proposal) -> tuple[str, ...]:
    """What changed in the file's shape since the recipe was made, in sentences."""
    return drifted(recipe, proposal.layout, proposal.steps)
