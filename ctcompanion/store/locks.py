"""One publication at a time per dataset: a lease that runs out by itself, and a number that grows with every new holder.

The number (a fencing token) is checked at each journal write, so that a holder who slept past his lease cannot go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from ctcompanion.errors import StoreError
from ctcompanion.store import schema
from ctcompanion.store.database import Database

table = schema.locks


@dataclass(frozen=True)
class Lease:
    """A held lock. `fence` is the pair that journal writes carry."""

    name: str
    holder: str
    number: int

    @property
    def fence(self) -> tuple[str, int]:
        return self.name, self.number


class Locks:
    """Take, renew, release."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, seconds: float, is_gone: Callable[[str], bool] = lambda _: False) -> Lease:
        """The lock, or StoreError `dataset-busy`. `is_gone` tells of a holder that ended without giving it back; the number grows all the same."""
        for _ in range(2):
            try:
                return self._take(name, holder, seconds, is_gone)
            except IntegrityError:  # two came at once for a lock that never was: the second look finds it
                continue
        raise _busy()

    def _take(self, name: str, holder: str, seconds: float, is_gone: Callable[[str], bool]) -> Lease:
        now = self._database.clock().timestamp()
        with self._database.writing() as connection:
            found = connection.execute(select(table).where(table.c.name == name).with_for_update()).first()
            if found is not None and found.until > now and found.holder != holder and not is_gone(found.holder):
                raise _busy()
            number = found.fence + 1 if found is not None else 1
            statement = insert(table).values(name=name) if found is None else update(table).where(table.c.name == name)
            connection.execute(statement.values(holder=holder, fence=number, until=now + seconds))
        return Lease(name, holder, number)

    def renew(self, lease: Lease, seconds: float) -> None:
        """Hold it longer; StoreError `dataset-busy` when it was lost."""
        with self._database.writing() as connection:
            mine = update(table).where(table.c.name == lease.name, table.c.fence == lease.number)
            if not connection.execute(mine.values(until=self._database.clock().timestamp() + seconds)).rowcount:
                raise _busy()

    def release(self, lease: Lease) -> None:
        """Give it back; a lock that was lost meanwhile is left alone. The row stays: its number must never fall."""
        with self._database.writing() as connection:
            connection.execute(update(table).where(table.c.name == lease.name, table.c.fence == lease.number).values(until=0.0))

    def is_free(self, name: str, is_gone: Callable[[str], bool] = lambda _: False) -> bool:
        """Whether nobody holds it now; a holder that `is_gone` holds nothing."""
        with self._database.reading() as connection:
            found = connection.execute(select(table.c.holder, table.c.until).where(table.c.name == name)).first()
        return found is None or found.until <= self._database.clock().timestamp() or is_gone(found.holder)


def _busy() -> StoreError:
    return StoreError(
        "dataset-busy",
        "Somebody else is publishing to this dataset right now. Nothing of yours was sent.",
        "Wait until they are done (the receipts page shows it), then press Publish again.",
    )
