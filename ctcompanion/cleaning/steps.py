"""Every operation of the cleanup, in the order in which it is proposed: the stage's table of contents. Each has a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ctcompanion.recipe import CleaningStep

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
from .working import Working

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
APPLY: dict[str, Apply] = (
    {operation.name: operation.apply for operation in STEPS}
    | OWN
    | {identifiers.ZEROS: identifiers.apply_zeros, origin.OPERATION: origin.apply}
)
OPERATIONS = (told.OPERATION, *APPLY)
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
NOTED: dict[str, Apply] = {totals.OPERATION: totals.note, total_columns.OPERATION: total_columns.note, grains.CHILD: grains.note}
"""What a step that is off leaves to be known."""
