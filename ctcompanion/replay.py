"""Applies decisions to a file through the stages: what the pages and the shell both call.

file -> read -> (sheet) -> propose/carry -> clean -> remedies -> review
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ctcompanion import filled_in
from ctcompanion.draft import Draft
from ctcompanion.errors import CleaningError, ReadingError
from ctcompanion.model import CleanTable, Sheet, Workbook
from ctcompanion.recipe import CleaningStep, DatasetMetadata, Evaluation, Recipe, Target
from ctcompanion.recipe_check import checked
from ctcompanion.settings import Limits
from ctcompanion.shape import is_copy, said_of_lost, shape_changes

if TYPE_CHECKING:
    from ctcompanion.cleaning import Proposal
    from ctcompanion.privacy.count_rule import CountRule
    from ctcompanion.reading import Files, Refused


def opened(draft: Draft, source: bytes | Path, file_name: str, limits: Limits, on_progress: Callable[[str], None] | None = None) -> Draft:
    """The draft with this file read; ReadingError says why not."""
    from ctcompanion.reading import read

    return _with(draft, read(source, file_name, limits, on_progress=on_progress))


def opened_together(
    draft: Draft, files: Files, limits: Limits, on_progress: Callable[[str], None] | None = None
) -> tuple[Draft, tuple[Refused, ...]]:
    """The draft with these files read (name and content), and those that could not be; ReadingError when none could."""
    from ctcompanion.reading import read_several

    workbook, refused = read_several(files, limits, on_progress=on_progress)
    return _with(draft, workbook), refused


def _with(draft: Draft, workbook: Workbook) -> Draft:
    """A name that came from the file goes with the file; one that a person gave stays."""
    known = draft.recipe.source.file_name
    keeps = draft.last_month is not None or (known and draft.name != _named_after(known))
    return draft.with_workbook(workbook, draft.name if keeps else _named_after(workbook.file_name))


def _named_after(file_name: str) -> str:
    return Path(file_name).stem.replace("_", " ")


def tables_in(workbook: Workbook) -> tuple[Sheet, ...]:
    """The sheets that may hold a table, visible ones first, the largest first; those of several files as the files stand."""
    tables = [sheet for sheet in workbook.sheets if sheet.role == "data"]
    if workbook.files:
        return tuple(sorted(tables, key=lambda sheet: not sheet.visible))
    return tuple(sorted(tables, key=lambda sheet: (not sheet.visible, -sheet.height * sheet.width)))


def likely_sheet(workbook: Workbook, recipe: Recipe) -> Sheet:
    """The new one that goes on from the sheet the recipe names, that one, else the one meant for readers; ReadingError when there is only text."""
    from ctcompanion.cleaning import main_sheet
    from ctcompanion.cleaning.sheet_more import sheet_more

    named = next((sheet for sheet in tables_in(workbook) if sheet.label == recipe.source.sheet), None)
    chosen = filled_in.data_of(workbook) or sheet_more(workbook, recipe.source).newest or named or main_sheet(workbook.sheets)
    if chosen is None:
        raise ReadingError("not-a-table", "This file holds text but no table.", "Choose the file that holds the rows of data.")
    return chosen


def chosen(draft: Draft, sheet: Sheet, sheets: tuple[str, ...] | None = None) -> Draft:
    """The draft with this sheet cleaned: as proposed, or with last month's decisions laid over the proposal.

    `sheets`: on a person's word these are put under each other; none of them: this one alone. Not said: as last month.
    """
    workbook = _workbook(draft)
    if draft.last_month is not None and sheet is filled_in.sheet_of(draft):
        found, told = filled_in.proposed(draft.last_month, sheet, workbook.file_name)
        return cleaned(draft.with_sheet(sheet.label, found.layout, found.steps, told))
    names, said = _again(workbook, draft) if sheets is None else (sheets, ())
    lead = workbook.sheet(names[0]) if names else sheet
    fresh = _proposed(draft, lead, names)
    said = (*said, *_said_of_more(draft, lead))
    if draft.last_month is None:
        return cleaned(draft.with_sheet(lead.label, fresh.layout, fresh.steps, said).with_sheets(names))
    found, told = as_last_time(draft.last_month, fresh)
    done, lost = _fitting(draft.with_sheet(lead.label, found.layout, found.steps, (*said, *told)).with_sheets(names))
    done = _spelled_as_before(done)
    return replace(done, drift=(*done.drift, *said_of_lost(done, lost)))


def _fitting(draft: Draft, lost: tuple[CleaningStep, ...] = ()) -> tuple[Draft, tuple[CleaningStep, ...]]:
    """Cleaned, and the person's own steps whose column this file does not have: they are switched off."""
    from ctcompanion.cleaning import OWN

    try:
        return cleaned(draft), lost
    except CleaningError as error:
        found = next((step for step in draft.recipe.cleaning if step.id == error.step and step.operation in OWN and step.on), None)
        if found is None or error.code != "step-needs-another":
            raise
    off = tuple(step.model_copy(update={"on": False}) if step is found else step for step in draft.recipe.cleaning)
    return _fitting(draft.with_steps(off), (*lost, found))


