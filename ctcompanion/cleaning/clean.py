"""Apply the steps that are on, in order, to a sheet as found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ctcompanion.errors import CleaningError
from ctcompanion.model import Change, CleanTable, Layout, Sheet
from ctcompanion.recipe import CleaningStep

from . import layout as layouts
from . import told, total_names, types
from .conservation import prove
from .finish import table_from
from .looks import found_in
from .steps import APPLY, NOTED
from .working import Working, row_ranges, start


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
        elif not step.on and step.operation in NOTED:
            working = NOTED[step.operation](working, step)
            yield step, working


def applied(working: Working, step: CleaningStep) -> Working:
    """The table in the making after this step. CleaningError: unknown-step, and as the step says."""
    apply = APPLY.get(step.operation)
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
