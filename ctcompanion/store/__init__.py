"""What must outlive a browser tab: drafts, recipes, receipts, the journal of publications, locks, and the audit.

store = Store(settings.database_url, seal=seal_from(settings))      or      open_store(settings)
store.drafts  store.recipes  store.receipts  store.publications  store.locks  store.audit
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ctcompanion.settings import Settings
from ctcompanion.store.audit import Audit
from ctcompanion.store.database import Database, utc_now
from ctcompanion.store.drafts import Drafts, SavedDraft
from ctcompanion.store.locks import Locks
from ctcompanion.store.publications import Entry, Publications
from ctcompanion.store.receipts import Receipts
from ctcompanion.store.recipes import Recipes, SavedRecipe
from ctcompanion.store.seal import Seal, seal_from
from ctcompanion.store.sealed import SealedPieces

__all__ = ["Entry", "SavedDraft", "SavedRecipe", "Seal", "Store", "open_store", "seal_from"]


class Store:
    """One database, SQLite or PostgreSQL by URL. Safe to share between threads; nothing is global."""

    def __init__(
        self, url: str, *, seal: Seal, keep_sources: bool = True, purge_days: int = 7, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.database = Database(url, clock)
        self.sealed = SealedPieces(self.database, seal, on_disk=keep_sources)
        self.purge_days = purge_days
        self.drafts = Drafts(self.database, self.sealed)
        self.recipes = Recipes(self.database)
        self.receipts = Receipts(self.database)
        self.publications = Publications(self.database)
        self.locks = Locks(self.database)
        self.audit = Audit(self.database, seal.key_for("audit"))

    def purge(self) -> int:
        """Delete raw data kept longer than the setting says; decisions stay. Called at start and once a day."""
        return self.sealed.purge(self.purge_days)

    def close(self) -> None:
        """Give the connections back."""
        self.database.engine.dispose()


def open_store(settings: Settings) -> Store:
    """The store of this installation."""
    seal = seal_from(settings)
    return Store(settings.database_url, seal=seal, keep_sources=settings.keep_sources, purge_days=settings.purge_days)
