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


def test_what_is_not_there_or_no_file_says_so(tmp_path: Path) -> None:
    for url, code in ((f"sqlite:///{tmp_path / 'none.db'}", "no-store"), ("postgresql://host/db", "not-a-file")):
        with pytest.raises(StoreError) as caught:
            backup(url, tmp_path / "copy.db")
        assert caught.value.code == code