def _spelled_as_before(draft: Draft) -> Draft:
    """Columns of which only the spelling changed are called as last time: by a step that is seen and can be switched off."""
    from ctcompanion.cleaning import placed

    sure = [change for change in shape_changes(draft) if change.sure and change.step]
    steps = draft.recipe.cleaning
    for change in sure:
        steps = placed(steps, change.step) if change.step else steps
    return cleaned(replace(draft, drift=(*draft.drift, *(change.sentence for change in sure))), steps) if sure else draft


def _proposed(draft: Draft, sheet: Sheet, names: tuple[str, ...]) -> Proposal:
    """What is proposed for this sheet, or for these together; one new file says where its rows come from, when last month's did."""
    from ctcompanion.cleaning import origin, propose
    from ctcompanion.cleaning.together import propose_together

    workbook = _workbook(draft)
    if names:
        return propose_together([workbook.sheet(name) for name in names], workbook.file_name)
    fresh = propose(sheet, workbook.file_of(sheet))
    before = next((step for step in draft.last_month.cleaning if step.operation == origin.OPERATION), None) if draft.last_month else None
    return replace(fresh, steps=(*fresh.steps, origin.of_one(before, sheet, workbook.file_name))) if before else fresh


def as_last_time(recipe: Recipe, proposal: Proposal) -> tuple[Proposal, tuple[str, ...]]:
    """Last month's cleanup laid over this month's proposal, and what changed in the file's shape, in sentences."""
    from ctcompanion.cleaning import carry, correct, drift, with_header_of
    from ctcompanion.cleaning.carry import for_another_file
    from ctcompanion.cleaning.constant import said_of_time
    from ctcompanion.cleaning.told import as_found

    before = for_another_file(recipe.cleaning)
    if not _word(before):
        proposal = with_header_of(recipe.source.header, proposal)
    steps = carry(before, proposal)
    layout = as_found(proposal.layout, proposal.sheet, steps) if proposal.sheet else proposal.layout
    now = replace(proposal, layout=layout, steps=steps)
    missed = "The column names that you pointed at last time are not in this file. Please look where its table starts."
    lost = (missed,) if _word(before) and not _word(steps) else ()
    off = sum(step.operation == correct.OPERATION and step.on for step in recipe.cleaning)
    one = "Last time you corrected a single cell. This is another file, so the correction is switched off: look whether it is needed again."
    many = f"Last time you corrected {off} single cells. This is another file, so the corrections are switched off: look whether they are needed again."
    return now, (*lost, *said_of_time(steps), *([one if off == 1 else many] if off else []), *drift(recipe, now))


def _word(steps: tuple[CleaningStep, ...]) -> CleaningStep | None:
    """The step in which a person says where the table stands."""
    from ctcompanion.cleaning.told import OPERATION

    return next((step for step in steps if step.operation == OPERATION and step.on), None)


