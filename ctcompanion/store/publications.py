"""The journal of publications as rows: the present state of each, and every state it went through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from ctcompanion.errors import StoreError
from ctcompanion.store import schema
from ctcompanion.store.database import Database, once_more

table, events = schema.publications, schema.events


@dataclass(frozen=True)
class Entry:
    """A publication as the journal knows it. `facts` hold counts, ids and hashes, never a cell value."""

    id: str
    owner: str
    state: str
    facts: Mapping[str, Any]
    begun_at: str
    changed_at: str


class Publications:
    """Write a state, read it back. A write that carries a fence is refused when the lock was given to somebody else meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @once_more
    def write(  # noqa: PLR0913
        self,
        id: str,  # noqa: A002
        owner: str,
        state: str,
        facts: Mapping[str, Any],
        *,
        fence: tuple[str, int] | None = None,
        anew: bool = False,
    ) -> Entry:
        """Set the state and add `facts` to what is known, or with `anew` forget what was known.

        `fence`: the lock's name and number; StoreError `lock-lost` if it moved on.
        """
        with self._database.writing() as connection:
            now = self._database.now()
            if fence is not None:
                held = select(schema.locks.c.fence).where(schema.locks.c.name == fence[0]).with_for_update()
                if connection.execute(held).scalar() != fence[1]:
                    raise _lock_lost()
            found = connection.execute(select(table).where(table.c.id == id).with_for_update()).first()
            known = {**(json.loads(found.facts) if found is not None and not anew else {}), **facts}
            values = {"state": state, "facts": json.dumps(known), "changed_at": now}
            if found is None:
                connection.execute(insert(table).values(id=id, owner=owner, begun_at=now, **values))
            else:
                connection.execute(update(table).where(table.c.id == id).values(**values))
            connection.execute(insert(events).values(publication_id=id, state=state, facts=json.dumps(dict(facts)), at=now))
        return Entry(id, found.owner if found is not None else owner, state, known, found.begun_at if found is not None else now, now)

    def find(self, id: str) -> Entry | None:  # noqa: A002
        """The publication, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(table).where(table.c.id == id)).first()
        return _entry(found) if found is not None else None

    def mine(self, owner: str) -> tuple[Entry, ...]:
        """One person's publications, the last changed first."""
        query = select(table).where(table.c.owner == owner).order_by(table.c.changed_at.desc())
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(query))

    def unfinished(self, finished: tuple[str, ...]) -> tuple[Entry, ...]:
        """Those in none of the `finished` states: what a start after a crash looks at."""
        query = select(table).where(table.c.state.not_in(finished)).order_by(table.c.begun_at)
        with self._database.reading() as connection:
            return tuple(_entry(row) for row in connection.execute(query))

    def history(self, id: str) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:  # noqa: A002
        """Every state written: (time, state, facts), the first one first."""
        query = select(events).where(events.c.publication_id == id).order_by(events.c.number)
        with self._database.reading() as connection:
            return tuple((row.at, row.state, json.loads(row.facts)) for row in connection.execute(query))


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.owner, row.state, json.loads(row.facts), row.begun_at, row.changed_at)


def _lock_lost() -> StoreError:
    return StoreError(
        "lock-lost",
        "Another publication took over this dataset while this one was waiting.",
        "Open the receipts page to see what was published, then start again if something is still missing.",
    )
