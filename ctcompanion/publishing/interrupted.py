"""Publications that stopped on the way: what is true of each, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.errors import StoreError
from ctcompanion.people import Action
from ctcompanion.publishing import outbox
from ctcompanion.publishing.happened import happened
from ctcompanion.publishing.journal import FINISHED, Journal, State
from ctcompanion.publishing.lease import held, is_gone
from ctcompanion.store import Store

NUMBERS = {
    "rows": "Rows in your table",
    "rows_before": "Rows on the portal before",
    "rows_to_send": "Rows to send",
    "rows_sent": "Rows surely sent",
    "rows_now": "Rows on the portal afterwards",
    "rows_copied": "Rows in the working copy",
    "draft_title": "Name of the private draft",
    "request_id": "Number of the last request",
}
"""The journal's facts that help a person who looks at the portal."""


@dataclass(frozen=True)
class Interrupted:
    """One of them. `happened`: what did and did not take place; `can_resume`: its rows are still kept here and no person has to look first.

    `numbers`: what the journal knows, as words and values; `domain`: the portal;
    `dataset_id`: the dataset or the private draft, empty where there is none yet.
    """

    publication_id: str
    title: str
    state: State
    happened: str
    can_resume: bool
    since: str
    domain: str = ""
    dataset_id: str = ""
    mode: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


def interrupted(store: Store, owner: str) -> tuple[Interrupted, ...]:
    """One person's unfinished publications that nobody works on right now, the newest first."""
    found = [entry for entry in store.publications.mine(owner) if State(entry.state) not in FINISHED]
    idle = [entry for entry in found if store.locks.is_free(str(entry.facts.get("lock", "")), is_gone)]
    return tuple(_told(store, entry.id, State(entry.state), entry.facts, entry.changed_at) for entry in idle)


def give_up(store: Store, publication_id: str, owner: str) -> None:
    """A person looked and takes over: the publication is closed, what stands on the portal stays, and Publish may be pressed anew."""
    store.people().require_anywhere(owner, Action.PUBLISH)
    entry = store.publications.find(publication_id)
    if entry is None or entry.owner != owner or State(entry.state) in FINISHED:
        raise StoreError(
            "no-such-publication", "There is no unfinished publication of yours at this address.", "Look at the receipts page."
        )
    with held(store, str(entry.facts.get("lock") or publication_id)) as lease:
        Journal(store, publication_id, owner, lease).write(State.ABANDONED, why="a person took over")
    store.audit.append(owner, "gave up a publication", {"publication": publication_id, "was": entry.state})
    outbox.clear(store, publication_id)


def _told(store: Store, publication_id: str, state: State, facts: Mapping[str, Any], since: str) -> Interrupted:
    kept = store.sealed.kept(f"publication:{publication_id}", "order") is not None
    return Interrupted(
        publication_id=publication_id,
        title=str(facts.get("title", "")),
        state=state,
        happened=happened(state, facts),
        can_resume=kept and state is not State.NEEDS_A_PERSON,
        since=since,
        domain=str(facts.get("lock") or "").rpartition("/")[0],
        dataset_id=str(facts.get("dataset_id") or ""),
        mode=str(facts.get("mode", "")),
        numbers=tuple((words, _shown(facts[name])) for name, words in NUMBERS.items() if facts.get(name) not in (None, "")),
    )


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
