"""After a crash: the journal knows, the lock is free, and a resume from the store alone ends the work."""

from __future__ import annotations

import itertools
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from ctcompanion.errors import PublishingError, StoreError
from ctcompanion.publishing import Manner, State, publish_new, resume, so_far
from ctcompanion.publishing.lease import held, holder, is_gone
from ctcompanion.store import Seal, Store
from tests.publishing.desk import QUICK, Desk, permits, portal_at
from tests.publishing.flows import FLOWS, Flow
from tests.publishing.killing import Moment, fork_server, kill_and_resume

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    return fork_server()


@pytest.mark.parametrize("event", [1, 3, 5, 8, 12])
@pytest.mark.parametrize("flow", [FLOWS[0], FLOWS[3]], ids=lambda flow: flow.name)
def test_a_process_killed_in_the_middle_is_finished_by_a_resume(desk: Desk, forks: ForkServerContext, flow: Flow, event: int) -> None:
    assert kill_and_resume(forks, desk, flow, next(NUMBERS), Moment(event, after=event % 2 == 0)) == "killed"


def test_a_resume_of_what_is_done_gives_the_receipt(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    receipt = desk.publish(publication)
    assert resume(publication.id, desk.portal, desk.store) == receipt


@pytest.mark.parametrize("flow", [FLOWS[0], FLOWS[2]], ids=lambda flow: flow.name)
def test_a_process_killed_after_the_receipt_and_before_the_last_word_is_finished_too(
    desk: Desk, forks: ForkServerContext, flow: Flow
) -> None:
    for event in range(19, 24):
        kill_and_resume(forks, desk, flow, next(NUMBERS), Moment(event, after=True))


def test_without_the_rows_a_resume_says_what_happened_and_what_to_do(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    desk.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError) as caught:
        desk.publish(publication)
    assert caught.value.happened.startswith("Nothing is public. A private draft (")
    desk.faults()
    desk.store.sealed.forget(f"publication:{publication.id}")
    with pytest.raises(PublishingError) as caught:
        resume(publication.id, desk.portal, desk.store)
    assert (caught.value.code, caught.value.happened) == ("rows-not-kept", so_far(desk.store, publication.id))
    assert desk.publish(publication).rows_after == 6  # uploading again is recognised
    assert len(desk.portal.search(limit=10)) == 1


def test_while_one_runs_a_second_press_is_told_to_wait(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    with held(desk.store, publication.lock), pytest.raises(StoreError) as caught:
        desk.publish(publication)
    assert caught.value.code == "dataset-busy"
    assert desk.publish(publication).holds


def test_a_draft_that_somebody_deleted_is_made_again(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    desk.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError):
        desk.publish(publication)
    desk.control("reset", {})
    receipt = desk.publish(publication)
    assert receipt.rows_after == 6


def test_what_needs_a_person_stays_closed_with_its_numbers(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    desk.store.publications.write(publication.id, "ana", State.NEEDS_A_PERSON, {"why": "6 rows were sent and 4 are in the draft."})
    with pytest.raises(PublishingError) as caught:
        desk.publish(publication)
    assert (caught.value.code, caught.value.message) == ("needs-a-person", "6 rows were sent and 4 are in the draft.")


def test_a_publication_for_another_portal_is_refused(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    other = portal_at(desk.address)
    other.domain = "data.ct.gov"
    with pytest.raises(PublishingError) as caught:
        publish_new(publication, other, desk.store, manner=Manner(QUICK))
    assert caught.value.code == "another-portal"


def test_this_process_is_not_gone_and_one_that_ended_is(tmp_path: Path) -> None:
    assert not is_gone(holder())
    assert not is_gone("another machine|1|x")
    assert not is_gone("nonsense")
    mine = holder().split("|")
    assert is_gone(f"{mine[0]}|4194304|x")
    store = Store(f"sqlite:///{tmp_path / 'x.db'}", seal=Seal(b"k" * 32))
    store.locks.take("x", f"{mine[0]}|4194304|x", 1000)
    with held(store, "x"):
        assert not store.locks.is_free("x")
    assert store.locks.is_free("x")
    store.close()


def test_a_dataset_that_was_deleted_before_it_was_published_is_made_again(desk: Desk) -> None:
    publication = desk.new(permits(range(2018, 2020)))
    desk.faults({"kind": "403", "call": "publish", "times": 0})
    with pytest.raises(PublishingError) as caught:
        desk.publish(publication)
    assert caught.value.happened.startswith("Nothing is public. All 6 rows are on the portal (")
    desk.control("reset", {})
    desk.faults()
    assert desk.publish(publication).rows_after == 6
