"""A seat remembers an older state of a dataset only as long as it must."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from ctcompanion.practice import seats
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.seats import Seats
from ctcompanion.practice.view import all_views, insert_view


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
    for name in ("ana", "bob"):
        with opened.get(name).write() as connection:
            insert_view(connection, {"name": "A"})
    for name in ("cleo", "api", "Ana", "../ana", "", "a" * 41):
        with pytest.raises(Refusal):
            opened.get(name)
    opened.close()


def test_a_name_that_was_only_tried_makes_room_for_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "MAX_SEATS", 3)
    opened = Seats(tmp_path, lambda _: None)
    for name in ("default", "ana", "wp-admin"):
        opened.get(name)
    with opened.get("ana").write() as connection:
        insert_view(connection, {"name": "A"})
    opened.get("cleo")
    assert sorted(file.stem for file in tmp_path.glob("*.db")) == ["ana", "cleo", "default"]
    with opened.get("ana").read() as connection:
        assert len(all_views(connection)) == 1
    opened.close()


def test_a_task_is_done_by_one_thread_at_a_time(tmp_path: Path) -> None:
    seat = Seats(tmp_path, lambda _: None).get("ana")
    with seat.busy("chart") as first, seat.busy("chart") as second, seat.busy("job") as other:
        assert (first, second, other) == (True, False, True)
    with seat.busy("chart") as again:
        assert again


def test_who_waits_for_an_older_state_that_is_let_go_reads_the_newest(tmp_path: Path) -> None:
    seat = Seats(tmp_path, lambda _: None).get("ana")
    seat.keep_old_state("aaaa-aaaa", 60)
    newest = []

    def look() -> None:
        with seat.read("aaaa-aaaa") as connection:
            newest.append(connection)

    waiting = [threading.Thread(target=look, daemon=True) for _ in range(3)]
    with seat.read("aaaa-aaaa") as connection:
        for thread in waiting:
            thread.start()
        time.sleep(0.05)
        seat.reset()
        with seat.read() as other:
            assert other is not connection
        assert not seat.is_behind("aaaa-aaaa")
    for thread in waiting:
        thread.join(5)
        assert not thread.is_alive()
    assert len(newest) == 3
    assert not seat.is_behind("aaaa-aaaa")
