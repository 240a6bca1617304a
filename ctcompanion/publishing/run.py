"""From a publication to its receipt: recognised when it was done before, locked, journalled, resumed after a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ctcompanion.errors import CompanionError, PublishingError
from ctcompanion.model import Receipt
from ctcompanion.publishing import outbox
from ctcompanion.publishing.append import append as append_rows
from ctcompanion.publishing.create import create
from ctcompanion.publishing.journal import CLOSED, FINISHED, Journal, State
from ctcompanion.publishing.lease import LEASE_SECONDS, held
from ctcompanion.publishing.may_publish import may_publish
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.refusals import PortalError
from ctcompanion.publishing.work import Progress, Work, ignore, never, unfiled
from ctcompanion.store import Store

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
    if known is not None and _still_stands(known, portal, store):
        return known
    with held(store, publication.lock, manner.lease_seconds) as lease:
        journal = Journal(store, publication.id, publication.owner, lease)
        done = store.receipts.find(publication.id)
        if done is not None and done != known:  # somebody was faster while we waited for the lock
            return done
        _open(journal, publication, store)
        work = Work(publication, portal, store, journal, manner.patience, on_progress, manner.cancelled, manner.file)
        return _told(work)


def _still_stands(receipt: Receipt, portal: Portal, store: Store) -> bool:
    """False when its run did not come to its end, something else was published since, or the portal says that the dataset is gone."""
    entry = store.publications.find(receipt.publication_id)
    if entry is not None and entry.state != State.DONE:
        return False
    newest = store.receipts.of_dataset(receipt.domain, receipt.dataset_id)[:1]
    if receipt.mode == "append" and newest != (receipt,):
        return False
    try:
        portal.view(receipt.dataset_id)
    except PortalError as error:
        return error.code != "dataset-missing"
    return True


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


def _told(work: Work) -> Receipt:
    """Run, and on the way out say what did and did not happen."""
    try:
        return create(work) if work.publication.is_new else append_rows(work)
    except CompanionError as error:
        if work.journal.state not in CLOSED:
            work.journal.note(error=error.code, request_id=getattr(error, "request_id", None))
        if isinstance(error, PublishingError):
            number = error.request_id or (work.portal.requests[-1] if work.portal.requests else None)
            error.about(happened=happened(work.journal.state, work.journal.facts), request_id=number, unclear=error.unclear)
        raise


def happened(state: State, facts: Mapping[str, Any]) -> str:
    """What is true of the portal in that state. 'Nothing' is only said where it is certain."""
    if state is State.NEEDS_A_PERSON:
        return str(facts.get("why", "A person has to look at the portal."))
    return _created(state, facts) if facts.get("mode") == "create" else _appended(state, facts)


def _created(state: State, facts: Mapping[str, Any]) -> str:
    if state is State.DONE:
        return "The dataset is published for your team. It is not public."
    if not facts.get("dataset_id"):
        draft = f' An empty private draft named "{facts["draft_title"]}" may have been left on the portal.' if facts.get("creating") else ""
        return f"Nothing was published.{draft}"
    sent, total = int(facts.get("rows_sent", 0)), int(facts.get("rows", 0))
    return f"Nothing is public. A private draft ({facts['dataset_id']}) is on the portal with at least {sent:,} of {total:,} rows. Publishing again finishes it."


def _appended(state: State, facts: Mapping[str, Any]) -> str:
    if state is State.DONE:
        return "The rows are on the portal."
    if state is State.VERIFIED:
        rest = "The marks on rows that are gone, or the description," if "marking" in facts else "The description"
        return f"The rows are on the portal. {rest} may not be up to date yet; Publishing again finishes it."
    if facts.get("sending_whole"):
        return f"{facts['rows_to_send']:,} rows were sent in one request. All of them are in or none; Publishing again counts before it sends anything."
    if "pieces" in facts:
        sent, total = int(facts["rows_sent"]), int(facts["rows_to_send"])
        known = f"{sent:,} of {total:,} rows are surely" if sent else f"None of the {total:,} rows is confirmed"
        return f"{known} on the portal. Publishing again sends the rest; no row is stored twice."
    return "Nothing was sent; the dataset has the rows it had."
