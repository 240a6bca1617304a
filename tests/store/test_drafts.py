"""Drafts: saved at every step, seen by their owner alone, never overwritten by an older tab."""

from __future__ import annotations

from typing import Any

import pytest

from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store

MARK = b"marked-cell-of-the-upload"


def saved(store: Store, id: str = "d1", owner: str = "ana", **more: Any) -> None:  # noqa: A002
    store.drafts.save(id, more.get("name", "Permits"), more.get("recipe", "{}"), {"file_name": "permits.xlsx"}, owner)


def test_a_draft_comes_back_as_it_was_saved(store: Store) -> None:
    saved(store, recipe='{"schema_version": 1}')
    draft = store.drafts.load("d1", "ana")
    assert (draft.name, draft.recipe, draft.source) == ("Permits", '{"schema_version": 1}', {"file_name": "permits.xlsx"})
    assert draft.saved_at == "2026-03-03T10:42:00.000000+00:00"


def test_another_process_finds_it(store: Store, url: str) -> None:
    saved(store)
    other = Store(url, seal=Seal(b"k" * 32))
    assert other.drafts.load("d1", "ana").name == "Permits"
    other.close()


@pytest.mark.parametrize("act", ["load", "rename", "delete", "save", "keep", "kept"])
def test_a_draft_of_somebody_else_does_not_exist(store: Store, act: str) -> None:
    saved(store)
    drafts = store.drafts
    acts = {
        "load": lambda: drafts.load("d1", "eve"),
        "rename": lambda: drafts.rename("d1", "mine", "eve"),
        "delete": lambda: drafts.delete("d1", "eve"),
        "save": lambda: saved(store, owner="eve"),
        "keep": lambda: drafts.keep("d1", "eve", b"x"),
        "kept": lambda: drafts.kept("d1", "eve"),
    }
    with pytest.raises(StoreError) as caught:
        acts[act]()
    assert caught.value.code == "no-such-draft"
    assert drafts.load("d1", "ana").name == "Permits"


def test_mine_are_listed_with_the_last_saved_first(store: Store, clock: Any) -> None:
    for id_ in ("d1", "d2", "d3"):
        saved(store, id_)
        clock.pass_(minutes=1)
    saved(store, "d1")
    saved(store, "theirs", owner="eve")
    assert [draft.id for draft in store.drafts.mine("ana")] == ["d1", "d3", "d2"]


def test_an_older_tab_cannot_overwrite_a_newer_one(store: Store) -> None:
    saved(store)
    seen = store.drafts.load("d1", "ana").saves
    store.drafts.save("d1", "Newer", "{}", {}, "ana", seen=seen)
    with pytest.raises(StoreError) as caught:
        store.drafts.save("d1", "Older", "{}", {}, "ana", seen=seen)
    assert caught.value.code == "draft-changed"
    assert store.drafts.load("d1", "ana").name == "Newer"


def test_a_draft_that_was_deleted_in_another_tab_does_not_come_back_by_a_save(store: Store) -> None:
    saved(store)
    store.drafts.delete("d1", "ana")
    with pytest.raises(StoreError) as caught:
        store.drafts.save("d1", "Permits", "{}", {}, "ana", seen=1)
    assert caught.value.code == "draft-gone"
    assert store.drafts.mine("ana") == ()


def test_a_deleted_draft_takes_its_file_along(store: Store) -> None:
    saved(store)
    store.drafts.keep("d1", "ana", MARK)
    store.drafts.delete("d1", "ana")
    assert store.sealed.kept("draft:d1", "source") is None
    assert store.drafts.mine("ana") == ()


def test_a_name_full_of_quotes_is_only_a_name(store: Store) -> None:
    saved(store, name="'; DROP TABLE drafts; --")
    assert store.drafts.load("d1", "ana").name == "'; DROP TABLE drafts; --"


def test_a_draft_keeps_all_its_files_in_their_order_and_only_those(store: Store) -> None:
    saved(store)
    store.drafts.keep_files("d1", "ana", [b"january", b"february", b"march"])
    assert store.drafts.kept_files("d1", "ana", 3) == (b"january", b"february", b"march")
    store.drafts.keep_files("d1", "ana", [b"april"])
    assert store.drafts.kept_files("d1", "ana", 1) == (b"april",)
    assert store.drafts.kept_files("d1", "ana", 2) is None
