"""How far a draft is: one task a page, with its state in words. What the start page lists and every page's gate asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ctcompanion.draft import Draft
from ctcompanion.model import Level, Receipt
from ctcompanion.replay import rule_for_counts

PAGES = ("start", "upload", "clean", "privacy", "metadata", "preview", "publish")
"""The steps in the guidelines' order."""

State = Literal["Not started", "In progress", "Needs attention", "Done", "Cannot start yet"]


@dataclass(frozen=True)
class Task:
    """One line of the task list. `needs`: the page to finish first, when it cannot start yet."""

    page: str
    title: str
    state: State
    sentence: str
    needs: str = ""


def tasks(draft: Draft, receipts: Sequence[Receipt] = ()) -> tuple[Task, ...]:
    """The six tasks of a draft (start is where they are listed)."""
    return (_upload(draft), _clean(draft), _privacy(draft), _metadata(draft), _preview(draft), _publish(draft, receipts))


def _upload(draft: Draft) -> Task:
    if draft.workbook is not None:
        files = draft.workbook.files
        said = f"{len(files)} files are here." if files else f"{draft.workbook.file_name} is here."
        return Task("upload", "Upload", "Done", said)
    if draft.handed_over and draft.table is not None:
        return Task("upload", "Upload", "Done", f"{draft.recipe.source.file_name} came in a package.")
    if draft.recipe.source.file_name:
        return Task("upload", "Upload", "Needs attention", "The file is not here any more. Choose it again; all your decisions are kept.")
    return Task("upload", "Upload", "Not started", "Choose the workbook or csv file to publish.")


def _waiting(page: str, title: str, draft: Draft) -> Task | None:
    if draft.workbook is None and draft.table is None:
        return Task(page, title, "Cannot start yet", "This page needs a file. Upload one first.", "upload")
    if page != "clean" and draft.table is None:
        return Task(page, title, "Cannot start yet", "This page needs a clean table. Finish the cleanup first.", "clean")
    return None


def _clean(draft: Draft) -> Task:
    if waiting := _waiting("clean", "Clean", draft):
        return waiting
    if draft.table is None:
        return Task("clean", "Clean", "Needs attention", "The cleanup could not be applied to this sheet.")
    if "clean" in draft.confirmed:
        return Task("clean", "Clean", "Done", draft.table.conservation.sentence())
    return Task("clean", "Clean", "In progress", "Look at what was found, and switch off what is not right.")


def _privacy(draft: Draft) -> Task:
    if waiting := _waiting("privacy", "Privacy", draft):
        return waiting
    left = privacy_left(draft)
    if left and not draft.recipe.privacy.classes and not draft.recipe.privacy.row_meaning:
        return Task("privacy", "Privacy", "Not started", "Say what one row is, and confirm the checklist of columns.")
    if left:
        return Task("privacy", "Privacy", "Needs attention", left[0])
    return Task("privacy", "Privacy", "Done", "Every column is confirmed and every finding has a decision.")


def privacy_left(draft: Draft) -> tuple[str, ...]:
    """What the privacy page still needs, in sentences; empty when it is finished."""
    from ctcompanion.cleaning.step import ended
    from ctcompanion.privacy import to_decide

    if draft.safe is None or draft.report is None:
        return ("The privacy check has not run on this table yet.",)
    left = []
    decisions = draft.recipe.privacy
    if not decisions.row_meaning:
        left.append("Say what one row is.")
    open_columns = [column.display or column.name for column in draft.safe.columns if column.name not in decisions.classes]
    if open_columns:
        named = ", ".join(open_columns[:3]) + (f" and {len(open_columns) - 3} more" if len(open_columns) > 3 else "")
        left.append(f"Confirm the class of {ended(named)}")
    if draft.report.row_meaning == "people-count" and rule_for_counts(draft).open:
        left.append("Say which rule for small counts holds.")
    if needs_weighing(draft) and not decisions.weighed:
        left.append("Weigh: does the public need this much detail?")
    return (*left, *(f"Decide: {finding.message}" for finding in to_decide(draft.report, decisions)))


def needs_weighing(draft: Draft) -> bool:
    """Whether risk and benefit are to be weighed: rows are about people, or something was found or mended."""
    from ctcompanion.privacy.row_meaning import is_about_people

    if draft.report is None:
        return False
    found = any(finding.level in {Level.STOP, Level.REVIEW} for finding in draft.report.findings)
    meaning = draft.recipe.privacy.row_meaning
    return found or bool(draft.recipe.privacy.remedies) or (meaning is not None and is_about_people(meaning))


def evaluation_left(draft: Draft) -> tuple[str, ...]:
    """What Step 2 holds back, in sentences. Rows for a dataset that is there were evaluated when it was made."""
    from ctcompanion.metadata import held_back

    return held_back(draft.recipe.evaluation, is_new=not draft.recipe.target.dataset_id)


def _metadata(draft: Draft) -> Task:
    if waiting := _waiting("metadata", "Metadata", draft):
        return waiting
    left = metadata_left(draft)
    if not left:
        return Task("metadata", "Metadata", "Done", "Every required field is filled.")
    if not draft.recipe.metadata.title and not draft.recipe.columns:
        return Task("metadata", "Metadata", "Not started", "Describe the dataset and each column.")
    fields = "1 required field is" if len(left) == 1 else f"{len(left)} required fields are"
    return Task("metadata", "Metadata", "Needs attention", f"{fields} still empty.")


def metadata_left(draft: Draft) -> tuple[str, ...]:
    """The required fields that are still empty, as sentences."""
    from ctcompanion.metadata import missing

    table = draft.safe or draft.table
    if table is None:
        return ("The description needs a clean table.",)
    return tuple(finding.message for finding in missing(draft.recipe.metadata, draft.recipe.columns, table))


def _preview(draft: Draft) -> Task:
    if waiting := _waiting("preview", "Preview", draft):
        return waiting
    state: State = "Done" if "preview" in draft.confirmed else "Not started"
    return Task("preview", "Preview", state, "See the dataset as residents will see it.")


def _publish(draft: Draft, receipts: Sequence[Receipt]) -> Task:
    if waiting := _waiting("publish", "Publish", draft):
        return waiting
    fingerprint = draft.safe.fingerprint if draft.safe else ""
    if draft.publication:
        return Task("publish", "Publish", "In progress", "It was started. The publish page shows how far it is.")
    if any(receipt.fingerprint == fingerprint for receipt in receipts):
        return Task("publish", "Publish", "Done", "This table is on the portal.")
    return Task("publish", "Publish", "Not started", "Check your answers, then publish or hand over.")
