"""What must outlive a browser tab: drafts, recipes, receipts, the journal of publications, locks, and the audit.

store = Store(settings.database_url, seal=seal_from(settings))      or      open_store(settings)
store.drafts  store.recipes  store.receipts  store.publications  store.locks  store.audit  store.approvals

`store.people()` says who may do what; every write that needs a role asks there, whoever calls.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ctcompanion.errors import SettingsError, StoreError
from ctcompanion.people import ALONE, People, Told, people_in
from ctcompanion.reference import agencies
from ctcompanion.settings import Settings
from ctcompanion.store.anchor import Anchor, anchor_of
from ctcompanion.store.approvals import Approval, Approvals
from ctcompanion.store.audit import Audit
from ctcompanion.store.database import Database, utc_now
from ctcompanion.store.drafts import Drafts, SavedDraft
from ctcompanion.store.locks import Locks
from ctcompanion.store.publications import Entry, Publications
from ctcompanion.store.receipts import Receipts
from ctcompanion.store.recipes import Recipes, SavedRecipe
from ctcompanion.store.seal import Seal, seal_from
from ctcompanion.store.sealed import SealedPieces

__all__ = ["Approval", "Entry", "SavedDraft", "SavedRecipe", "Seal", "Store", "keeps_sources", "open_store", "seal_from"]


class Store:
    """One database, SQLite or PostgreSQL by URL. Safe to share between threads; nothing is global."""

    def __init__(  # noqa: PLR0913
        self,
        url: str,
        *,
        seal: Seal,
        keep_sources: bool = True,
        purge_days: int = 7,
        clock: Callable[[], datetime] = utc_now,
        people: Told = lambda: ALONE,
        anchor: Anchor | None = None,
    ) -> None:
        self.people = people
        self.database = Database(url, clock)
        self.sealed = SealedPieces(self.database, seal, on_disk=keep_sources)
        self.purge_days = purge_days
        self.drafts = Drafts(self.database, self.sealed, people)
        self.receipts = Receipts(self.database, people)
        self.publications = Publications(self.database)
        self.locks = Locks(self.database)
        self.audit = Audit(self.database, seal.key_for("audit"), anchor)
        self.recipes = Recipes(self.database, self.audit, people)
        self.approvals = Approvals(self.database, self.audit, people, SealedPieces(self.database, seal))

    def purge(self) -> int:
        """Delete raw data kept longer than the setting says; decisions stay. Called at start and once a day."""
        return self.sealed.purge(self.purge_days)

    def close(self) -> None:
        """Give the connections back."""
        self.database.engine.dispose()


def open_store(settings: Settings, *, signed_in: bool = False) -> Store:
    """The store of this installation. `signed_in`: people sign in, so that only the file of people grants anything.

    StoreError `no-data-folder` where nothing can be written there; SettingsError `another-seal-key` where the store was made with another
    key: two servers with a key each would make a record that holds nowhere.
    """
    people, keeps = told_by(settings, signed_in=signed_in), keeps_sources(settings, signed_in=signed_in)
    url, days = settings.database_url, settings.purge_days
    try:
        seal, anchor = seal_from(settings), anchor_of(settings.data_folder, url)
        store = Store(url, seal=seal, keep_sources=keeps, purge_days=days, people=people, anchor=anchor)
    except OSError as error:
        raise StoreError(
            "no-data-folder",
            f"Nothing can be kept in the data folder ({error.strerror or type(error).__name__}).",
            "Whoever runs CT Companion has to make it writable, or to name another one in CTCOMPANION_DATA_FOLDER.",
        ) from None
    if store.audit.is_ours():
        return store
    store.close()
    raise SettingsError(
        "another-seal-key",
        "The record of this store does not hold under this seal key: it was written with another one, or altered.",
        "Put the key that the store was made with to seal.key in the data folder, or into CTCOMPANION_SEAL_KEY: the same for every server.",
    )


def keeps_sources(settings: Settings, *, signed_in: bool) -> bool:
    """Whether raw files are kept sealed, or in memory only: as the settings say, else sealed on one's own machine alone."""
    return not signed_in if settings.keep_sources is None else settings.keep_sources


def told_by(settings: Settings, *, signed_in: bool) -> Told:
    """Who may do what: the file's people; without a file one person alone, or with sign-in nobody."""
    if settings.people_file is not None:
        return people_in(settings.people_file, frozenset(agencies()))
    nobody = People()
    return (lambda: nobody) if signed_in else (lambda: ALONE)
