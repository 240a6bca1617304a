"""One publication at a time per dataset."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from ctcompanion.errors import StoreError
from ctcompanion.store import Store


def test_a_second_holder_is_refused_until_the_first_gives_back(store: Store) -> None:
    lease = store.locks.take("data.ct.gov/abcd-1234", "ana", 60)
    with pytest.raises(StoreError) as caught:
        store.locks.take("data.ct.gov/abcd-1234", "eve", 60)
    assert caught.value.code == "dataset-busy"
    store.locks.release(lease)
    assert store.locks.take("data.ct.gov/abcd-1234", "eve", 60).number == lease.number + 1


def test_other_datasets_are_not_concerned(store: Store) -> None:
    store.locks.take("data.ct.gov/abcd-1234", "ana", 60)
    assert store.locks.take("data.ct.gov/wxyz-5678", "eve", 60).number == 1


def test_a_lease_runs_out_by_itself(store: Store, clock: Any) -> None:
    store.locks.take("x", "ana", 60)
    clock.pass_(seconds=61)
    assert store.locks.is_free("x")
    assert store.locks.take("x", "eve", 60).number == 2


def test_a_renewed_lease_does_not(store: Store, clock: Any) -> None:
    lease = store.locks.take("x", "ana", 60)
    clock.pass_(seconds=50)
    store.locks.renew(lease, 60)
    clock.pass_(seconds=50)
    with pytest.raises(StoreError):
        store.locks.take("x", "eve", 60)


def test_a_holder_that_ended_does_not_block(store: Store) -> None:
    store.locks.take("x", "dead", 60)
    assert store.locks.take("x", "eve", 60, is_gone=lambda holder: holder == "dead").number == 2


def test_who_slept_past_the_lease_can_neither_renew_nor_release_nor_write(store: Store, clock: Any) -> None:
    old = store.locks.take("x", "ana", 60)
    clock.pass_(seconds=61)
    store.locks.take("x", "eve", 60)
    store.locks.release(old)
    assert not store.locks.is_free("x")
    with pytest.raises(StoreError):
        store.locks.renew(old, 60)
    with pytest.raises(StoreError) as caught:
        store.publications.write("p", "ana", "SENT", {}, fence=old.fence)
    assert caught.value.code == "lock-lost"
    assert store.publications.find("p") is None


@pytest.mark.parametrize("name", [f"dataset {number}" for number in range(5)])
def test_of_twenty_threads_one_wins(store: Store, name: str) -> None:
    gate = threading.Barrier(20)
    won: list[str] = []
    refused: list[str] = []

    def try_it(who: str) -> None:
        gate.wait()
        try:
            store.locks.take(name, who, 60)
            won.append(who)
        except StoreError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=try_it, args=(f"person {number}",)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert refused == ["dataset-busy"] * 19
