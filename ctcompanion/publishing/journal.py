"""The journal of one publication: its state is in the store before each call to the portal, so that no crash leaves a riddle.

DRAFT > CHECKED(hash) > LOCKED > CREATED > SENT(k of n) > VERIFIED > DONE; side exits ABANDONED and NEEDS_A_PERSON.
A fact is a count, an id, a hash or a time; never a cell value.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from ctcompanion.store import Store
from ctcompanion.store.locks import Lease


class State(StrEnum):
    """How far a publication is."""

    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    LOCKED = "LOCKED"
    CREATED = "CREATED"
    SENT = "SENT"
    VERIFIED = "VERIFIED"
    DONE = "DONE"
    ABANDONED = "ABANDONED"
    NEEDS_A_PERSON = "NEEDS_A_PERSON"


FINISHED = (State.DONE, State.ABANDONED)
CLOSED = (*FINISHED, State.NEEDS_A_PERSON)
"""States that a start after a crash leaves alone."""


class Journal:
    """Writes states with the lock's fence: a run whose lock was taken over cannot write, and so cannot send."""

    def __init__(self, store: Store, publication_id: str, owner: str, lease: Lease | None = None) -> None:
        self._store = store
        self.id = publication_id
        self.owner = owner
        self.lease = lease
        found = store.publications.find(publication_id)
        self.state = State(found.state) if found is not None else State.DRAFT
        self.facts: Mapping[str, Any] = found.facts if found is not None else {}

    def write(self, state: State, **facts: Any) -> None:
        """Keep the state and add the facts. StoreError `lock-lost` when somebody else holds the dataset now."""
        self._write(state, facts, anew=False)

    def begin(self, **facts: Any) -> None:
        """CHECKED, with these facts and no others: what an earlier run left behind does not count any more."""
        self._write(State.CHECKED, facts, anew=True)

    def _write(self, state: State, facts: Mapping[str, Any], *, anew: bool) -> None:
        fence = self.lease.fence if self.lease is not None else None
        entry = self._store.publications.write(self.id, self.owner, state, facts, fence=fence, anew=anew)
        self.state, self.facts = state, entry.facts

    def note(self, **facts: Any) -> None:
        """Add facts without a new state."""
        self.write(self.state, **facts)
