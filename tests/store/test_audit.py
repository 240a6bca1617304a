"""The record that cannot be altered: every change to it is found, and two writers never lose a line."""

from __future__ import annotations

import json
import random
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store
from ctcompanion.store.audit import Head

LINES = 12


@pytest.fixture
def record(store: Store) -> Store:
    for number in range(LINES):
        store.audit.append("ana" if number % 3 else "eve", "published", {"dataset": "abcd-1234", "rows": number})
    return store


def test_a_record_nobody_touched_is_whole(record: Store) -> None:
    verdict = record.audit.verify(record.audit.head())
    assert (verdict.whole, verdict.lines) == (True, LINES)


def test_an_empty_record_is_whole(store: Store) -> None:
    assert store.audit.verify(store.audit.head()).whole


def test_the_database_itself_refuses_to_change_a_line(record: Store) -> None:
    for statement in ("UPDATE audit SET who = 'eve'", "DELETE FROM audit"):
        with pytest.raises((IntegrityError, StoreError)), record.database.writing() as connection:
            connection.exec_driver_sql(statement)
    assert record.audit.verify().whole


def mutate(connection: sqlite3.Connection, chance: random.Random) -> str:
    """Change the database behind the store's back: flip, delete, swap, cut off, insert."""
    kind = chance.choice(["flip", "delete", "swap", "truncate", "insert"])
    first, second = sorted(chance.sample(range(1, LINES + 1), 2))
    if kind == "flip":
        column = chance.choice(["at", "who", "action", "facts", "previous", "hash"])
        text = connection.execute(f"SELECT {column} FROM audit WHERE number = ?", (first,)).fetchone()[0]
        place = chance.randrange(len(text))
        letter = chr((ord(text[place]) + chance.randrange(1, 90)) % 127 or 1)
        connection.execute(f"UPDATE audit SET {column} = ? WHERE number = ?", (text[:place] + letter + text[place + 1 :], first))
    elif kind == "delete":
        connection.execute("DELETE FROM audit WHERE number = ?", (first,))
    elif kind == "swap":
        connection.execute("UPDATE audit SET number = -1 WHERE number = ?", (first,))
        connection.execute("UPDATE audit SET number = ? WHERE number = ?", (first, second))
        connection.execute("UPDATE audit SET number = ? WHERE number = -1", (second,))
    elif kind == "truncate":
        connection.execute("DELETE FROM audit WHERE number >= ?", (second,))
    else:
        row = connection.execute("SELECT at, who, action, facts, hash FROM audit WHERE number = ?", (LINES,)).fetchone()
        connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", (LINES + 1, *row, "0" * 64))
    connection.commit()
    return kind


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_thousand_of_a_thousand_mutations_are_found(record: Store, tmp_path: Path) -> None:
    head, chance = record.audit.head(), random.Random(7)
    connection = sqlite3.connect(tmp_path / "companion.db")
    connection.execute("PRAGMA synchronous=OFF")
    for trigger in ("audit_no_update", "audit_no_delete"):
        connection.execute(f"DROP TRIGGER {trigger}")
    lines = connection.execute("SELECT * FROM audit").fetchall()
    for number in range(1000):
        kind = mutate(connection, chance)
        assert not record.audit.verify(head).whole, f"{kind}, mutation {number}"
        connection.execute("DELETE FROM audit")
        connection.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", lines)
        connection.commit()
    assert record.audit.verify(head).whole
    connection.close()


def test_who_lacks_the_key_cannot_write_a_valid_line(record: Store, url: str) -> None:
    forger = Store(url, seal=Seal(b"x" * 32))
    forger.audit.append("ana", "published", {})
    forger.close()
    verdict = record.audit.verify()
    assert (verdict.whole, verdict.broken_at) == (False, LINES + 1)


def test_a_cut_is_only_seen_with_the_exported_head(record: Store) -> None:
    assert not record.audit.verify(Head(LINES + 1, "f" * 64)).whole


def test_ten_writers_at_once_lose_no_line(record: Store) -> None:
    def write() -> None:
        for number in range(5):
            record.audit.append("ana", "published", {"rows": number})

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert record.audit.verify().lines == LINES + 50


def test_the_export_is_one_json_object_per_line(record: Store) -> None:
    lines = [json.loads(line) for line in record.audit.export()]
    assert [line["number"] for line in lines] == list(range(1, LINES + 1))
    assert lines[-1]["facts"] == {"dataset": "abcd-1234", "rows": LINES - 1}
