"""A watched folder: a file is worked on once, whole, and never again and again; what stopped is told once."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ctcompanion.errors import CompanionError, PersonNeeded, SettingsError, StoreError
from ctcompanion.settings import Settings
from ctcompanion.shell.watch import Seen, alone, look, watch
from ctcompanion.store import open_store

QUESTION = PersonNeeded("shape-changed", "The file is not shaped as last time.", "Look at it.")


def nothing(_: Path) -> None:
    return


@dataclass
class Folder:
    """A watched folder, and what was done about its files."""

    path: Path
    does: Callable[[Path], None] = nothing
    seen: Seen = field(default_factory=Seen)
    worked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    def put(self, name: str, text: str = "Town,Count\nAvon,12\n") -> Path:
        file = self.path / name
        file.write_text(text)
        return file

    def look(self, rounds: int = 1) -> None:
        for _ in range(rounds):
            look(self.path, self.seen, self._work, lambda file, error: self.told.append(f"{file.name}: {error.code}"), self.end)

    def _work(self, file: Path) -> None:
        self.worked.append(file.name)
        self.does(file)

    def holds(self, name: str) -> list[str]:
        return sorted(file.name for file in (self.path / name).iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "in").mkdir()
    return Folder(tmp_path / "in")


def raising(error: Exception) -> Callable[[Path], None]:
    def work(_: Path) -> None:
        raise error

    return work


def test_a_file_is_worked_on_once_and_moved(folder: Folder) -> None:
    folder.put("a.csv")
    folder.look(4)
    assert (folder.worked, folder.told, folder.holds("done")) == (["a.csv"], [], ["a.csv"])


def test_a_file_that_is_still_written_waits(folder: Folder) -> None:
    file = folder.put("a.csv", "Town,Count\n")
    for line in range(3):
        folder.look()
        with file.open("a") as more:
            more.write(f"Avon,{line}\n")
    assert folder.worked == []
    folder.look(2)
    assert folder.worked == ["a.csv"]


def test_a_file_of_one_size_that_is_still_written_waits(folder: Folder) -> None:
    """Some programs make a file as large as it will be before they fill it."""
    file = folder.put("a.csv")
    folder.look()
    os.utime(file, ns=(1, 1))
    folder.look()
    assert folder.worked == []


def test_a_file_that_changed_while_it_was_read_is_taken_again_and_nobody_is_told_of_its_half(folder: Folder) -> None:
    file = folder.put("a.csv", "Town,Count\n")

    def work(_: Path) -> None:
        if len(folder.worked) == 1:
            file.write_text("Town,Count\nAvon,12\n")
            raise QUESTION

    folder.does = work
    folder.look(2)
    assert (folder.told, file.exists()) == ([], True)
    folder.look(2)
    assert (folder.worked, folder.told, folder.holds("done")) == (["a.csv"] * 2, [], ["a.csv"])


def test_the_same_file_dropped_twice_lies_there_twice(folder: Folder) -> None:
    for _ in range(2):
        folder.put("a.csv")
        folder.look(2)
    assert (folder.worked, folder.holds("done")) == (["a.csv"] * 2, ["a 1.csv", "a.csv"])


def test_what_stopped_is_told_once(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.put("a.csv")
    folder.does = raising(QUESTION)
    folder.look(5)
    assert (folder.worked, folder.told, folder.holds("needs a person")) == (["a.csv"], ["a.csv: shape-changed"], ["a.csv"])
    assert json.loads(capsys.readouterr().err)["file"] == "a.csv"


def test_a_slip_of_the_program_stops_one_file_and_no_other_and_tells_no_value(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.put("a.csv")
    folder.put("b.csv")
    folder.does = lambda file: int("Avon 860-555") if file.name == "a.csv" else None  # type: ignore[assignment,return-value,func-returns-value]
    folder.look(3)
    assert (folder.told, folder.holds("done"), folder.holds("needs a person")) == (["a.csv: unexpected"], ["b.csv"], ["a.csv"])
    said = capsys.readouterr().err
    assert ("Something went wrong on our side" in said, "860-555" in said) == (True, False)


@pytest.mark.parametrize("stops", [True, False])
def test_a_file_that_cannot_be_moved_is_not_worked_on_again_and_again(
    folder: Folder, stops: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.put("a.csv")
    folder.does = raising(QUESTION) if stops else nothing
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", raising_rename)
        folder.look(6)
    assert (folder.worked, folder.told) == (["a.csv"], ["a.csv: shape-changed"] if stops else [])
    assert capsys.readouterr().err.count("cannot be moved") == 1
    folder.look()
    assert folder.holds("needs a person" if stops else "done") == ["a.csv"]
    assert folder.worked == ["a.csv"]


def raising_rename(self: Path, target: Path) -> Path:
    raise PermissionError(13, "Permission denied")


def test_a_place_that_is_taken_by_a_file_is_no_loop(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.path / "done").write_text("")
    folder.put("a.csv")
    folder.look(5)
    assert (folder.worked, capsys.readouterr().err.count("cannot be moved")) == (["a.csv"], 1)


def test_a_file_that_others_have_open_waits_and_that_is_said_once(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.put("a.csv")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda *_, **__: raising(PermissionError(13, "Permission denied"))(Path()))
        folder.look(5)
    assert (folder.worked, folder.told, capsys.readouterr().err.count("Permission denied")) == ([], [], 1)
    folder.look()
    assert folder.worked == ["a.csv"]


def test_a_dataset_that_somebody_publishes_to_is_waited_for(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.put("a.csv")
    folder.does = raising(StoreError("dataset-busy", "Somebody else is publishing to this dataset right now.", "Wait."))
    folder.look(5)
    assert (folder.told, (folder.path / "a.csv").exists(), capsys.readouterr().err.count("dataset-busy")) == ([], True, 1)
    folder.does = nothing
    folder.look()
    assert folder.holds("done") == ["a.csv"]


def test_a_folder_that_is_gone_for_a_while_is_looked_for_again(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.path.rename(folder.path.with_name("away"))
    folder.look(3)
    assert capsys.readouterr().err.count("cannot-use-folder") == 1
    folder.path.with_name("away").rename(folder.path)
    folder.put("a.csv")
    folder.look(2)
    assert folder.worked == ["a.csv"]


def test_a_folder_that_cannot_be_looked_into_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 (any of them: the command line says which)
        watch(tmp_path / "none", nothing, lambda *_: None, rounds=1, pause=0)


def test_what_is_no_table_is_left_alone(folder: Folder) -> None:
    for name in ("~$a.xlsx", ".a.csv", "a.docx", "a.csv.part"):
        folder.put(name)
    (folder.path / "b.csv").mkdir()
    folder.put("empty.csv", "")
    folder.look(3)
    assert folder.worked == []


def test_a_program_that_is_asked_to_end_finishes_its_file_and_begins_no_other(folder: Folder) -> None:
    for name in ("a.csv", "b.csv"):
        folder.put(name)
    before = signal.getsignal(signal.SIGTERM)

    def work(file: Path) -> None:
        folder.worked.append(file.name)
        os.kill(os.getpid(), signal.SIGTERM)

    assert watch(folder.path, work, lambda *_: None, rounds=50, pause=0) == 0
    assert (folder.worked, folder.holds("done")) == (["a.csv"], ["a.csv"])
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_second_watcher_of_one_folder_is_refused(tmp_path: Path) -> None:
    store = open_store(Settings(data_folder=tmp_path / "var"))
    with alone(store, tmp_path):
        with pytest.raises(SettingsError) as caught, alone(store, tmp_path / ".." / tmp_path.name):
            pass
        assert caught.value.code == "folder-watched"
        with alone(store, tmp_path / "var"):
            pass
    with alone(store, tmp_path):
        pass


def test_what_stops_inside_is_not_taken_for_another_watcher(tmp_path: Path) -> None:
    store = open_store(Settings(data_folder=tmp_path / "var"))
    with pytest.raises(CompanionError) as caught, alone(store, tmp_path):
        raise StoreError("dataset-busy", "Somebody else is publishing.", "Wait.")
    assert caught.value.code == "dataset-busy"
