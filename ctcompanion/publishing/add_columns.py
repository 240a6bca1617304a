"""New columns on a published dataset: on a working copy with the data, which then takes the dataset's place (contract 2.2, 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ctcompanion.model import Column
from ctcompanion.publishing import clock
from ctcompanion.publishing.plan_new import format_of
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.refusals import Outcome, PortalError, refusal
from ctcompanion.publishing.send import counted
from ctcompanion.publishing.work import Work


def add_columns(work: Work, view: View, columns: Sequence[Column]) -> None:
    """After it the dataset has the columns, under the same id, with all its rows; otherwise a person is needed."""
    names = work.publication.fields
    wanted = {names.get(column.name, column.name): column for column in columns}
    rows = counted(work, view.id).rows
    work.tell(f"Adding {len(wanted)} columns to the dataset" if len(wanted) > 1 else "Adding a column to the dataset")
    draft = _working_copy(work, view)
    for name, column in wanted.items():
        if draft.column(name) is None:
            _add(work, draft.id, _body(name, column, clock.now(work.portal)))
    copied = counted(work, draft.id).rows
    if copied != counted(work, view.id).rows:
        raise work.needs_a_person(
            f"The dataset has {rows:,} rows and its working copy {copied:,}: somebody may be writing to it.",
            rows_now=rows,
            rows_copied=copied,
        )
    _publish(work, draft.id, view.id, set(wanted))


def _working_copy(work: Work, view: View) -> View:
    """Ours from before an interruption, or a new one. Never somebody else's: publishing it would publish what they are still at."""
    begun = bool(work.journal.facts.get("copying"))
    if known := _known_copy(work):
        return known
    if not begun and _find_copy(work, view) is not None:
        raise refusal("wrong-stage")
    work.journal.note(copying=True)
    try:
        draft = work.patience.unless_unclear(lambda: work.portal.copy(view.id))
    except PortalError as error:
        may_be_ours = begun or error.outcome is Outcome.UNCLEAR
        found = _find_copy(work, view) if may_be_ours and (error.outcome is Outcome.UNCLEAR or error.code == "wrong-stage") else None
        if found is None:
            work.journal.note(copying=may_be_ours)
            raise
        draft = found
    work.journal.note(copy_id=draft.id)
    return draft


def _known_copy(work: Work) -> View | None:
    """The one that the journal names, unless somebody discarded it since."""
    known = str(work.journal.facts.get("copy_id") or "")
    if not known:
        return None
    try:
        return work.patience.repeat(lambda: work.portal.view(known))
    except PortalError as error:
        if error.code != "dataset-missing":
            raise
        work.journal.note(copy_id="")
        return None


def _find_copy(work: Work, view: View) -> View | None:
    """The one working copy of this dataset, if there is exactly one: unpublished, of its title, its columns and its group."""
    results = work.patience.repeat(lambda: work.portal.search(names=[view.name], published="false", limit=10))
    drafts = [work.patience.repeat(lambda id_=result.id: work.portal.view(id_)) for result in results if result.id != view.id]  # type: ignore[misc]
    fields, group = {column.field for column in view.columns}, view.body.get("publicationGroup")
    own = [
        draft
        for draft in drafts
        if not draft.is_published
        and fields <= {column.field for column in draft.columns}
        and group in (None, draft.body.get("publicationGroup", group))
    ]
    return own[0] if len(own) == 1 else None


def _add(work: Work, draft_id: str, body: dict[str, Any]) -> None:
    """Look before a repeat: a column added twice is refused, but a lost answer is not a refusal."""
    for attempt in range(1, work.patience.attempts + 1):
        try:
            work.patience.unless_unclear(lambda: work.portal.add_column(draft_id, body))
            return
        except PortalError as error:
            if error.outcome is not Outcome.UNCLEAR or attempt == work.patience.attempts:
                raise
        work.patience.sleep(work.patience.wait(attempt))
        if work.patience.repeat(lambda: work.portal.view(draft_id)).column(body["fieldName"]) is not None:
            return


def _publish(work: Work, draft_id: str, dataset_id: str, wanted: set[str]) -> None:
    for attempt in range(1, work.patience.attempts + 1):
        try:
            work.patience.unless_unclear(lambda: work.portal.publish(draft_id))
        except PortalError as error:
            gone = error.code in {"dataset-missing", "wrong-stage"}
            if not gone and (error.outcome is not Outcome.UNCLEAR or attempt == work.patience.attempts):
                raise
        view = work.patience.repeat(lambda: work.portal.view(dataset_id))
        if wanted <= {column.field for column in view.columns}:
            work.journal.note(copy_id="", copying=False, columns_added=len(wanted))
            return
        work.patience.sleep(work.patience.wait(attempt))
    raise work.needs_a_person("The working copy with the new columns was published, but the dataset does not show them.")


def _body(name: str, column: Column, now: datetime) -> dict[str, Any]:
    since = f"Collected here since {now:%B %Y}; earlier rows are blank."
    said = f"{column.description} {since}".strip()
    named = {"name": column.display or column.name, "fieldName": name, "dataTypeName": column.type.value}
    return {**named, "description": said, "format": format_of(column)}
