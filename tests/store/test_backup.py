"""One command copies the store while it is used, one puts it back."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store
from ctcompanion.store.backup import backup, restore
from tests.store.test_migrate import at_release


@pytest.fixture
def url(tmp_path: Path) -> str:
    """These tests look at the file itself."""
    return f"sqlite:///{tmp_path / 'companion.db'}"


def test_what_was_backed_up_comes_back(store: Store, url: str, tmp_path: Path) -> None:
    store.drafts.save("d1", "Before", "{}", {}, "ana")
    store.drafts.keep("d1", "ana", b"rows")
    store.audit.append("ana", "published", {})
    copy = backup(url, tmp_path / "copy.db")
    store.drafts.save("d1", "After", "{}", {}, "ana")
    store.close()
    restore(url, copy)
    again = Store(url, seal=Seal(b"k" * 32))
    assert again.drafts.load("d1", "ana").name == "Before"
    assert again.drafts.kept("d1", "ana") == b"rows"
    assert again.audit.verify().lines == 1
    again.close()


def test_a_copy_made_while_others_write_is_whole(store: Store, url: str, tmp_path: Path) -> None:
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            store.audit.append("ana", "published", {})

    writer = threading.Thread(target=write)
    writer.start()
    copy = backup(url, tmp_path / "copy.db")
    over.set()
    writer.join()
    again = Store(f"sqlite:///{copy}", seal=Seal(b"k" * 32))
    assert again.audit.verify().whole
    again.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"no database at all"])
def test_something_else_is_not_restored_over_the_store(store: Store, url: str, tmp_path: Path, content: bytes) -> None:
    store.drafts.save("d1", "Kept", "{}", {}, "ana")
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(StoreError) as caught:
        restore(url, tmp_path / "other")
    assert caught.value.code == "no-backup"
    assert store.drafts.load("d1", "ana").name == "Kept"


def test_what_is_not_there_or_no_store_says_so(tmp_path: Path) -> None:
    for url, code in ((f"sqlite:///{tmp_path / 'none.db'}", "no-store"), ("sqlite://", "not-a-store"), ("no address", "not-a-store")):
        with pytest.raises(StoreError) as caught:
            backup(url, tmp_path / "copy.db")
        assert caught.value.code == code


def test_a_store_on_a_server_is_backed_up_and_comes_back(empty_database: str, tmp_path: Path) -> None:
    store = Store(empty_database, seal=Seal(b"k" * 32))
    store.drafts.save("d1", "Before", "{}", {}, "ana")
    store.audit.append("ana", "published", {})
    copy = backup(empty_database, tmp_path / "copy.dump")
    store.drafts.save("d1", "After", "{}", {}, "ana")
    store.drafts.save("d2", "Later", "{}", {}, "ana")
    store.close()
    restore(empty_database, copy)
    again = Store(empty_database, seal=Seal(b"k" * 32))
    assert [draft.name for draft in again.drafts.mine("ana")] == ["Before"]
    assert again.audit.verify(again.audit.head()).lines == 1
    again.audit.append("ana", "published", {})
    again.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_something_else_is_not_restored_over_a_server(empty_database: str, tmp_path: Path) -> None:
    store = Store(empty_database, seal=Seal(b"k" * 32))
    store.drafts.save("d1", "Kept", "{}", {}, "ana")
    (tmp_path / "other").write_bytes(b"no dump")
    with pytest.raises(StoreError) as caught:
        restore(empty_database, tmp_path / "other")
    assert caught.value.code == "no-backup"
    assert store.drafts.load("d1", "ana").name == "Kept"
    store.close()


def test_a_server_that_does_not_answer_leaves_no_half_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        backup(f"postgresql://nobody@/none?host={tmp_path}", tmp_path / "copy.dump")
    assert caught.value.code == "backup-failed"
    assert not (tmp_path / "copy.dump").exists()


def test_a_backup_onto_the_store_itself_is_refused_and_the_store_stays(store: Store, url: str, tmp_path: Path) -> None:
    store.drafts.save("d1", "Kept", "{}", {}, "ana")
    (tmp_path / "link.db").symlink_to(tmp_path / "companion.db")
    for act in (lambda: backup(url, tmp_path / "companion.db"), lambda: backup(url, tmp_path / "link.db"), lambda: restore(url, tmp_path / "companion.db")):  # fmt: skip
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "backup-onto-itself"
    assert store.drafts.load("d1", "ana").name == "Kept"


def test_a_backup_that_fails_leaves_the_older_one(store: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.drafts.save("d1", "Before", "{}", {}, "ana")
    copy = backup(url, tmp_path / "copy.db")
    before = copy.read_bytes()

    def full(*_: object) -> None:
        raise StoreError("backup-failed", "The copy could not be made.", "Check that the disk has room.")

    monkeypatch.setattr("ctcompanion.store.backup._copy", full)
    with pytest.raises(StoreError):
        backup(url, copy)
    assert copy.read_bytes() == before
    monkeypatch.undo()
    store.drafts.save("d1", "After", "{}", {}, "ana")
    store.close()
    restore(url, backup(url, copy))
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_file_that_is_no_backup_is_not_written_over(store: Store, url: str, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"PK years of work")
    with pytest.raises(StoreError) as caught:
        backup(url, tmp_path / "thesis.docx")
    assert caught.value.code == "not-a-backup-file"
    assert (tmp_path / "thesis.docx").read_bytes() == b"PK years of work"


def test_a_restore_while_the_app_runs_is_refused(store: Store, url: str, tmp_path: Path) -> None:
    store.drafts.save("d1", "Before", "{}", {}, "ana")
    copy = backup(url, tmp_path / "copy.db")
    store.drafts.save("d1", "After", "{}", {}, "ana")
    with pytest.raises(StoreError) as caught:
        restore(url, copy)
    assert caught.value.code == "store-in-use"
    store.drafts.save("d2", "And on", "{}", {}, "ana")
    assert store.drafts.load("d1", "ana").name == "After"


def test_a_damaged_backup_and_one_of_a_newer_program_are_refused(store: Store, url: str, tmp_path: Path) -> None:
    store.drafts.save("d1", "Kept", "{}" * 50_000, {}, "ana")
    copy = backup(url, tmp_path / "copy.db")
    store.close()
    broken = bytearray(copy.read_bytes())
    broken[len(broken) // 2 : len(broken) // 2 + 9000] = b"\x07" * 9000
    (tmp_path / "broken.db").write_bytes(broken)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for file, codes in ((tmp_path / "broken.db", {"backup-damaged", "no-backup"}), (copy, {"store-too-new"})):
        with pytest.raises(StoreError) as caught:
            restore(url, file)
        assert caught.value.code in codes
    again = Store(url, seal=Seal(b"k" * 32))
    assert again.drafts.load("d1", "ana").name == "Kept"
    again.close()


def test_a_backup_of_the_first_release_comes_back_up_to_date(store: Store, url: str, tmp_path: Path) -> None:
    store.approvals.ask("f" * 64, "Later", "", "ana")
    store.close()
    at_release(f"sqlite:///{tmp_path / 'old.db'}", "0001")
    restore(url, tmp_path / "old.db")
    again = Store(url, seal=Seal(b"k" * 32))
    assert again.recipes.load("data.ct.gov", "abcd-1234", "ana").title == "Permits"
    assert again.approvals.find("f" * 64) is None
    again.close()


def test_a_backup_of_the_first_release_comes_back_on_a_server_too(server: str, empty_database: str, tmp_path: Path) -> None:
    at_release(empty_database, "0001")
    copy = backup(empty_database, tmp_path / "old.dump")
    store = Store(empty_database, seal=Seal(b"k" * 32))
    store.approvals.ask("f" * 64, "Later", "", "ana")
    store.audit.append("ana", "published", {})
    with store.database.writing() as connection:
        connection.execute(text("CREATE TABLE of_somebody_else (n int)"))
    store.close()
    restore(empty_database, copy)
    again = Store(empty_database, seal=Seal(b"k" * 32))
    assert again.recipes.load("data.ct.gov", "abcd-1234", "ana").title == "Permits"
    assert again.approvals.find("f" * 64) is None
    assert again.audit.verify(again.audit.head()).lines == 1
    with again.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM of_somebody_else")).scalar() == 0
    again.close()


def test_a_damaged_dump_and_one_of_a_newer_program_leave_the_server_as_it_was(empty_database: str, tmp_path: Path) -> None:
    store = Store(empty_database, seal=Seal(b"k" * 32))
    store.drafts.save("d1", "Kept", "{}" * 50_000, {}, "ana")
    whole = backup(empty_database, tmp_path / "whole.dump")
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    newer = backup(empty_database, tmp_path / "newer.dump")
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    (tmp_path / "cut.dump").write_bytes(whole.read_bytes()[:-600])
    for file, codes in ((tmp_path / "cut.dump", {"backup-damaged", "no-backup"}), (newer, {"store-too-new"})):
        with pytest.raises(StoreError) as caught:
            restore(empty_database, file)
        assert caught.value.code in codes
    assert store.drafts.load("d1", "ana").name == "Kept"
    store.close()


WRITES = """
import sys
from ctcompanion.store import Seal, Store
store = Store(sys.argv[1], seal=Seal(b"k" * 32))
print("begun", flush=True)
number = 0
while True:
    number += 1
    store.drafts.save("d1", f"Save {number}", "{}", {"number": number}, "ana")
    store.audit.append("ana", "published", {"rows": number})
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_beside_another_process_that_writes_is_of_one_moment(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'companion.db'}" if kind == "sqlite" else str(request.getfixturevalue("empty_database"))
    Store(url, seal=Seal(b"k" * 32)).close()
    writer = subprocess.Popen([sys.executable, "-c", WRITES, url], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    copies = [backup(url, tmp_path / f"copy{number}") for number in range(3)]
    writer.kill()
    writer.wait(20)
    writer.stdout.close()
    for copy in copies:
        restore(url, copy)
        again = Store(url, seal=Seal(b"k" * 32))
        verdict, saves = again.audit.verify(), [draft.saves for draft in again.drafts.mine("ana")] or [0]
        assert verdict.whole
        assert saves[0] - verdict.lines in {0, 1}  # a save and its line are two transactions
        again.close()
