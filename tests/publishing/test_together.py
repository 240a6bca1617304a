"""Many at once on one dataset, and any order of publishing, appending and correcting: rows stand exactly once."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from ctcompanion.errors import StoreError
from ctcompanion.publishing import Publication, outbox
from tests.publishing.desk import Desk, permits, portal_at
from tests.publishing.killing import BUSY, fork_server, publish_elsewhere
from tests.publishing.machine import Publishing


def test_of_twenty_threads_with_one_new_dataset_one_makes_it(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    ids, refusals = _at_once(desk, [publication] * 20)
    assert len(set(ids)) == 1
    assert set(refusals) <= {"dataset-busy"}
    assert len(desk.portal.search(limit=100)) == 1
    assert len(desk.rows(ids[0])) == 6


def test_of_twenty_threads_with_other_rows_for_one_dataset_none_is_lost_or_doubled(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(1999, 2000)), identifier=None))
    publications = [desk.more(permits(range(2000 + number, 2001 + number)), made.dataset_id) for number in range(20)]
    ids, refusals = _at_once(desk, publications)
    assert set(refusals) <= {"dataset-busy"}
    assert len(desk.rows(made.dataset_id)) == 3 + 3 * len(ids)
    for publication in publications:  # and who was refused comes again
        desk.publish(publication)
    years = Counter(row["year"] for row in desk.rows(made.dataset_id))
    assert set(years.values()) == {3}
    assert len(years) == 21


def _at_once(desk: Desk, publications: list[Publication]) -> tuple[list[str], list[str]]:
    """Dataset ids of those that went through, codes of those that were refused."""
    gate, ids, refusals = threading.Barrier(len(publications)), list[str](), list[str]()

    def press(publication: Publication) -> None:
        own = Desk(portal_at(desk.address), desk.store, desk.address)
        gate.wait()
        try:
            ids.append(own.publish(publication).dataset_id)
        except StoreError as error:
            refusals.append(error.code)

    threads = [threading.Thread(target=press, args=(publication,)) for publication in publications]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(ids) + len(refusals) == len(publications)
    return ids, refusals


def test_two_processes_with_other_rows_for_one_dataset_take_turns(desk: Desk) -> None:
    """Without a row identifier: were both let in at once, each would count the other's rows as its own."""
    made = desk.publish(desk.new(permits(range(2018, 2019)), identifier=None))
    publications = [desk.more(permits(range(2000 + number, 2002 + number)), made.dataset_id) for number in range(4)]
    for publication in publications:
        outbox.put(desk.store, publication)
    desk.faults({"kind": "hang-after", "call": "upsert", "times": 0, "seconds": 0.3})  # so that they surely meet
    forks = fork_server()
    children = [
        forks.Process(target=publish_elsewhere, args=(desk.address, str(desk.store.database.engine.url), one.id)) for one in publications
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert {child.exitcode for child in children} <= {0, BUSY}
    assert BUSY in {child.exitcode for child in children}
    desk.faults()
    for publication in publications:
        desk.publish(publication)
    years = Counter(row["year"] for row in desk.rows(made.dataset_id))
    assert years == dict.fromkeys(["2018", *map(str, range(2000, 2005))], 3)


@pytest.fixture
def address(practice: str) -> str:
    return f"{practice}/practice/machine"


def test_any_sequence_of_presses_deaths_and_faults_ends_as_the_model_says(address: str) -> None:
    quick = settings(max_examples=6, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    run_state_machine_as_test(lambda: Publishing(address), settings=quick)  # type: ignore[no-untyped-call]
