"""Next month's workbook as it comes back, filled in: it is tidy already, and last month's steps are not done to it a second time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ctcompanion.draft import Draft
from ctcompanion.model import DataType, Sheet, Workbook
from ctcompanion.next_workbook import DATA, MADE, is_one
from ctcompanion.recipe import CleaningStep, Recipe

if TYPE_CHECKING:
    from ctcompanion.cleaning import Proposal

SAID = "This is the workbook for this dataset: it is tidy as it came, so your own steps of last time are not done to it again."


def sheet_of(draft: Draft) -> Sheet | None:
    """The sheet that was filled in, when an update comes in such a workbook; None for any other file."""
    return data_of(draft.workbook) if draft.last_month is not None and draft.workbook is not None else None


def data_of(workbook: Workbook) -> Sheet | None:
    """The sheet of such a workbook in which the rows are written; None for any other file."""
    return next((sheet for sheet in workbook.sheets if sheet.name == DATA), None) if is_one(workbook) else None


def added(workbook: Workbook) -> tuple[str, ...]:
    """The sheets of such a workbook, not empty, that were not in it when it was made."""
    return tuple(sheet.name or "" for sheet in workbook.sheets if sheet.name not in MADE and sheet.role != "empty")


def proposed(recipe: Recipe, sheet: Sheet, file_name: str) -> tuple[Proposal, tuple[str, ...]]:
    """The steps for it, with last month's types, and what there is to say. CleaningError: nothing-filled-in."""
    from ctcompanion.cleaning import carry, propose_filled_in
    from ctcompanion.cleaning.carry import for_another_file
    from ctcompanion.cleaning.told import OPERATION

    before = tuple(step for step in for_another_file(recipe.cleaning) if step.operation != OPERATION)
    fresh = propose_filled_in(sheet, file_name, _texts(recipe, sheet))
    steps = tuple(_typed(step, recipe) for step in carry(before, fresh))
    told = (SAID,) if any(_is_done(step, recipe) for step in steps) else ()
    return replace(fresh, steps=steps), told


def _texts(recipe: Recipe, sheet: Sheet) -> tuple[str, ...]:
    """The headings of columns that were text last time."""
    from ctcompanion.cleaning.names import field_names

    labels = [" ".join(str(column[0].as_py() or "").split()) for column in sheet.cells.columns]
    return tuple(label for label, name in zip(labels, field_names(labels), strict=True) if recipe.source.columns.get(name) is DataType.TEXT)


def _typed(step: CleaningStep, recipe: Recipe) -> CleaningStep:
    """The clean table's columns have the types that they had: nobody is asked what a column holds that stayed blank this time."""
    from ctcompanion.cleaning.names import field_names

    if step.operation != "types":
        return step
    labels = list(step.parameters["types"])
    known = {label: recipe.source.columns.get(name) for label, name in zip(labels, field_names(labels), strict=True)}
    types = {label: kind.value if (kind := known[label]) else step.parameters["types"][label] for label in labels}
    return step.model_copy(update={"parameters": {**step.parameters, "types": types}})


def needed(draft: Draft) -> tuple[CleaningStep, ...]:
    """The draft's steps without those of last month that the workbook has behind it. They stay in the recipe: the next file may be another one."""
    steps, last = draft.recipe.cleaning, draft.last_month
    if last is None or sheet_of(draft) is None:
        return steps
    return tuple(step for step in steps if not _is_done(step, last))


def _is_done(step: CleaningStep, last: Recipe) -> bool:
    """A step of the person's own that made the table what the workbook was made from; a column of one value is made anew, but not one of the time."""
    from ctcompanion.cleaning import OWN
    from ctcompanion.cleaning.constant import OPERATION, says_when

    if step.operation not in OWN or (step.operation == OPERATION and not says_when(step)) or not step.on:
        return False
    return any(step.id == before.id and step.parameters == before.parameters for before in last.cleaning)
