"""Who can see a dataset: public is a step of its own, and taking back is one press, at once, without deleting anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ctcompanion.errors import PersonNeeded, PublishingError
from ctcompanion.model import Finding, Receipt
from ctcompanion.people import Action
from ctcompanion.publishing.patience import PATIENT, Patience
from ctcompanion.publishing.portal import PRIVATE, PUBLIC, WAITING, Portal, View
from ctcompanion.store import Store

REVIEWERS = "dapa@ct.gov"


@dataclass(frozen=True)
class Withdrawal:
    """A dataset taken back: the receipt as it is now, the message to send, and what remains to be done."""

    receipt: Receipt
    message: str
    steps: tuple[str, ...]


def federation_sentence(federated_to: Sequence[str]) -> str:
    """Where public datasets appear as well; empty where nowhere."""
    if not federated_to:
        return ""
    return f"Public datasets are also shown on {' and '.join(federated_to)}, without anybody pressing a button there."


def reviewers_message(receipt: Receipt, author: str = "") -> str:
    """For the reviewers, when a private dataset is ready to be looked at. No data in it."""
    rows = f"{receipt.rows_after:,} rows, {'all checks passed' if receipt.holds else 'NOT all checks passed'}"
    return (
        f"To: {REVIEWERS}\nSubject: Please review: {receipt.title}\n\n"
        f"Hello,\n\na dataset is ready for your review. It is {receipt.audience}; only people it is shared with can see it.\n\n"
        f"Dataset: {receipt.title}\nAddress: {receipt.url}\nRows: {rows}\nPublished: {receipt.when}\n\n"
        "Once you agree we make it public.\n\n" + (f"{author}\n" if author else "")
    )


def make_public(  # noqa: PLR0913
    portal: Portal,
    store: Store,
    receipt: Receipt,
    owner: str,
    *,
    typed: str = "",
    open_stops: Sequence[Finding] = (),
    patience: Patience = PATIENT,
) -> Receipt:
    """Ask for the public. `typed`: the portal's domain as the person typed it; `open_stops`: findings that close the public way.

    The receipt's audience is then public, or waiting for approval. PersonNeeded when the domain was not typed.
    """
    store.people().require(owner, Action.MAKE_PUBLIC, receipt.agency)
    if open_stops:
        raise PublishingError(
            "stop-undecided",
            f"{len(open_stops)} privacy finding{'s keep' if len(open_stops) > 1 else ' keeps'} this dataset from being public.",
            "Open the privacy page: an exception counts only when OPM's answer is recorded.",
            place=f"column {open_stops[0].column}" if open_stops[0].column else None,
        ).about(happened="Nothing was changed. The dataset is still private.")
    if not portal.is_practice and typed.strip().lower() != portal.domain.lower():
        raise PersonNeeded("confirm-public", f"Type {portal.domain} to make this dataset public.", "Everyone can then see and copy it.")
    view = _ask(portal, receipt.dataset_id, PUBLIC, patience)
    if view.audience not in (PUBLIC, WAITING):
        raise PublishingError(
            "still-private", f"The portal says that the dataset is {view.audience}.", f"Write to {REVIEWERS} with the dataset's address."
        ).about(happened="The dataset is not public.")
    return _kept(store, receipt, view, owner, "made public" if view.audience == PUBLIC else "asked to make public")


def look_again(portal: Portal, store: Store, receipt: Receipt, owner: str, patience: Patience = PATIENT) -> Receipt:
    """What became of an ask that waited: the receipt with the audience as it is now."""
    view = patience.repeat(lambda: portal.view(receipt.dataset_id))
    return receipt if view.audience == receipt.audience else _kept(store, receipt, view, owner, f"seen as {view.audience}")


def make_private_now(portal: Portal, store: Store, receipt: Receipt, owner: str, patience: Patience = PATIENT) -> Withdrawal:
    """Take the dataset back at once. Nothing is deleted; no lock is waited for."""
    store.people().require(owner, Action.MAKE_PRIVATE, receipt.agency)
    before = patience.repeat(lambda: portal.view(receipt.dataset_id))
    try:
        view = _ask(portal, receipt.dataset_id, PRIVATE, patience)
    except PublishingError as error:
        still = "The dataset is STILL PUBLIC." if before.audience == PUBLIC else "The dataset was not public before."
        raise error.about(happened=still, request_id=error.request_id, unclear=error.unclear) from None
    if view.audience == PUBLIC:
        raise PublishingError(
            "still-public",
            "The portal still shows the dataset to everyone.",
            f"Call or write to {REVIEWERS} at once with the dataset's address.",
        ).about(happened="The dataset is STILL PUBLIC.")
    now = _kept(store, receipt, view, owner, "made private")
    return Withdrawal(now, _message(before, now), _steps(portal))


def _ask(portal: Portal, dataset_id: str, audience: str, patience: Patience) -> View:
    patience.repeat(lambda: portal.set_audience(dataset_id, audience))
    return patience.repeat(lambda: portal.view(dataset_id))


def _kept(store: Store, receipt: Receipt, view: View, owner: str, action: str) -> Receipt:
    now = replace(receipt, audience=view.audience)
    store.receipts.keep(now, owner)
    store.audit.append(owner, action, {"dataset": view.id, "publication": receipt.publication_id, "audience": view.audience})
    return now


def _message(before: View, receipt: Receipt) -> str:
    """For the reviewers: what, since when, how many views. No data in it."""
    stamp = before.body.get("publicationDate")
    since = f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d}" if isinstance(stamp, int) else "unknown"
    views, downloads = before.body.get("viewCount", "unknown"), before.body.get("downloadCount", "unknown")
    return (
        f"To: {REVIEWERS}\nSubject: Dataset made private: {receipt.title}\n\n"
        f"Hello,\n\nwe published a dataset that should not have been public and have just made it private.\n\n"
        f"Dataset: {receipt.title}\nAddress: {receipt.url}\nPublished since: {since} (audience before: {before.audience})\n"
        f"Views so far: {views}\nDownloads so far: {downloads}\nMade private: {datetime.now().astimezone():%Y-%m-%d %H:%M %Z}\n\n"
        "What should not have been public: (please fill in)\nMay already have been copied by others: we do not know.\n\n"
        "Please tell us what else to do, and whether copies elsewhere have to be removed.\n"
    )


def _steps(portal: Portal) -> tuple[str, ...]:
    return (
        f"Send the message below to {REVIEWERS} today.",
        "Tell your agency's privacy or legal officer what was visible and since when.",
        "Check the sites that copy public datasets (they are named at Make public): a copy there may take a day to disappear.",
        f"Correct the file, publish the corrected dataset, and then ask {REVIEWERS} to retire this one on {portal.domain}.",
        "Do not delete it yourself: reviewers need to see what was published.",
    )
