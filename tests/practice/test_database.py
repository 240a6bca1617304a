"""A seat's file: brought up to date, one writer at a time, a snapshot for every reader."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from ctcompanion.practice import database
from ctcompanion.practice.database import SCHEMA, Database
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.rows.read import ask
from ctcompanion.practice.soql.parse import Query
from ctcompanion.practice.view import all_views, insert_view, load_view
from ctcompanion.practice.views.create import store_new_view


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript(SCHEMA)
    old.close()
    for _ in range(2):
        opened = Database(tmp_path / "old.db")
        with opened.write() as connection:
            insert_view(connection, {"name": "A"})
        with opened.read() as connection:
            assert all_views(connection)
        opened.close()


def test_an_error_in_a_write_leaves_nothing(tmp_path: Path) -> None:
    opened = Database(tmp_path / "a.db")

    def fail() -> None:
        with opened.write() as connection:
            insert_view(connection, {"name": "A"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with opened.read() as connection:
        assert all_views(connection) == []
    opened.close()


def test_a_writer_that_waits_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_FOR_WRITER_SECONDS", 0.05)
    opened = Database(tmp_path / "a.db")
    refusals: list[Refusal] = []

    def wait() -> None:
        with pytest.raises(Refusal) as refused, opened.write():
            pass
        refusals.append(refused.value)

    with opened.write(), opened.write_if_free() as second:
        assert second is None
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert (refusals[0].status, refusals[0].code) == (409, "soda.dataset.cannot-acquire-write-lock")
    opened.close()


def test_a_reader_sees_one_state_while_others_write(tmp_path: Path) -> None:
    opened = Database(tmp_path / "a.db")
    with opened.read() as connection:
        assert all_views(connection) == []
        with opened.write() as writer:
            insert_view(writer, {"name": "A"})
        assert all_views(connection) == []
    with opened.read() as connection:
        assert len(all_views(connection)) == 1
    opened.close()


def test_a_question_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "READ_SECONDS", 0.05)
    opened = Database(tmp_path / "a.db")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with opened.read() as connection, pytest.raises(sqlite3.OperationalError, match="interrupted"):
        connection.execute(endless)
    opened.close()


def test_a_client_that_takes_its_time_receives_every_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Database(tmp_path / "a.db")
    with opened.write() as writer:
        view_id = store_new_view(writer, {"name": "A", "columns": [{"name": f"Column {number}"} for number in range(12)]})
        view = load_view(writer, view_id)
        assert view
        marks = ", ".join("?" * 12)
        names = ", ".join(field.sql for field in view.fields)
        writer.executemany(
            f"INSERT INTO {view.table}(created_at, updated_at, version, {names}) VALUES(0, 0, 1, {marks})", [("x",) * 12] * 30_000
        )
    monkeypatch.setattr(database, "READ_SECONDS", 0.2)
    with opened.read() as connection:
        chunks, _ = ask(connection, view, Query(), 1 << 53)
        rows = 0
        for chunk in chunks:
            rows += len(chunk)
            time.sleep(0.1)
    assert rows == 30_000
    opened.close()
