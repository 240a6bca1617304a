"""Raw data at rest: sealed, purged, or never on the disk."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ctcompanion.errors import SettingsError, StoreError
from ctcompanion.settings import Settings
from ctcompanion.store import Seal, Store, open_store, seal_from
from ctcompanion.store import sealed as sealed_module

MARK = b"marked-cell-of-the-upload"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """These tests look at the file itself."""
    return f"sqlite:///{tmp_path / 'companion.db'}"


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_kept_bytes_come_back_and_lie_nowhere_in_clear(store: Store, tmp_path: Path) -> None:
    store.sealed.keep("draft:d1", "source", MARK * 1000)
    assert store.sealed.kept("draft:d1", "source") == MARK * 1000
    assert MARK not in on_disk(tmp_path)


def test_large_files_are_kept_in_pieces(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_module, "PIECE_BYTES", 1000)
    content = bytes(range(256)) * 37
    store.sealed.keep("draft:d1", "source", content)
    assert store.sealed.kept("draft:d1", "source") == content


def test_a_shorter_file_leaves_nothing_of_the_longer_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_module, "PIECE_BYTES", 10)
    store.sealed.keep("draft:d1", "source", b"x" * 95)
    store.sealed.keep("draft:d1", "source", b"y" * 15)
    assert store.sealed.kept("draft:d1", "source") == b"y" * 15


def test_an_empty_file_is_kept_too(store: Store) -> None:
    store.sealed.keep("draft:d1", "source", b"")
    assert store.sealed.kept("draft:d1", "source") == b""


def test_in_memory_only_nothing_reaches_the_disk_and_a_restart_forgets(url: str, tmp_path: Path) -> None:
    hosted = Store(url, seal=Seal(b"k" * 32), keep_sources=False)
    hosted.sealed.keep("draft:d1", "source", MARK)
    assert hosted.sealed.kept("draft:d1", "source") == MARK
    assert MARK not in on_disk(tmp_path)
    hosted.close()
    again = Store(url, seal=Seal(b"k" * 32), keep_sources=False)
    assert again.sealed.kept("draft:d1", "source") is None
    again.close()


def test_files_in_memory_do_not_grow_without_end(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_module, "MEMORY_BYTES", 2500)
    hosted = Store(url, seal=Seal(b"k" * 32), keep_sources=False)
    for number in (1, 2, 1, 3):
        hosted.sealed.keep(f"draft:d{number}", "source", bytes(1000))
    assert [hosted.sealed.kept(f"draft:d{number}", "source") is None for number in (1, 2, 3)] == [False, True, False]
    hosted.sealed.keep("draft:d4", "source", bytes(9000))
    assert hosted.sealed.kept("draft:d4", "source") == bytes(9000)
    hosted.close()


def test_what_lay_on_the_disk_before_the_setting_was_changed_is_not_taken_for_the_newer_file(url: str) -> None:
    before = Store(url, seal=Seal(b"k" * 32))
    before.sealed.keep("draft:d1", "source", b"older")
    before.close()
    hosted = Store(url, seal=Seal(b"k" * 32), keep_sources=False)
    assert hosted.sealed.kept("draft:d1", "source") == b"older"
    hosted.sealed.keep("draft:d1", "source", MARK)
    hosted.close()
    again = Store(url, seal=Seal(b"k" * 32), keep_sources=False)
    assert again.sealed.kept("draft:d1", "source") is None
    again.close()


@pytest.mark.parametrize("keep_sources", [True, False])
def test_old_data_is_purged_and_decisions_stay(url: str, clock: Any, keep_sources: bool) -> None:
    store = Store(url, seal=Seal(b"k" * 32), keep_sources=keep_sources, purge_days=7, clock=clock)
    store.drafts.save("d1", "Permits", "{}", {}, "ana")
    store.drafts.keep("d1", "ana", MARK)
    clock.pass_(days=6, hours=23)
    assert store.purge() == 0
    clock.pass_(hours=2)
    assert store.purge() == 1
    assert store.drafts.kept("d1", "ana") is None
    assert store.drafts.load("d1", "ana").name == "Permits"
    store.close()


def test_another_key_opens_nothing(store: Store, url: str) -> None:
    store.sealed.keep("draft:d1", "source", MARK)
    other = Store(url, seal=Seal(b"x" * 32))
    with pytest.raises(StoreError) as caught:
        other.sealed.kept("draft:d1", "source")
    assert caught.value.code == "seal-broken"
    other.close()


@given(content=st.binary(max_size=200), place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_every_changed_bit_is_noticed(content: bytes, place: int, bit: int) -> None:
    seal = Seal(b"k" * 32)
    closed = bytearray(seal.close(content, "about"))
    closed[place % len(closed)] ^= 1 << bit
    with pytest.raises(StoreError):
        seal.open(bytes(closed), "about")


def test_bytes_sealed_about_one_draft_do_not_open_as_another() -> None:
    seal = Seal(b"k" * 32)
    with pytest.raises(StoreError):
        seal.open(seal.close(MARK, "draft:d1"), "draft:d2")


def test_the_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path / "var")
    closed = seal_from(settings).close(MARK, "x")
    assert seal_from(settings).open(closed, "x") == MARK
    file = tmp_path / "var" / "seal.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["seal.key"]


def test_a_key_from_the_settings_is_base64_of_32_bytes() -> None:
    good = Settings(seal_key=SecretStr("a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="))
    assert seal_from(good).open(Seal(b"k" * 32).close(MARK, "x"), "x") == MARK
    for bad in ("not base64!", "c2hvcnQ="):
        with pytest.raises(SettingsError) as caught:
            seal_from(Settings(seal_key=SecretStr(bad)))
        assert caught.value.code == "bad-seal-key"
        assert bad not in str(caught.value.as_json())


def test_a_second_server_with_a_key_of_its_own_is_refused_before_it_writes(url: str, tmp_path: Path) -> None:
    first = open_store(Settings(data_folder=tmp_path / "one", store_url=url))
    first.audit.append("ana", "published", {})
    with pytest.raises(SettingsError) as caught:
        open_store(Settings(data_folder=tmp_path / "two", store_url=url))
    assert caught.value.code == "another-seal-key"
    (tmp_path / "two" / "seal.key").write_bytes((tmp_path / "one" / "seal.key").read_bytes())
    second = open_store(Settings(data_folder=tmp_path / "two", store_url=url))
    second.audit.append("eve", "published", {})
    assert first.audit.verify().lines == second.audit.verify().lines == 2
    assert first.audit.verify().whole
    first.close()
    second.close()


def test_the_store_opens_from_settings_alone(tmp_path: Path) -> None:
    opened = open_store(Settings(data_folder=tmp_path / "new" / "var"))
    opened.drafts.save("d1", "Permits", "{}", {}, "ana")
    assert (tmp_path / "new" / "var" / "companion.db").exists()
    opened.close()
