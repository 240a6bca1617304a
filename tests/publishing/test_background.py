"""Publishing beside the page: a press starts it once, a reload finds it again."""

from __future__ import annotations

import threading

from ctcompanion.errors import CompanionError, PublishingError
from ctcompanion.model import Receipt
from ctcompanion.publishing import Background, Manner, Run, publish_new
from tests.publishing.desk import QUICK, Desk, permits


def test_a_run_ends_with_its_receipt_and_its_progress(desk: Desk) -> None:
    publication, background = desk.new(permits(range(2018, 2020))), Background()

    def work(run: Run) -> Receipt:
        return publish_new(publication, desk.portal, desk.store, run.watch, Manner(QUICK, run.is_cancelled))

    run = background.start(publication.id, "ana", work)
    assert run.wait(30)
    assert run.receipt is not None
    assert run.progress is not None
    assert (run.progress.sent, run.progress.total) == (6, 6)
    assert background.find(publication.id, "ana") is run
    assert background.find(publication.id, "eve") is None


def test_a_second_press_finds_the_first_run() -> None:
    gate, background, starts = threading.Event(), Background(), []

    def work(run: Run) -> Receipt:
        starts.append(run)
        gate.wait(10)
        raise PublishingError("x", "x", "x")

    first = background.start("p", "ana", work)
    assert background.start("p", "ana", work) is first
    gate.set()
    assert first.wait(10)
    assert len(starts) == 1
    assert isinstance(first.error, PublishingError)


def test_a_cancel_is_heard_by_the_work(desk: Desk) -> None:
    publication, background, started = desk.new(permits(range(2018, 2020))), Background(), threading.Event()

    def work(run: Run) -> Receipt:
        started.wait(10)
        return publish_new(publication, desk.portal, desk.store, run.watch, Manner(QUICK, run.is_cancelled))

    run = background.start(publication.id, "ana", work)
    run.cancel()
    started.set()
    assert run.wait(30)
    assert run.error is not None
    assert run.error.code == "cancelled"
    assert desk.portal.search(limit=10) == []


def test_a_fault_of_ours_ends_the_run_without_its_words() -> None:
    def work(_: Run) -> Receipt:
        raise RuntimeError("SECRET-CELL")

    background = Background()
    run = background.start("p", "ana", work)
    assert run.wait(10)
    assert isinstance(run.error, CompanionError)
    assert "SECRET-CELL" not in str(run.error.as_json())
    background.forget("p")
    assert background.find("p", "ana") is None
