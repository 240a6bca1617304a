"""Rows to the portal, each exactly once: with a row identifier in pieces that may be repeated, without one in a single request."""

from __future__ import annotations

from collections.abc import Mapping

from ctcompanion.errors import PublishingError
from ctcompanion.publishing.checksum import checksum
from ctcompanion.publishing.journal import State
from ctcompanion.publishing.portal import Count
from ctcompanion.publishing.refusals import Outcome, PortalError, refusal
from ctcompanion.publishing.rows import Columns
from ctcompanion.publishing.serialise import Chunk, chunks, whole
from ctcompanion.publishing.update_stamp import compared
from ctcompanion.publishing.work import Work

ROWS_ARE_IN = "only-metadata-failed"
"""Not to be sent again (contract 3.3): they are read back like any others."""
LARGEST_REQUEST = 50_000_000
"""Half of what the practice portal takes in one body; the real limit is unpublished. Rows without an identifier may not be split."""


def send_keyed(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str], begun: int = 0) -> int | None:
    """In order, from piece `begun` (from 0). A piece that is repeated changes nothing (contract A4).

    Gives how many of the rows the portal had already; None where a piece was sent more than once, and nobody can tell.
    """
    known: list[int | None] = []
    pieces = list(chunks(rows, kinds))
    total = sum(piece.rows for piece in pieces)
    for number, piece in enumerate(pieces[begun:], start=begun):
        work.journal.write(State.SENT, pieces_sent=number, pieces=len(pieces), rows_sent=piece.first, rows_to_send=total)
        work.tell(f"Sending rows {piece.first + 1:,} to {piece.first + piece.rows:,} of {total:,}", piece.first, total)
        known.append(_send_piece(work, dataset_id, piece))
    work.journal.write(State.SENT, pieces_sent=len(pieces), pieces=len(pieces), rows_sent=total, rows_to_send=total)
    work.tell(f"Sent {total:,} rows", total, total)
    return None if None in known else sum(filter(None, known))


def _send_piece(work: Work, dataset_id: str, piece: Chunk) -> int | None:
    answers: list[int | None] = []

    def upsert() -> None:
        answers.append(None)
        try:
            answers[-1] = work.portal.upsert(dataset_id, piece.body, piece.rows).updated
        except PortalError as error:
            if error.code != ROWS_ARE_IN:
                raise

    work.patience.repeat(upsert)
    return answers[0] if len(answers) == 1 else None


def send_whole(work: Work, dataset_id: str, rows: Columns, kinds: Mapping[str, str], stamps: frozenset[str]) -> None:
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
        if _has_arrived(work, dataset_id, int(facts["rows_to_send"]), work.patience.grace):
            return
        if request.rows != facts["rows_to_send"]:
            raise work.needs_a_person("The rows to send changed since the first attempt.", rows_to_send=request.rows)
    before = counted(work, dataset_id)
    sums = {"checksum_sent": checksum(compared(rows, stamps)), "rows_to_send": request.rows}
    work.journal.write(State.SENT, sending_whole=True, rows_before=before.rows, newest_before=before.newest, **sums)
    _send_until_counted(work, dataset_id, request)


def _send_until_counted(work: Work, dataset_id: str, request: Chunk) -> None:
    """Send; where it is not certain that the rows are in, count; send again only when the count says that none of them is."""
    attempt = 0
    while True:
        attempt += 1
        work.tell(f"Sending {request.rows:,} rows in one request", 0, request.rows)
        try:
            work.portal.upsert(dataset_id, request.body, request.rows)
            return
        except PortalError as error:
            if error.code == ROWS_ARE_IN:
                return
            if error.outcome is Outcome.FINAL or error.after > work.patience.longest_asked:
                if error.outcome is not Outcome.UNCLEAR and _are_in_all_the_same(work, dataset_id, request):
                    return
                raise
            if error.outcome is not Outcome.UNCLEAR:
                work.patience.sleep(max(error.after, work.patience.wait(attempt)))
            if _has_arrived(work, dataset_id, request.rows, work.patience.grace if error.outcome is Outcome.UNCLEAR else 0):
                return
            if attempt == work.patience.attempts:
                work.journal.note(sending_whole=False)
                raise


def _are_in_all_the_same(work: Work, dataset_id: str, request: Chunk) -> bool:
    """After a refusal: what the portal says is believed once the count agrees. Where it lets nobody count, the next try does."""
    try:
        arrived = _has_arrived(work, dataset_id, request.rows, 0, "The portal refused the rows. Counting those that stand there")
    except PortalError:
        return False
    work.journal.note(sending_whole=arrived)
    return arrived


def counted(work: Work, dataset_id: str, expected: int | None = None) -> Count:
    """The number of rows once reads have caught up with writes; sooner where it is the expected one. PortalError `still-working`."""
    settled = work.patience.until(lambda: work.patience.repeat(lambda: work.portal.is_settled(dataset_id)), work.patience.settle)
    found = work.patience.repeat(lambda: work.portal.count(dataset_id))
    if not settled and found.rows != expected:
        raise refusal("still-working")
    return found


LOST = "The answer got lost. Counting the rows before anything is sent again"


def _has_arrived(work: Work, dataset_id: str, rows: int, grace: float, why: str = LOST) -> bool:
    """True: all are in. False: none is in, even after the grace, so they may be sent again. Anything else is for a person."""
    before = int(work.journal.facts["rows_before"])
    work.tell(why, 0, rows)
    work.patience.until(lambda: counted(work, dataset_id).rows != before, grace)
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
