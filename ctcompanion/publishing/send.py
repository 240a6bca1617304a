"""Rows to the portal, each exactly once: with a row identifier in pieces that may be repeated, without one in a single request."""

from __future__ import annotations

from collections.abc import Mapping

from ctcompanion.errors import PublishingError
from ctcompanion.publishing.checksum import checksum
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.portal import Count
from ctcompanion.publishing.refusals import Outcome, PortalError, refusal
from ctcompanion.publishing.rows import Columns
from ctcompanion.publishing.serialise import chunks, whole
from ctcompanion.publishing.work import Work

LARGEST_REQUEST = 50_000_000
"""Half of what the practice portal takes in one body; the real limit is unpublished. Rows without an identifier may not be split."""


def send_keyed(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str], begun: int = 0) -> None:
    """In order, from piece `begun` (from 0). A piece that is repeated changes nothing (contract A4)."""
    pieces = list(chunks(rows, kinds))
    total = sum(piece.rows for piece in pieces)
    for number, piece in enumerate(pieces[begun:], start=begun):
        work.journal.write(State.SENT, pieces_sent=number, pieces=len(pieces), rows_sent=piece.first, rows_to_send=total)
        work.tell(f"Sending rows {piece.first + 1:,} to {piece.first + piece.rows:,} of {total:,}", piece.first, total)
        work.patience.repeat(lambda body=piece.body, count=piece.rows: work.portal.upsert(dataset_id, body, count))  # type: ignore[misc]
    work.journal.write(State.SENT, pieces_sent=len(pieces), pieces=len(pieces), rows_sent=total, rows_to_send=total)
    work.tell(f"Sent {total:,} rows", total, total)


def send_whole(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str]) -> None:
    """One request, one transaction. After an unclear outcome the rows are counted before anything is sent again (contract A5)."""
    request = whole(rows, kinds)
    if len(request.body) > LARGEST_REQUEST:
        raise PublishingError(
            "too-large-without-identifier",
            "This dataset has no row identifier, so its rows must go in one request, and these are too many for one.",
            "Ask dapa@ct.gov to set a row identifier on the dataset, or hand over a package.",
        ).about(happened="Nothing was sent.")
    facts = work.journal.facts
    if facts.get("sending_whole"):
        if _has_arrived(work, dataset_id, int(facts["rows_to_send"])):
            return
        if request.rows != facts["rows_to_send"]:
            raise work.needs_a_person("The rows to send changed since the first attempt.", rows_to_send=request.rows)
    before = counted(work, dataset_id)
    sums = {"checksum_sent": checksum(rows), "rows_to_send": request.rows}
    work.journal.write(State.SENT, sending_whole=True, rows_before=before.rows, newest_before=before.newest, **sums)
    for _ in range(work.patience.attempts):
        work.tell(f"Sending {request.rows:,} rows in one request", 0, request.rows)
        try:
            work.patience.unless_unclear(lambda: work.portal.upsert(dataset_id, request.body, request.rows))
            return
        except PortalError as error:
            if error.outcome is not Outcome.UNCLEAR:
                raise
        if _has_arrived(work, dataset_id, request.rows):
            return
    raise work.needs_a_person("The portal did not take the rows after several attempts. The count says that none of them are in.")


def counted(work: Work, dataset_id: str, expected: int | None = None) -> Count:
    """The number of rows once reads have caught up with writes; sooner where it is the expected one. PortalError `still-working`."""
    settled = work.patience.until(lambda: work.patience.repeat(lambda: work.portal.is_settled(dataset_id)), work.patience.settle)
    found = work.patience.repeat(lambda: work.portal.count(dataset_id))
    if not settled and found.rows != expected:
        raise refusal("still-working")
    return found


def _has_arrived(work: Work, dataset_id: str, rows: int) -> bool:
    """True: all are in. False: none is in, even after the grace, so they may be sent again. Anything else is for a person."""
    before = int(work.journal.facts["rows_before"])
    work.tell("The answer got lost. Counting the rows before anything is sent again", 0, rows)
    work.patience.until(lambda: counted(work, dataset_id).rows != before, work.patience.grace)
    now = counted(work, dataset_id).rows
    if now == before + rows:
        return True
    if now == before:
        return False
    raise work.needs_a_person(
        f"The dataset had {before:,} rows, {rows:,} were sent, and now it has {now:,}: that does not add up.",
        rows_before=before,
        rows_now=now,
    )
