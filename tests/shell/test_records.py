"""The store backed up and restored, and the record verified and exported, from a shell."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from ctcompanion.__main__ import main
from ctcompanion.settings import from_environment
from ctcompanion.store import Store, open_store

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("CTCOMPANION_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    opened = open_store(from_environment())
    for number in range(3):
        opened.audit.append("ana", "published", {"rows": number})
    return opened


def test_what_was_backed_up_is_restored(store: Store, tmp_path: Path, capsys: Capture) -> None:
    store.drafts.save("d1", "Before", "{}", {}, "ana")
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert "seal.key" in capsys.readouterr().out
    store.drafts.save("d1", "After", "{}", {}, "ana")
    store.close()
    assert main(["restore", str(tmp_path / "copy.db")]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "not-confirmed"
    assert main(["restore", str(tmp_path / "copy.db"), "--yes"]) == 0
    assert open_store(from_environment()).drafts.load("d1", "ana").name == "Before"


def test_a_whole_record_is_verified_and_gives_its_head(store: Store, capsys: Capture) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "All 3 lines are as they were written." in said
    assert said.strip().endswith(f"3:{store.audit.head().hash}")


def test_an_altered_record_is_told_with_its_line(store: Store, tmp_path: Path, capsys: Capture) -> None:
    store.close()
    with sqlite3.connect(tmp_path / "var" / "companion.db") as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET who = 'eve' WHERE number = 2")
    connection.close()
    assert main(["audit", "verify"]) == 1
    error = json.loads(capsys.readouterr().err)
    assert (error["code"], "Line 2" in error["message"]) == ("record-altered", True)


def test_lines_cut_off_are_found_by_the_head_of_before(store: Store, tmp_path: Path, capsys: Capture) -> None:
    head = store.audit.head()
    store.close()
    with sqlite3.connect(tmp_path / "var" / "companion.db") as connection:
        connection.execute("DROP TRIGGER audit_no_delete")
        connection.execute("DELETE FROM audit WHERE number = 3")
    connection.close()
    for more in ([], ["--head", f"3:{head.hash}"]):
        assert main(["audit", "verify", *more]) == 1
        assert "cut off after line 2" in capsys.readouterr().err
    open_store(from_environment()).audit.append("eve", "published", {})
    open_store(from_environment()).audit.append("eve", "published", {})
    assert main(["audit", "verify"]) == 1
    assert "Line 3 is not the one that stood there before." in capsys.readouterr().err


def test_a_restore_is_itself_a_line_of_the_record(store: Store, tmp_path: Path, capsys: Capture) -> None:
    main(["backup", str(tmp_path / "copy.db")])
    head = store.audit.append("ana", "published", {"rows": 9})
    store.close()
    assert main(["restore", str(tmp_path / "copy.db"), "--yes"]) == 0
    assert main(["audit", "verify"]) == 0
    *_, last = open_store(from_environment()).audit.lines()
    assert (last.number, last.action) == (4, "restored a backup")
    assert json.loads(last.facts)["record_before"] == f"4:{head.hash}"


def test_a_restore_on_a_new_machine_asks_for_the_seal_key_before_anything_is_written(store: Store, tmp_path: Path, capsys: Capture) -> None:
    main(["backup", str(tmp_path / "copy.db")])
    store.close()
    key = tmp_path / "var" / "seal.key"
    kept = key.read_bytes()
    key.unlink()
    capsys.readouterr()
    assert main(["restore", str(tmp_path / "copy.db"), "--yes"]) == 0
    assert "Put the seal key that you kept apart" in capsys.readouterr().out
    assert not key.exists()
    key.write_bytes(kept)
    assert main(["audit", "verify"]) == 0


def test_the_export_holds_every_line(store: Store, tmp_path: Path, capsys: Capture) -> None:
    assert main(["audit", "export", "-o", str(tmp_path / "out.jsonl")]) == 0
    assert main(["audit", "export"]) == 0
    lines = (tmp_path / "out.jsonl").read_text()
    assert lines == capsys.readouterr().out
    assert [json.loads(line)["number"] for line in lines.splitlines()] == [1, 2, 3]


def test_a_head_that_is_none_is_refused(store: Store, capsys: Capture) -> None:
    assert main(["audit", "verify", "--head", "last"]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "no-head"
