"""A seat remembers an older state of a dataset only as long as it must."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ctcompanion.practice import seats
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.seats import Seats


def test_an_older_state_is_let_go_when_its_time_is_over(tmp_path: Path) -> None:
    seat = Seats(tmp_path, lambda _: None).get("ana")
    seat.keep_old_state("aaaa-aaaa", 0.02)
    assert seat.is_behind("aaaa-aaaa")
    time.sleep(0.03)
    seat.keep_old_state("bbbb-bbbb", 60)
    assert set(seat.snapshots) == {"bbbb-bbbb"}
    assert not seat.is_behind("aaaa-aaaa")
    seat.reset()
    assert not seat.snapshots


@pytest.mark.parametrize("order", [(0.05, 0), (0.0, 1)], ids=["late first", "stale first"])
def test_two_reasons_to_be_late_are_over_when_the_longer_one_is(tmp_path: Path, order: tuple[float, int]) -> None:
    seat = Seats(tmp_path, lambda _: None).get("ana")
    for seconds, reads in (order, (0.05 - order[0], 1 - order[1])):
        seat.keep_old_state("aaaa-aaaa", seconds, reads)
    with seat.read("aaaa-aaaa"):
        assert seat.is_behind("aaaa-aaaa")
    time.sleep(0.06)
    assert not seat.is_behind("aaaa-aaaa")
    seat.reset()


def test_seats_are_kept_apart_and_their_number_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "MAX_SEATS", 2)
    opened = Seats(tmp_path, lambda _: None)
    assert opened.get("ana").database.file != opened.get("bob").database.file
    for name in ("cleo", "api", "Ana", "../ana", "", "a" * 41):
        with pytest.raises(Refusal):
            opened.get(name)
    opened.close()


def test_a_task_is_done_by_one_thread_at_a_time(tmp_path: Path) -> None:
    seat = Seats(tmp_path, lambda _: None).get("ana")
    with seat.busy("chart") as first, seat.busy("chart") as second, seat.busy("job") as other:
        assert (first, second, other) == (True, False, True)
    with seat.busy("chart") as again:
        assert again
