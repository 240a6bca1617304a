"""Who can see a dataset: public is a step of its own, and taking back is one press, at once, without deleting anything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ctcompanion.errors import PersonNeeded, PublishingError
from ctcompanion.model import Finding, Receipt
from ctcompanion.people import Action
from ctcompanion.publishing import clock
from ctcompanion.publishing.answers import newest_ask
from ctcompanion.publishing.patience import PATIENT, Patience
from ctcompanion.publishing.portal import PRIVATE, PUBLIC, WAITING, Portal, View
from ctcompanion.store import Store

REVIEWERS = "dapa@ct.gov"
NEVER = "never, as far as the portal shows"
TAKEN_BACK = "made private"
WIDENED = ("made public", "asked to make public")
LOOK_SECONDS, ASK_SECONDS = 5.0, 20.0
"""How long one call may take when a dataset is taken back."""
URGENT = Patience(attempts=4, longest_wait=4.0, longest_asked=15.0)
ABOUT_AUDIENCE = ("made ", "asked to make ", "seen as ")
"""What the audit calls a change of who can see a dataset."""


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
    try:
        view = _ask(portal, receipt.dataset_id, PUBLIC, patience)
    except PublishingError as error:
        now = _glance(portal.hurried(LOOK_SECONDS), receipt.dataset_id)
        if now is None or now.audience not in (PUBLIC, WAITING) or not error.unclear:
            raise error.about(happened=_seen_by(now), request_id=error.request_id, unclear=error.unclear) from None
        view = now
    if view.audience not in (PUBLIC, WAITING):
        raise PublishingError(
            "still-private", f"The portal says that the dataset is {view.audience}.", f"Write to {REVIEWERS} with the dataset's address."
        ).about(happened="The dataset is not public.")
    return _kept(store, receipt, view, owner, WIDENED[0] if view.audience == PUBLIC else WIDENED[1])


def look_again(portal: Portal, store: Store, receipt: Receipt, owner: str, patience: Patience = PATIENT) -> Receipt:
    """What became of an ask that waited: the receipt with the audience as it is now."""
    store.people().require(owner, Action.SEE, receipt.agency)
    view = patience.repeat(lambda: portal.view(receipt.dataset_id))
    return receipt if view.audience == receipt.audience else _kept(store, receipt, view, owner, f"seen as {view.audience}")


def make_private_now(portal: Portal, store: Store, receipt: Receipt, owner: str, patience: Patience = URGENT) -> Withdrawal:
    """Take the dataset back at once. Nothing is deleted; no lock is waited for, and a portal that will not be looked at is asked all the same.

    A portal that hangs is not waited for as long as with rows: whoever pressed must know soon whether to call somebody.
    """
    store.people().require(owner, Action.MAKE_PRIVATE, receipt.agency)
    glance, ask = portal.hurried(LOOK_SECONDS), portal.hurried(ASK_SECONDS)
    before = _glance(glance, receipt.dataset_id)
    try:
        view = _ask(ask, receipt.dataset_id, PRIVATE, patience)
    except PublishingError as error:
        now = _glance(glance, receipt.dataset_id)
        if now is None or now.audience == PUBLIC or not error.unclear:  # else the answers got lost, and it is done
            error.hint = f"Call or write to {REVIEWERS} at once with the dataset's address, so that they hide it. {error.hint}"
            raise error.about(happened=_still(before, now), request_id=error.request_id, unclear=error.unclear) from None
        view = now
    if view.audience == PUBLIC:
        raise PublishingError(
            "still-public",
            "The portal still shows the dataset to everyone.",
            f"Call or write to {REVIEWERS} at once with the dataset's address.",
        ).about(happened="The dataset is STILL PUBLIC.", request_id=ask.requests[-1] if ask.requests else None)
    told = _told(before, clock.now(ask))
    kept = _kept(store, receipt, view, owner, TAKEN_BACK, **told)
    return Withdrawal(kept, _message(kept, told), _steps(kept))


def withdrawals(store: Store) -> dict[str, Mapping[str, str]]:
    """Dataset id -> what was true when it was made private, for those that were not asked to be public since. From the audit."""
    found: dict[str, Mapping[str, str]] = {}
    for line in store.audit.lines():
        if line.action.startswith(ABOUT_AUDIENCE):
            facts = json.loads(line.facts)
            found.pop(str(facts.get("dataset")), None)
            if line.action == TAKEN_BACK and "made_private" in facts:
                found[str(facts["dataset"])] = facts
    return found


def withdrawal_of(receipt: Receipt, told: Mapping[str, str]) -> Withdrawal:
    """The same again on a later day: the message and the steps do not get lost with the page."""
    return Withdrawal(receipt, _message(receipt, told), _steps(receipt))


def _glance(portal: Portal, dataset_id: str) -> View | None:
    """Two short looks, for a kept connection may have gone stale; a portal that does not answer must not hold up what is urgent."""
    for _ in range(2):
        with suppress(PublishingError):
            return portal.view(dataset_id)
    return None


def _still(before: View | None, now: View | None) -> str:
    """What is true of who can see it after an ask that failed."""
    if now is not None:
        return "The dataset is STILL PUBLIC." if now.audience == PUBLIC else f"The dataset is not public now; it is {now.audience}."
    if before is not None and before.audience != PUBLIC:
        return "The dataset was not public before."
    return "The dataset MAY STILL BE PUBLIC: the portal did not let us look."


def _seen_by(now: View | None) -> str:
    """What is true of who can see it after an ask for the public that failed."""
    if now is None:
        return "Whether the dataset is public now is not known: the portal did not let us look."
    return "The dataset is public." if now.audience == PUBLIC else f"The dataset is not public now; it is {now.audience}."


def _ask(portal: Portal, dataset_id: str, audience: str, patience: Patience) -> View:
    patience.repeat(lambda: portal.set_audience(dataset_id, audience))
    return patience.repeat(lambda: portal.view(dataset_id))


def _kept(store: Store, receipt: Receipt, view: View, owner: str, action: str, **told: str) -> Receipt:
    now = replace(receipt, audience=view.audience)
    store.receipts.keep(now, owner)
    store.audit.append(owner, action, {"dataset": view.id, "publication": receipt.publication_id, "audience": view.audience, **told})
    return now


def _told(before: View | None, when: datetime) -> dict[str, str]:
    """Since when it was seen, by how many, and when it was taken back."""
    body: Mapping[str, Any] = before.body if before is not None else {}
    since = NEVER if before is not None and before.audience != PUBLIC and not newest_ask(body, "approved") else _public_since(body)
    return {
        "audience_before": before.audience if before is not None else "unknown",
        "public_since": since,
        "views": str(body.get("viewCount", "unknown")),
        "downloads": str(body.get("downloadCount", "unknown")),
        "made_private": f"{when:%Y-%m-%d %H:%M %Z}",
    }


def _message(receipt: Receipt, told: Mapping[str, str]) -> str:
    """For the reviewers: what, since when, how many views. No data in it."""
    begun = "we published a dataset that should not have been public and have just made it private."
    if told["public_since"] == NEVER:
        begun = "a dataset of ours must not become public. We have just asked the portal to keep it private."
    return (
        f"To: {REVIEWERS}\nSubject: Dataset made private: {receipt.title}\n\n"
        f"Hello,\n\n{begun}\n\n"
        f"Dataset: {receipt.title}\nAddress: {receipt.url}\n"
        f"Seen by the public since: {told['public_since']} (audience before: {told['audience_before']})\n"
        f"Views so far: {told['views']}\nDownloads so far: {told['downloads']}\nMade private: {told['made_private']}\n\n"
        "What should not have been public: (please fill in)\nMay already have been copied by others: we do not know.\n\n"
        "Please tell us what else to do, and whether copies elsewhere have to be removed.\n"
    )


def _public_since(body: Mapping[str, Any]) -> str:
    """When the ask for the public was granted; where the portal does not say, it was published on that day at the earliest."""
    asked = newest_ask(body, "approved")
    granted = asked.get("reviewedAt") or asked.get("submittedAt")
    if isinstance(granted, int):
        return f"{datetime.fromtimestamp(granted).astimezone():%Y-%m-%d %H:%M %Z}"
    published = body.get("publicationDate")
    return f"{datetime.fromtimestamp(published).astimezone():%Y-%m-%d} at the earliest" if isinstance(published, int) else "unknown"


def _steps(receipt: Receipt) -> tuple[str, ...]:
    waiting = receipt.audience == WAITING
    return (
        *(
            (f"The ask to make it public still waits. Ask {REVIEWERS} to reject it, or it becomes public once they approve.",)
            if waiting
            else ()
        ),
        f"Send the message below to {REVIEWERS} today.",
        "Tell your agency's privacy or legal officer what was visible and since when.",
        "Check the sites that copy public datasets (they are named at Make public): a copy there may take a day to disappear.",
        f"Correct the file, publish the corrected dataset, and then ask {REVIEWERS} to retire this one on {receipt.domain}.",
        "Do not delete it yourself: reviewers need to see what was published.",
    )
