"""From a publication to its receipt: recognised when it was done before, locked, journalled, resumed after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ctcompanion.errors import CompanionError, PublishingError
from ctcompanion.model import Receipt
from ctcompanion.publishing import outbox
from ctcompanion.publishing.append import append as append_rows
from ctcompanion.publishing.create import create
from ctcompanion.publishing.describe import differences
from ctcompanion.publishing.happened import happened
from ctcompanion.publishing.journal import CLOSED, FINISHED, Journal, State
from ctcompanion.publishing.lease import LEASE_SECONDS, held
from ctcompanion.publishing.may_publish import may_publish
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Count, Portal, View
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.refusals import PortalError
from ctcompanion.publishing.waiting import Waiting
from ctcompanion.publishing.work import Progress, Work, ignore, never, unfiled
from ctcompanion.store import Entry, Store

Watch = Callable[[Progress], None]


class Manner(NamedTuple):
    """How a run goes: how patient it is, whether somebody pressed Cancel, how long its lock outlives a crash, and what is filed at its end."""

    patience: Patience = Patience()
    cancelled: Callable[[], bool] = never
    lease_seconds: float = LEASE_SECONDS
    file: Callable[[Publication, Receipt], None] = unfiled


USUAL = Manner()


def publish_new(publication: Publication, portal: Portal, store: Store, on_progress: Watch = ignore, manner: Manner = USUAL) -> Receipt:
    """A new dataset, private. PublishingError, or StoreError `dataset-busy` while another run is at it."""
    if not publication.is_new:
        raise ValueError("this publication goes to a dataset that exists: use append")
    return _run(publication, portal, store, on_progress, manner)


def append(publication: Publication, portal: Portal, store: Store, on_progress: Watch = ignore, manner: Manner = USUAL) -> Receipt:
    """Rows to a dataset that exists. PersonNeeded where a difference is undecided."""
    if publication.is_new:
        raise ValueError("this publication makes a new dataset: use publish_new")
    return _run(publication, portal, store, on_progress, manner)


def resume(publication_id: str, portal: Portal, store: Store, on_progress: Watch = ignore, manner: Manner = USUAL) -> Receipt:
    """Go on with a publication that a crash or a fault interrupted, from the store alone."""
    known = store.receipts.find(publication_id)
    if known is not None and _still_stands(known, portal, store):
        outbox.clear(store, publication_id)
        return known
    publication = outbox.take(store, publication_id)
    if publication is None:
        raise PublishingError(
            "rows-not-kept",
            "The rows of this publication are no longer kept here, so it cannot go on by itself.",
            "Upload the file again and press Publish: what is on the portal already is recognised and not sent twice.",
        ).about(happened=so_far(store, publication_id))
    return _run(publication, portal, store, on_progress, manner)


def so_far(store: Store, publication_id: str) -> str:
    """What did and did not happen on the portal, in words, from the journal."""
    entry = store.publications.find(publication_id)
    return happened(State(entry.state), entry.facts) if entry is not None else "Nothing was published."


def _run(publication: Publication, portal: Portal, store: Store, on_progress: Watch, manner: Manner) -> Receipt:
    if publication.target.domain and publication.target.domain != portal.domain:
        raise PublishingError(
            "another-portal",
            f"This was prepared for {publication.target.domain}, and the portal here is {portal.domain}.",
            "Choose where it goes on the publish page, then press Publish again.",
        ).about(happened="Nothing was published.")
    may_publish(publication, store)
    known = store.receipts.find(publication.id)
    if known is not None and _still_stands(known, portal, store, publication):
        return known
    with held(store, publication.lock, manner.lease_seconds) as lease:
        journal = Journal(store, publication.id, publication.owner, lease)
        done = store.receipts.find(publication.id)
        if done is not None and done != known:  # somebody was faster while we waited for the lock
            return done
        _open(journal, publication, store)
        told = Waiting(on_progress)
        work = Work(publication, portal, store, journal, told.telling(manner.patience), told.watch, manner.cancelled, manner.file)
        return _told(work)


def _still_stands(receipt: Receipt, portal: Portal, store: Store, publication: Publication | None = None) -> bool:
    """False when its run did not come to its end, something else was published since, or the portal shows it otherwise now.

    `publication`: what is pressed again. A dataset that was made here and is there stays the one; one that was added to is compared
    anew once anybody has touched it, for what a colleague took back on the portal is not there because a receipt says so.
    """
    entry = store.publications.find(receipt.publication_id)
    if entry is not None and entry.state != State.DONE:
        return False
    if receipt.mode == "append" and store.receipts.of_dataset(receipt.domain, receipt.dataset_id)[:1] != (receipt,):
        return False
    try:
        view = portal.view(receipt.dataset_id)
        return publication is None or receipt.mode == "create" or _is_untouched(publication, view, portal, entry)
    except PortalError as error:
        return error.code != "dataset-missing"


def _is_untouched(publication: Publication, view: View, portal: Portal, entry: Entry | None) -> bool:
    """Whether the rows, and what was chosen of the description, stand as the run left them; as far as its journal tells."""
    if {found.key for found in differences(view, publication.view)} & {*publication.describe}:
        return False
    left = entry.facts.get("left_with") if entry is not None else None
    return left is None or portal.count(view.id) == Count(*left)


def _open(journal: Journal, publication: Publication, store: Store) -> None:
    """The first states; what was done or abandoned begins anew, what needs a person stays closed."""
    if journal.state is State.NEEDS_A_PERSON:
        why, hint = str(journal.facts.get("why", "")), "Look at the dataset on the portal, then decide on the receipts page."
        raise PublishingError("needs-a-person", why, hint).about(happened=happened(journal.state, journal.facts), unclear=True)
    if journal.state in (State.DRAFT, *FINISHED):
        facts = {"hash": publication.table.fingerprint, "title": publication.title, "domain": publication.target.domain}
        journal.begin(**facts, lock=publication.lock, mode="create" if publication.is_new else "append", rows=len(publication.table.rows))
        outbox.put(store, publication)
        journal.write(State.LOCKED, fence=journal.lease.number if journal.lease is not None else 0)
    elif "error" in journal.facts:
        journal.note(error="")  # what stopped the run before says nothing of this one


def _told(work: Work) -> Receipt:
    """Run, and on the way out say what did and did not happen."""
    try:
        return create(work) if work.publication.is_new else append_rows(work)
    except CompanionError as error:
        if work.journal.state is State.ABANDONED:
            outbox.clear(work.store, work.publication.id)
        if work.journal.state not in CLOSED:
            work.journal.note(error=error.code, request_id=getattr(error, "request_id", None))
        if isinstance(error, PublishingError):
            number = error.request_id or (work.portal.requests[-1] if work.portal.requests else None)
            error.about(happened=happened(work.journal.state, work.journal.facts), request_id=number, unclear=error.unclear)
        raise