def _again(workbook: Workbook, draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sheets that are put together since they were last month, and what changed among them."""
    from ctcompanion.cleaning.again import together_again

    return together_again(workbook, draft.last_month.source if draft.last_month else None)


def _said_of_more(draft: Draft, chosen: Sheet) -> tuple[str, ...]:
    """Sheets that last month's file did not have."""
    from ctcompanion.cleaning.sheet_more import said_of_more, sheet_more

    before = draft.last_month.source if draft.last_month else None
    return said_of_more(sheet_more(_workbook(draft), before), str(chosen.label), before) if before else ()


def cleaned(draft: Draft, steps: tuple[CleaningStep, ...] | None = None) -> Draft:
    """The draft with its table made again, with other steps where given; CleaningError leaves the old draft as it was."""
    if steps is not None:
        same = _word(steps) == _word(draft.recipe.cleaning)
        draft = draft.with_steps(steps) if same else _found_anew(draft, steps)
    return draft.with_table(_table(draft))


def _found_anew(draft: Draft, steps: tuple[CleaningStep, ...]) -> Draft:
    """A person's word on where the table stands was given or taken back: the steps are found anew there, the person's own are kept."""
    from ctcompanion.cleaning import carry, propose, propose_told
    from ctcompanion.cleaning.told import OPERATION

    sheet, word = current_sheet(draft), _word(steps)
    file_name = _workbook(draft).file_of(sheet)
    if word:
        rows = word.parameters
        found = propose_told(sheet, rows["header_rows"], rows["first_row"], rows["last_row"], file_name)
    else:
        found = propose(sheet, file_name)
    own = tuple(step for step in steps if step.by == "person" and step.operation != OPERATION)
    # The word that was switched off stays in the list, so that it can be switched on again.
    off = tuple(step for step in steps if step.operation == OPERATION and not step.on)
    last = tuple(step for step in draft.last_month.cleaning if step.operation != OPERATION) if draft.last_month else ()
    placed = (*off, *carry((*last, *own), found))
    return draft.with_sheet(sheet.label, found.layout, placed, draft.drift).with_sheets(draft.recipe.source.sheets)


def _table(draft: Draft) -> CleanTable:
    """The table that the draft's steps make of its sheet, or of its sheets together."""
    from ctcompanion.cleaning import clean
    from ctcompanion.cleaning.together import together

    workbook, source, steps = _workbook(draft), draft.recipe.source, filled_in.needed(draft)
    if source.sheets and draft.layout is not None:
        sheets = [workbook.sheet(name) for name in source.sheets]
        return together(sheets, steps, draft.layout, file_name=workbook.file_name, sha256=workbook.sha256)
    sheet = current_sheet(draft)
    return clean(sheet, steps, file_name=workbook.file_of(sheet), sha256=workbook.sha256, layout=draft.layout)


def reviewed(draft: Draft) -> Draft:
    """The draft with its privacy remedies applied and assessed again."""
    from ctcompanion.privacy import apply, review

    if draft.table is None:
        raise ValueError("a review needs a clean table")
    safe: CleanTable = apply(draft.table, draft.recipe.privacy.remedies[draft.applied :])
    return draft.with_review(safe, review(safe, draft.recipe.privacy, profile=rule_for_counts(draft).profile.id))


def rule_for_counts(draft: Draft) -> CountRule:
    """The rule for small counts that holds for this draft, by its agency and its subject."""
    from ctcompanion.privacy.count_rule import count_rule

    described = draft.recipe.metadata
    return count_rule(draft.recipe.privacy, described.agency, (described.title, described.category, *described.tags))


def current_sheet(draft: Draft) -> Sheet:
    """The sheet that the draft works on."""
    return likely_sheet(_workbook(draft), draft.recipe)


def reopened(draft: Draft, source: bytes | Sequence[bytes], limits: Limits) -> Draft:
    """A kept draft with its stage results made again from its file, or its files in their order."""
    from ctcompanion.cleaning.told import as_found
    from ctcompanion.reading import bundled, read

    contents = (source,) if isinstance(source, bytes) else tuple(source)
    names = draft.recipe.source.files or (draft.recipe.source.file_name,)
    workbook = bundled([read(content, name, limits) for content, name in zip(contents, names, strict=True)])
    back = replace(draft, workbook=workbook, table=None, safe=None, report=None)
    sheet = current_sheet(back)
    if draft.last_month is not None and sheet is filled_in.sheet_of(back):
        proposal, told = filled_in.proposed(draft.last_month, sheet, workbook.file_name)
    else:
        proposal = _proposed(back, sheet, ())
        told = as_last_time(draft.last_month, proposal)[1] if draft.last_month else ()
    layout = as_found(proposal.layout, sheet, draft.recipe.cleaning)
    back = replace(back, layout=layout, drift=(*_again(workbook, draft)[1], *_said_of_more(back, sheet), *told))
    # The same file and the same decisions make the same table: what was confirmed stays confirmed.
    return reviewed(replace(cleaned(back), confirmed=draft.confirmed))


def moved_forward(draft: Draft) -> Draft:
    """An update's description: the period covered reaches from its old beginning to the new end; new columns are proposed."""
    from ctcompanion.metadata import forward, suggest, suggest_columns

    if draft.safe is None:
        return draft
    if draft.last_month is not None and is_copy(draft.last_month):  # what it says of itself is proposed, as for a new one
        columns = suggest_columns(draft.safe, draft.recipe.columns)
        return draft.with_metadata(suggest(draft.safe, draft.recipe.metadata), columns)
    newest = suggest(draft.safe, DatasetMetadata()).temporal_coverage
    return draft.with_metadata(forward(draft.recipe.metadata, newest), suggest_columns(draft.safe, draft.recipe.columns))


def updating(recipe: Recipe, draft_id: str) -> Draft:
    """A new draft that will replay this recipe on the file that is dropped next. An exception for one file alone is asked for again.

    RecipeError: damaged-recipe, unknown-step.
    """
    from ctcompanion.privacy.exceptions import carried

    source = checked(recipe).source.model_copy(update={"file_name": ""})
    fresh = recipe.changed(cleaning=(), thread=(), source=source, privacy=carried(recipe.privacy))
    return Draft(draft_id, recipe.metadata.title or recipe.name or "Update", fresh, last_month=recipe)


def duplicated(recipe: Recipe, draft_id: str) -> Draft:
    """A new draft that begins with these decisions and goes to a new dataset. Answers that OPM gave for the other one stay with it, and so
    do the answers of Step 2, its title, its description and its period: what they say is true of that dataset alone.
    """
    from ctcompanion.metadata import same_for_an_agency

    privacy = recipe.privacy.model_copy(update={"decisions": tuple(d for d in recipe.privacy.decisions if d.decision != "exception")})
    name = f"Copy of {recipe.metadata.title or recipe.name or 'a recipe'}"
    metadata = same_for_an_agency(recipe.metadata)
    fresh = recipe.changed(target=Target(), privacy=privacy, name=name, metadata=metadata, evaluation=Evaluation())
    return replace(updating(fresh, draft_id), name=name)


def _workbook(draft: Draft) -> Workbook:
    if draft.workbook is None:
        raise ReadingError(
            "file-needed", "The file of this draft is not here any more.", "Choose the file again; all your decisions are kept."
        )
    return draft.workbook
