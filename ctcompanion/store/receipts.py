"""Receipts: what was published, when and by whom. They hold no cell value and are never deleted."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from ctcompanion.errors import StoreError
from ctcompanion.model import Receipt
from ctcompanion.people import Action, Told
from ctcompanion.store import schema
from ctcompanion.store.database import Database, once_more
from ctcompanion.store.seen import seen
from ctcompanion.store.values import from_json, to_json

table = schema.receipts


class Receipts:
    """Keep, find by publication, list by person or by dataset."""

    def __init__(self, database: Database, people: Told) -> None:
        self._database = database
        self._people = people

    @once_more
    def keep(self, receipt: Receipt, owner: str) -> None:
        """Keep a receipt. The same publication again takes the first one's place and keeps its owner; done anew, it is the newest."""
        values = {
            "domain": receipt.domain,
            "dataset_id": receipt.dataset_id,
            "fingerprint": receipt.fingerprint,
            "receipt": to_json(receipt),
            "agency": receipt.agency,
        }
        same = table.c.publication_id == receipt.publication_id
        with self._database.writing() as connection:
            found = connection.execute(select(table.c.receipt).where(same)).scalar()
            if found is None:
                row = insert(table).values(publication_id=receipt.publication_id, owner=owner, kept_at=self._database.now(), **values)
                connection.execute(row)
                return
            again = from_json(Receipt, found).when != receipt.when
            connection.execute(update(table).where(same).values(**values, **({"kept_at": self._database.now()} if again else {})))

    def find(self, publication_id: str, owner: str | None = None) -> Receipt | None:
        """The receipt of a publication, or None. `owner` None: whoever's (for the machinery, not for pages)."""
        query = select(table.c.receipt).where(table.c.publication_id == publication_id)
        if owner is not None:
            query = query.where(seen(table, self._people(), owner, Action.SEE))
        with self._database.reading() as connection:
            found = connection.execute(query).scalar()
        return from_json(Receipt, found) if found else None

    def load(self, publication_id: str, owner: str) -> Receipt:
        """The receipt; StoreError `no-such-receipt` when there is none, or it is somebody else's."""
        found = self.find(publication_id, owner)
        if found is None:
            raise StoreError("no-such-receipt", "There is no receipt of yours at this address.", "Choose one from the receipts page.")
        return found

    def mine(self, owner: str) -> tuple[Receipt, ...]:
        """All receipts of one person and of the agencies that this person may see, the newest first."""
        query = select(table.c.receipt).where(seen(table, self._people(), owner, Action.SEE)).order_by(table.c.kept_at.desc())
        with self._database.reading() as connection:
            return tuple(from_json(Receipt, text) for text in connection.execute(query).scalars())

    def of_dataset(self, domain: str, dataset_id: str) -> tuple[Receipt, ...]:
        """Everything published to one dataset from here, the newest first, by whomever."""
        query = select(table.c.receipt).where(table.c.domain == domain, table.c.dataset_id == dataset_id).order_by(table.c.kept_at.desc())
        with self._database.reading() as connection:
            return tuple(from_json(Receipt, text) for text in connection.execute(query).scalars())
