"""Applies decisions to a file through the stages: what the pages and the shell both call.

file -> read -> (sheet) -> propose/carry -> clean -> remedies -> review
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ctcompanion.draft import Draft
from ctcompanion.errors import ReadingError
from ctcompanion.model import CleanTable, Sheet, Workbook
from ctcompanion.recipe import CleaningStep, DatasetMetadata, Recipe
from ctcompanion.settings import Limits

if TYPE_CHECKING:
    from ctcompanion.cleaning import Proposal


def opened(draft: Draft, source: bytes | Path, file_name: str, limits: Limits, on_progress: Callable[[str], None] | None = None) -> Draft:
    """The draft with this file read; ReadingError says why not."""
    from ctcompanion.reading import read

    workbook = read(source, file_name, limits, on_progress=on_progress)
    known = draft.recipe.source.file_name
    # A name that came from the file goes with the file; one that a person gave stays.
    keeps = draft.last_month is not None or (known and draft.name != _named_after(known))
    return draft.with_workbook(workbook, draft.name if keeps else _named_after(file_name))


def _named_after(file_name: str) -> str:
    return Path(file_name).stem.replace("_", " ")


def tables_in(workbook: Workbook) -> tuple[Sheet, ...]:
    """The sheets that may hold a table, visible ones first, the largest first."""
    tables = [sheet for sheet in workbook.sheets if sheet.role == "data"]
    return tuple(sorted(tables, key=lambda sheet: (not sheet.visible, -sheet.height * sheet.width)))


def likely_sheet(workbook: Workbook, recipe: Recipe) -> Sheet:
    """The sheet the recipe names, else the largest visible table; ReadingError when there is only text."""
    tables = tables_in(workbook)
    if not tables:
        raise ReadingError("not-a-table", "This file holds text but no table.", "Choose the file that holds the rows of data.")
    return next((sheet for sheet in tables if sheet.name == recipe.source.sheet), tables[0])


def chosen(draft: Draft, sheet: Sheet) -> Draft:
    """The draft with this sheet cleaned: as proposed, or with last month's decisions laid over the proposal."""
    from ctcompanion.cleaning import propose

    proposal = propose(sheet, file_name=_workbook(draft).file_name)
    if draft.last_month is None:
        return cleaned(draft.with_sheet(sheet.name, proposal.layout, proposal.steps))
    steps, told = as_last_time(draft.last_month, proposal)
    return cleaned(draft.with_sheet(sheet.name, proposal.layout, steps, told))


def as_last_time(recipe: Recipe, proposal: Proposal) -> tuple[tuple[CleaningStep, ...], tuple[str, ...]]:
    """Last month's cleanup laid over this month's proposal, and what changed in the file's shape, in sentences."""
    from ctcompanion.cleaning import carry, drift

    return carry(recipe.cleaning, proposal), tuple(drift(recipe, proposal))


def cleaned(draft: Draft, steps: tuple[CleaningStep, ...] | None = None) -> Draft:
    """The draft with its table made again, with other steps where given; CleaningError leaves the old draft as it was."""
    from ctcompanion.cleaning import clean

    if steps is not None:
        draft = draft.with_steps(steps)
    workbook = _workbook(draft)
    table = clean(current_sheet(draft), draft.recipe.cleaning, file_name=workbook.file_name, sha256=workbook.sha256, layout=draft.layout)
    return draft.with_table(table)


def reviewed(draft: Draft) -> Draft:
    """The draft with its privacy remedies applied and assessed again."""
    from ctcompanion.privacy import apply, review

    if draft.table is None:
        raise ValueError("a review needs a clean table")
    safe: CleanTable = apply(draft.table, draft.recipe.privacy.remedies[draft.applied :])
    return draft.with_review(safe, review(safe, draft.recipe.privacy))


def current_sheet(draft: Draft) -> Sheet:
    """The sheet that the draft works on."""
    return likely_sheet(_workbook(draft), draft.recipe)


def reopened(draft: Draft, source: bytes, limits: Limits) -> Draft:
    """A kept draft with its stage results made again from its file."""
    from ctcompanion.cleaning import propose
    from ctcompanion.reading import read

    back = replace(draft, workbook=read(source, draft.recipe.source.file_name, limits), table=None, safe=None, report=None)
    proposal = propose(current_sheet(back), file_name=draft.recipe.source.file_name)
    told = as_last_time(draft.last_month, proposal)[1] if draft.last_month else ()
    back = replace(back, layout=proposal.layout, drift=told)
    # The same file and the same decisions make the same table: what was confirmed stays confirmed.
    return reviewed(replace(cleaned(back), confirmed=draft.confirmed))


def moved_forward(draft: Draft) -> Draft:
    """An update's description: the period covered reaches from its old beginning to the new end; new columns are proposed."""
    from ctcompanion.metadata import forward, suggest, suggest_columns

    if draft.safe is None:
        return draft
    newest = suggest(draft.safe, DatasetMetadata()).temporal_coverage
    return draft.with_metadata(forward(draft.recipe.metadata, newest), suggest_columns(draft.safe, draft.recipe.columns))


def updating(recipe: Recipe, draft_id: str) -> Draft:
    """A new draft that will replay this recipe on the file that is dropped next."""
    fresh = recipe.changed(cleaning=(), source=recipe.source.model_copy(update={"file_name": ""}))
    return Draft(draft_id, recipe.metadata.title or recipe.name or "Update", fresh, last_month=recipe)


def _workbook(draft: Draft) -> Workbook:
    if draft.workbook is None:
        raise ReadingError(
            "file-needed", "The file of this draft is not here any more.", "Choose the file again; all your decisions are kept."
        )
    return draft.workbook
