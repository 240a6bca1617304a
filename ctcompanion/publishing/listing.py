"""Rows that the file no longer has: they stay, and may be marked as no longer listed. Only where a person asked for it."""

from __future__ import annotations

from collections.abc import Mapping

from ctcompanion.model import Check, Column, DataType
from ctcompanion.publishing.add_columns import add_columns
from ctcompanion.publishing.plan_append import LISTING_STATUS, AppendPlan
from ctcompanion.publishing.read_back import read_rows, since
from ctcompanion.publishing.rows import Columns
from ctcompanion.publishing.send import counted
from ctcompanion.publishing.serialise import chunks
from ctcompanion.publishing.work import Work

NO_LONGER = "No longer listed"
STATUS = Column(
    LISTING_STATUS,
    DataType.TEXT,
    "Listing status",
    description=f'"{NO_LONGER}" where the agency\'s newest file does not have this row any more; blank otherwise.',
)
"""The column that is added where the dataset has none for it."""


def mark_gone(work: Work, plan: AppendPlan) -> tuple[Check, ...]:
    """Mark what is gone, clear the mark of what came back. A second time changes nothing."""
    field = work.publication.mark_gone
    if not field or not plan.key:
        return ()
    unseen = unseen_gone(work, plan)
    if plan.view.column(field) is None:
        add_columns(work, plan.view, [STATUS])
        field = STATUS.name
    kinds = {plan.key: plan.kinds[plan.key], field: DataType.TEXT.value}
    marks = _marks(_status(work, plan, kinds), plan, field, unseen)
    work.journal.note(marking=len(marks[plan.key]))
    if marks[plan.key]:
        work.tell(f"Marking {len(marks[plan.key]):,} rows")
    for piece in chunks(marks, kinds):
        work.patience.repeat(lambda body=piece.body, count=piece.rows: work.portal.upsert(plan.view.id, body, count))  # type: ignore[misc]
    counted(work, plan.view.id)  # waits until reads show what was written
    live = _status(work, plan, kinds)
    return (_told(live[field].count(NO_LONGER), len(_marks(live, plan, field, unseen)[plan.key]), len(unseen)),)


def unseen_gone(work: Work, plan: AppendPlan) -> set[str | None]:
    """Keys of rows that the file does not have, written on the portal after the person looked: what they decided was not about these."""
    looked = max(work.publication.seen, str(work.journal.facts.get("newest_before") or ""))
    if not looked or not work.publication.mark_gone or not plan.key:
        return set()
    status = {name: DataType.TEXT.value for name in [work.publication.mark_gone] if plan.view.column(name) is not None}
    kinds = {plan.key: plan.kinds[plan.key], **status}
    later = read_rows(work.portal, work.patience, plan.view.id, kinds, since(looked))
    marked = {key for name in status for key, said in zip(later[plan.key], later[name], strict=True) if said == NO_LONGER}
    return {*later[plan.key]} - {*plan.rows[plan.key]} - marked  # what we marked ourselves before an interruption is no news


def _status(work: Work, plan: AppendPlan, kinds: Mapping[str, str]) -> Columns:
    return read_rows(work.portal, work.patience, plan.view.id, kinds)


def _marks(live: Columns, plan: AppendPlan, field: str, unseen: set[str | None]) -> Columns:
    """What has to be written: keys and their new status."""
    mine = {*plan.rows[plan.key]}
    pairs = list(zip(live[plan.key], live[field], strict=True))
    gone = [key for key, status in pairs if key not in mine and key not in unseen and status != NO_LONGER]
    back = [key for key, status in pairs if key in mine and status == NO_LONGER]
    return {plan.key: gone + back, field: [NO_LONGER] * len(gone) + [None] * len(back)}


def _told(marked: int, left: int, unseen: int) -> Check:
    """`marked`: rows that bear the mark now; `left`: rows whose mark is not yet as it should be."""
    said = f'{_rows(marked)} marked "{NO_LONGER}", because your file does not have them.'
    if unseen:
        said += f" {_rows(unseen)} not in your file and not marked: somebody else wrote to the dataset after you had looked."
    if left:
        said += f" The mark of {left:,} is not as it should be; press Publish again."
    return Check("no longer listed", left == 0, said)


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"
