"""What the columns mean, written beside the data: each column's description by itself, on the published dataset."""

from __future__ import annotations

from ctcompanion.model import Check
from ctcompanion.publishing.describe import COLUMN, FieldDifference, chosen_of
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.refusals import Outcome, PortalError
from ctcompanion.publishing.work import Work


def describe_columns(work: Work, view: View) -> tuple[View, tuple[Check, ...]]:
    """The view with the chosen descriptions. The rows stand already: a description that the portal refuses is a failed check, no error."""
    chosen = [found for found in chosen_of(work, view) if found.key.startswith(COLUMN)]
    if not chosen:
        return view, ()
    work.tell("Describing the columns")
    for found in chosen:
        _describe(work, view.id, found)
    after = work.patience.repeat(lambda: work.portal.view(view.id))
    return after, _told([found for found in chosen_of(work, after) if found.key.startswith(COLUMN)])


def _describe(work: Work, dataset_id: str, found: FieldDifference) -> None:
    """A refusal is no error here: it is seen when the descriptions are read back."""
    try:
        work.patience.repeat(lambda: work.portal.describe_column(dataset_id, found.key.removeprefix(COLUMN), found.here))
    except PortalError as error:
        if error.outcome is not Outcome.FINAL:
            raise


def _told(refused: list[FieldDifference]) -> tuple[Check, ...]:
    if not refused:
        return ()
    names = ", ".join(found.key.removeprefix(COLUMN) for found in refused)
    sentence = f"The portal did not take the new description of {names}. Your rows are there; change the description on the dataset's page."
    return (Check("column descriptions", False, sentence),)
