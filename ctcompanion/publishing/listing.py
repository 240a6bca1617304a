"""Rows that the file no longer has: they stay, and may be marked as no longer listed. Only where a person asked for it."""

from __future__ import annotations

from ctcompanion.model import Check, Column, DataType
from ctcompanion.publishing.add_columns import add_columns
from ctcompanion.publishing.plan_append import LISTING_STATUS, AppendPlan
from ctcompanion.publishing.read_back import read_rows
from ctcompanion.publishing.rows import Columns
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
    if plan.view.column(field) is None:
        add_columns(work, plan.view, [STATUS])
        field = STATUS.name
    kinds = {plan.key: plan.kinds[plan.key], field: DataType.TEXT.value}
    marks = _marks(work, plan, field, kinds)
    work.journal.note(marking=len(marks[plan.key]))
    if marks[plan.key]:
        work.tell(f"Marking {len(marks[plan.key]):,} rows")
    for piece in chunks(marks, kinds):
        work.patience.repeat(lambda body=piece.body, count=piece.rows: work.portal.upsert(plan.view.id, body, count))  # type: ignore[misc]
    left = len(_marks(work, plan, field, kinds)[plan.key]) if marks[plan.key] else 0
    gone = marks[field].count(NO_LONGER)
    return (
        Check(
            "no longer listed",
            left == 0,
            f'{gone:,} row{" is" if gone == 1 else "s are"} marked "{NO_LONGER}", because your file does not have them.',
        ),
    )


def _marks(work: Work, plan: AppendPlan, field: str, kinds: dict[str, str]) -> Columns:
    """What has to be written: keys and their new status."""
    live = read_rows(work.portal, work.patience, plan.view.id, kinds)
    mine = set(plan.rows[plan.key])
    pairs = list(zip(live[plan.key], live[field], strict=True))
    gone = [key for key, status in pairs if key not in mine and status != NO_LONGER]
    back = [key for key, status in pairs if key in mine and status == NO_LONGER]
    return {plan.key: gone + back, field: [NO_LONGER] * len(gone) + [None] * len(back)}
