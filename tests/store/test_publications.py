"""The journal as rows, and receipts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ctcompanion.errors import StoreError
from ctcompanion.model import Check, Receipt
from ctcompanion.store import Seal, Store

RECEIPT = Receipt(
    "p1", "abcd-1234", "Permits", "data.ct.gov", "https://data.ct.gov/d/abcd-1234", "create", 9, 0, 9, 0,
    (Check("count", True, "9 rows sent, 9 read back."),), "2026-03-03T10:42:00-05:00", fingerprint="f" * 64, links={"csv": "https://x"},
)  # fmt: skip


def test_facts_add_up_and_every_state_is_kept(store: Store) -> None:
    store.publications.write("p1", "ana", "LOCKED", {"rows": 9})
    store.publications.write("p1", "ana", "CREATED", {"dataset_id": "abcd-1234"})
    found = store.publications.find("p1")
    assert found is not None
    assert (found.state, found.facts) == ("CREATED", {"rows": 9, "dataset_id": "abcd-1234"})
    assert [(state, facts) for _, state, facts in store.publications.history("p1")] == [
        ("LOCKED", {"rows": 9}),
        ("CREATED", {"dataset_id": "abcd-1234"}),
    ]


def test_a_start_after_a_crash_finds_what_is_not_finished(store: Store) -> None:
    for id_, state in (("p1", "DONE"), ("p2", "SENT"), ("p3", "ABANDONED"), ("p4", "LOCKED")):
        store.publications.write(id_, "ana", state, {})
    assert [entry.id for entry in store.publications.unfinished(("DONE", "ABANDONED"))] == ["p2", "p4"]


def test_only_mine_are_listed(store: Store) -> None:
    store.publications.write("p1", "ana", "SENT", {})
    store.publications.write("p2", "eve", "SENT", {})
    assert [entry.id for entry in store.publications.mine("ana")] == ["p1"]


def test_a_receipt_comes_back_whole_and_for_its_owner_only(store: Store) -> None:
    store.receipts.keep(RECEIPT, "ana")
    assert store.receipts.load("p1", "ana") == RECEIPT
    with pytest.raises(StoreError) as caught:
        store.receipts.load("p1", "eve")
    assert caught.value.code == "no-such-receipt"
    assert store.receipts.mine("eve") == ()


def test_a_receipt_kept_again_keeps_its_place(store: Store) -> None:
    store.receipts.keep(RECEIPT, "ana")
    store.receipts.keep(replace(RECEIPT, audience="public"), "ana")
    assert [receipt.audience for receipt in store.receipts.mine("ana")] == ["public"]
    assert store.receipts.of_dataset("data.ct.gov", "abcd-1234") == store.receipts.mine("ana")


def test_a_store_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    for url, code in (("not a url", "bad-store-address"), (f"sqlite:///{tmp_path}", "store-unreachable")):
        with pytest.raises(StoreError) as caught:
            Store(url, seal=Seal(b"k" * 32))
        assert caught.value.code == code
