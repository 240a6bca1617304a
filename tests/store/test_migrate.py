"""A store of any released version opens in this one, on SQLite and on PostgreSQL, with all that is in it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ctcompanion.errors import StoreError
from ctcompanion.settings import Settings
from ctcompanion.store import Seal, Store, open_store
from ctcompanion.store.database import Database
from ctcompanion.store.migrate import MIGRATIONS, NEWEST, migrate, revision
from ctcompanion.store.schema import metadata

SEAL = Seal(b"k" * 32)
RELEASED = Path(__file__).parent / "released"
STARTS = """
import sys
from ctcompanion.store import Seal, Store
Store(sys.argv[1], seal=Seal(b"k" * 32)).audit.append("ana", "published", {})
"""
OWN_PROCESS = """
import sys
from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store
store = Store(sys.argv[1], seal=Seal(b"k" * 32))
print(store.drafts.load("d1", "ana").name, store.drafts.kept("d1", "ana").decode())
print(store.recipes.load("data.ct.gov", "abcd-1234", "ana").version)
try:
    store.locks.take("data.ct.gov/abcd-1234", "eve", 60)
except StoreError as error:
    print(error.code)
"""


def at_release(url: str, number: str) -> None:
    """Fill an empty database with a store as that release left it."""
    kind = url.partition(":")[0]
    script = (RELEASED / f"{number}_{kind}.sql").read_text()
    if kind == "sqlite":
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript(script)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(script)  # type: ignore[call-overload]


@pytest.mark.parametrize("number", sorted({file.name.partition("_")[0] for file in RELEASED.glob("*.sql")}))
def test_a_store_of_every_released_version_opens_with_all_that_is_in_it(url: str, number: str) -> None:
    at_release(url, number)
    store = Store(url, seal=SEAL)
    with store.database.reading() as connection:
        assert revision(connection) == NEWEST
    assert store.drafts.load("d1", "ana").name == "Permits"
    assert store.drafts.kept("d1", "ana") == b"kept bytes"
    assert store.recipes.load("data.ct.gov", "abcd-1234", "ana").next_due == date(2026, 6, 1)
    assert [state for _, state, _ in store.publications.history("p1")] == ["DONE"]
    assert store.audit.verify(store.audit.head()).whole
    store.audit.append("eve", "published", {"rows": 4})
    store.publications.write("p2", "eve", "DONE", {})
    store.close()


@pytest.mark.parametrize("number", sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")))
def test_a_store_of_every_version_on_the_way_opens_too(url: str, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may have stopped at a version between two releases."""
    at_release(url, "0001")
    with monkeypatch.context() as then:
        then.setattr("ctcompanion.store.migrate.NEWEST", number)
        Database(url).engine.dispose()
    store = Store(url, seal=SEAL)
    with store.database.reading() as connection:
        assert revision(connection) == NEWEST
    assert store.drafts.kept("d1", "ana") == b"kept bytes"
    assert store.recipes.load("data.ct.gov", "abcd-1234", "ana").title == "Permits"
    assert store.audit.verify(store.audit.head()).whole
    store.close()


def test_what_the_migrations_make_is_what_the_program_reads(store: Store) -> None:
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_version_is_the_last_file() -> None:
    assert max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")) == NEWEST


def test_the_record_only_grows_after_the_migration_too(url: str) -> None:
    at_release(url, "0001")
    store = Store(url, seal=SEAL)
    with pytest.raises((IntegrityError, StoreError)), store.database.writing() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert store.audit.verify().lines == 1
    store.close()


def test_a_store_of_a_newer_program_is_not_touched(store: Store, url: str) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as caught:
        Store(url, seal=SEAL)
    assert caught.value.code == "store-too-new"


