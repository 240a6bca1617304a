"""The record that cannot be altered: every change to it is found, and two writers never lose a line."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import IntegrityError

from ctcompanion.errors import StoreError
from ctcompanion.store import Seal, Store, schema
from ctcompanion.store.anchor import Anchor, Head

LINES = 12


SEAL = Seal(b"k" * 32)
APPENDS = """
import sys
from pathlib import Path
from ctcompanion.store import Seal, Store
from ctcompanion.store.anchor import Anchor
store = Store(sys.argv[1], seal=Seal(b"k" * 32), anchor=Anchor(Path(sys.argv[2])))
for number in range(60):
    store.audit.append("eve", "published", {"rows": number})
"""


def written(store: Store) -> None:
    for number in range(LINES):
        store.audit.append("ana" if number % 3 else "eve", "published", {"dataset": "abcd-1234", "rows": number})


@pytest.fixture
def record(store: Store) -> Store:
    written(store)
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


def mutate(connection: Connection, chance: random.Random) -> str:
    """Change the database behind the store's back: flip, delete, move, cut off, insert."""
    kind = chance.choice(["flip", "delete", "swap", "truncate", "insert"])
    first, second = sorted(chance.sample(range(1, LINES + 1), 2))

    def do(statement: str, **given: object) -> Any:
        return connection.execute(text(statement), given)

    if kind == "flip":
        column = chance.choice(["at", "who", "action", "facts", "previous", "hash"])
        said = str(do(f"SELECT {column} FROM audit WHERE number = :n", n=first).scalar())
        place = chance.randrange(len(said))
        letter = chr((ord(said[place]) + chance.randrange(1, 90)) % 127 or 1)
        do(f"UPDATE audit SET {column} = :said WHERE number = :n", said=said[:place] + letter + said[place + 1 :], n=first)
    elif kind == "delete":
        do("DELETE FROM audit WHERE number = :n", n=first)
    elif kind == "swap":
        for before, after in ((first, -1), (second, first), (-1, second)):
            do("UPDATE audit SET number = :after WHERE number = :before", before=before, after=after)
    elif kind == "truncate":
        do("DELETE FROM audit WHERE number >= :n", n=chance.randrange(1, LINES + 1))
    else:
        row = do("SELECT at, who, action, facts, hash AS previous FROM audit WHERE number = :n", n=LINES).mappings().one()
        line = "INSERT INTO audit VALUES (:number, :at, :who, :action, :facts, :previous, :hash)"
        do(line, number=LINES + 1, hash="0" * 64, **row)
    return kind


def unguarded(store: Store) -> None:
    """Who has the database may take its own triggers off."""
    names = ["audit_no_update", "audit_no_delete"]
    server = store.database.engine.dialect.name == "postgresql"
    with store.database.writing() as connection:
        for statement in ["DROP TRIGGER audit_only_grows ON audit"] if server else [f"DROP TRIGGER {name}" for name in names]:
            connection.execute(text(statement))


def test_a_thousand_of_a_thousand_mutations_are_found(url: str, tmp_path: Path) -> None:
    """The proof of the end is the file beside the seal key alone: nobody has to have exported a head."""
    store, chance, found = Store(url, seal=SEAL, anchor=Anchor(tmp_path / "audit.head")), random.Random(7), 0
    written(store)
    unguarded(store)
    with store.database.reading() as connection:
        lines = [dict(row) for row in connection.execute(select(schema.audit)).mappings()]
    kinds = Counter[str]()
    for _ in range(1000):
        with store.database.writing() as connection:
            kinds[mutate(connection, chance)] += 1
        found += not store.audit.verify().whole
        with store.database.writing() as connection:
            connection.execute(delete(schema.audit))
            connection.execute(insert(schema.audit), lines)
    assert (found, min(kinds.values()) > 150) == (1000, True)
    assert store.audit.verify().whole
    store.close()


def test_a_cut_is_found_even_after_the_record_went_on(url: str, tmp_path: Path) -> None:
    """What is appended later does not cover up that lines were there."""
    store = Store(url, seal=SEAL, anchor=Anchor(tmp_path / "audit.head"))
    written(store)
    unguarded(store)
    with store.database.writing() as connection:
        connection.execute(text(f"DELETE FROM audit WHERE number > {LINES - 3}"))
    assert not store.audit.verify().whole
    written(store)
    assert store.audit.verify().broken_at == LINES
    store.close()


def test_where_the_file_cannot_be_written_the_record_goes_on(url: str, tmp_path: Path) -> None:
    store = Store(url, seal=SEAL, anchor=Anchor(tmp_path / "no such folder" / "audit.head"))
    written(store)
    assert store.audit.verify().lines == LINES
    store.close()


def test_two_processes_that_append_at_once_keep_one_chain(url: str, tmp_path: Path) -> None:
    store = Store(url, seal=SEAL, anchor=Anchor(tmp_path / "audit.head"))
    others = [subprocess.Popen([sys.executable, "-c", APPENDS, url, str(tmp_path / "audit.head")]) for _ in range(2)]
    for number in range(60):
        store.audit.append("ana", "published", {"rows": number})
    assert [other.wait(60) for other in others] == [0, 0]
    verdict = store.audit.verify(store.audit.head())
    assert (verdict.whole, verdict.lines) == (True, 180)
    assert Anchor(tmp_path / "audit.head").read() is not None
    store.close()


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
