"""One command copies the store while it is used, one puts it back."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store
from ctcompanion.store.backup import backup, restore


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