def test_a_migration_happens_whole_or_not_at_all(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_release(url, "0001")
    monkeypatch.setattr("ctcompanion.store.database.migrate", lambda _: None)
    database = Database(url)
    with pytest.raises(RuntimeError):
        _half_way(database)
    with database.reading() as connection:
        assert revision(connection) == "0001"
        assert connection.execute(text("SELECT version FROM store_version")).scalar() == 1
    database.engine.dispose()


def _half_way(database: Database) -> None:
    with database.writing() as connection:
        migrate(connection)
        raise RuntimeError("the machine goes down here")


def test_programs_that_start_at_once_make_one_store(url: str) -> None:
    errors: list[Exception] = []

    def start() -> None:
        try:
            Store(url, seal=SEAL).close()
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_processes_that_start_at_once_on_an_empty_or_an_old_database_make_one_store(url: str) -> None:
    for old in (False, True):
        if old:
            with Database(url).writing() as connection:
                for name in (*metadata.tables, "alembic_version"):
                    connection.execute(text(f"DROP TABLE {name}"))
                if connection.dialect.name == "postgresql":
                    connection.execute(text("DROP FUNCTION audit_only_grows"))
            at_release(url, "0001")
        starting = [subprocess.Popen([sys.executable, "-c", STARTS, url], stderr=subprocess.PIPE, text=True) for _ in range(4)]
        assert [one.communicate(timeout=60)[1] for one in starting] == [""] * 4
        store = Store(url, seal=SEAL)
        assert len(store.drafts.mine("ana")) == (1 if old else 0)
        assert store.audit.verify().whole
        store.close()


def test_two_processes_share_drafts_recipes_and_locks(url: str) -> None:
    store = Store(url, seal=SEAL)
    store.drafts.save("d1", "Permits", "{}", {}, "ana")
    store.drafts.keep("d1", "ana", b"rows")
    store.recipes.save("data.ct.gov", "abcd-1234", "{}", owner="ana", title="Permits")
    store.locks.take("data.ct.gov/abcd-1234", "ana", 60)
    other = subprocess.run([sys.executable, "-c", OWN_PROCESS, url], capture_output=True, text=True, check=True)
    assert other.stdout.split("\n")[:3] == ["Permits rows", "1", "dataset-busy"]
    store.close()


def test_of_twenty_tabs_that_save_one_draft_at_once_none_overwrites_another(store: Store) -> None:
    store.drafts.save("d1", "Permits", "{}", {}, "ana")
    gate, codes = threading.Barrier(20), list[str]()

    def save(number: int) -> None:
        gate.wait()
        try:
            store.drafts.save("d1", f"Tab {number}", "{}", {}, "ana", seen=1)
            codes.append("saved")
        except StoreError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["draft-changed"] * 19 + ["saved"]


def test_twenty_first_saves_of_one_recipe_make_twenty_versions(store: Store) -> None:
    gate, versions = threading.Barrier(5), list[int]()

    def save(number: int) -> None:
        gate.wait()
        versions.append(store.recipes.save("data.ct.gov", "x", f'{{"n": {number}}}', owner="ana", title="T").version)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(versions) == [1, 2, 3, 4, 5]


def test_an_unreachable_server_is_said_in_words() -> None:
    with pytest.raises(StoreError) as caught:
        Store(f"postgresql://nobody@/none?host=/nowhere/{datetime.now(UTC):%f}", seal=SEAL)
    assert caught.value.code == "store-unreachable"
    assert "nobody" not in str(caught.value)


def test_a_locked_file_is_waited_for_and_then_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctcompanion.store.database.BUSY_SECONDS", 0.2)
    url = f"sqlite:///{tmp_path / 'companion.db'}"
    store = Store(url, seal=SEAL)
    store.drafts.save("d1", "Permits", "{}", {}, "ana")
    other = sqlite3.connect(tmp_path / "companion.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        store.drafts.save("d1", "Later", "{}", {}, "ana")
    assert caught.value.code == "store-unreachable"
    assert store.drafts.load("d1", "ana").name == "Permits"
    other.execute("ROLLBACK")
    other.close()
    assert store.drafts.save("d1", "Later", "{}", {}, "ana").saves == 2
    store.close()


def test_a_full_disk_is_said_in_words_and_what_was_kept_stays(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'companion.db'}", seal=SEAL)
    store.drafts.save("d1", "Permits", "{}", {}, "ana")
    with store.database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreError) as caught:
        store.drafts.keep("d1", "ana", b"x" * 5_000_000)
    assert caught.value.code == "store-unreachable"
    assert "disk may be full" in caught.value.hint
    assert store.drafts.load("d1", "ana").name == "Permits"
    assert store.drafts.kept("d1", "ana") is None
    store.close()


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    """A file stands where the folder should be: so it is for root too, whom no permission stops."""
    (tmp_path / "var").write_text("")
    for folder in (tmp_path / "var", tmp_path / "var" / "deeper"):
        with pytest.raises(StoreError) as caught:
            open_store(Settings(data_folder=folder))
        assert caught.value.code == "no-data-folder"
        assert "CTCOMPANION_DATA_FOLDER" in caught.value.hint


def test_a_store_that_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "companion.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError) as caught:
        Store(f"sqlite:///{tmp_path / 'companion.db'}", seal=SEAL)
    assert caught.value.code == "store-unreachable"
