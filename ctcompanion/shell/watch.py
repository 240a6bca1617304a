"""A folder that is watched: each file that comes in is worked on once, then lies where people see how it went."""

from __future__ import annotations

import contextlib
import hashlib
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ctcompanion.errors import CompanionError, SettingsError, StoreError, unforeseen
from ctcompanion.publishing.lease import held
from ctcompanion.store import Store

SECONDS = 5.0
KINDS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip", ".dbf"}
DONE, ASKED = "done", "needs a person"
BUSY = "dataset-busy"
Stamp = tuple[int, int]
"""A file's size and when it was last written to: while they change, somebody writes."""
Work = Callable[[Path], None]
Tell = Callable[[Path, CompanionError], None]


@dataclass
class Seen:
    """What a watcher knows: each file as it was last looked at, where those that were worked on belong, and what was said already."""

    stamps: dict[Path, Stamp] = field(default_factory=dict)
    worked: dict[Path, tuple[Stamp, str]] = field(default_factory=dict)
    said: set[tuple[Path, str]] = field(default_factory=set)

    def say_once(self, file: Path, code: str, message: str, hint: str) -> None:
        """A line on standard error, not again for the same file until it came through."""
        if (file, code) not in self.said:
            self.said.add((file, code))
            _say(file, CompanionError(code, message, hint))

    def forget(self, file: Path) -> None:
        """It is gone, or where it belongs."""
        self.worked.pop(file, None)
        self.said = {one for one in self.said if one[0] != file}


def watch(folder: Path, work: Work, tell: Tell, *, rounds: int | None = None, pause: float = SECONDS) -> int:
    """Work on each file that comes into the folder, once nobody writes to it any more; then it moves to `done` or `needs a person`.

    `tell` is called for what stopped. Ends when the system asks the program to end (SIGTERM), after the file at hand. OSError where the
    folder cannot be looked into at the start.
    """
    seen = Seen()
    _stamps(folder)
    with _asked_to_end() as end:
        while rounds is None or rounds > 0:
            look(folder, seen, work, tell, end)
            rounds = None if rounds is None else rounds - 1
            if end.wait(pause):
                break
    return 0


@contextlib.contextmanager
def alone(store: Store, folder: Path) -> Iterator[None]:
    """This program is the only one that watches the folder; SettingsError `folder-watched` where another one is at it."""
    name = f"watch:{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:40]}"
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(store, name))
        except StoreError as error:
            if error.code != BUSY:
                raise
            raise SettingsError(
                "folder-watched",
                f"Another program watches the folder {folder.name} already.",
                "Stop that one first, or give this one a folder of its own. After a crash on another machine, wait a minute.",
            ) from None
        yield


@contextlib.contextmanager
def _asked_to_end() -> Iterator[threading.Event]:
    """An event that SIGTERM sets: the file at hand is finished, and no other is begun."""
    end = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield end
        return
    before = signal.signal(signal.SIGTERM, lambda *_: end.set())
    try:
        yield end
    finally:
        signal.signal(signal.SIGTERM, before)


def _stamps(folder: Path) -> dict[Path, Stamp]:
    """The files in the folder that may be tables, in the order of their names. A name that Excel or an unfinished copy made is none."""
    found = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in KINDS and not file.name.startswith(("~$", ".")):
            with contextlib.suppress(FileNotFoundError):  # somebody took it away again
                stat = file.stat()
                if file.is_file():
                    found[file] = stat.st_size, stat.st_mtime_ns
    return found


def look(folder: Path, seen: Seen, work: Work, tell: Tell, end: threading.Event) -> None:
    """One round: a file that is as it was in the round before is worked on."""
    try:
        now = _stamps(folder)
    except OSError as error:  # a drive of the network may come back
        seen.say_once(folder, "cannot-use-folder", f"{folder.name}: {error.strerror or 'not usable'}.", "It is looked for again and again.")
        return
    for file in [*seen.worked.keys() - now.keys(), *(file for file, _ in seen.said if file not in now)]:
        seen.forget(file)
    for file, stamp in now.items():
        if end.is_set():
            return
        where = seen.worked.get(file)
        if where is not None and where[0] == stamp:
            _move(file, folder / where[1], seen)
        elif stamp[0] and seen.stamps.get(file) == stamp and _may_be_read(file, seen):
            _worked(file, stamp, seen, work, tell)
    seen.stamps = now


def _may_be_read(file: Path, seen: Seen) -> bool:
    """Excel on Windows keeps a file closed to others while it is open there."""
    try:
        file.open("rb").close()
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            seen.say_once(
                file,
                "cannot-use-file",
                f"{file.name}: {error.strerror or 'not usable'}.",
                "It is taken once it can be read: close it, or check its permissions.",
            )
        return False
    return True


def _worked(file: Path, stamp: Stamp, seen: Seen, work: Work, tell: Tell) -> None:
    """Work on one file. What somebody wrote to meanwhile is taken again: half of a file is no file."""
    stopped: CompanionError | None = None
    try:
        work(file)
    except CompanionError as error:
        stopped = error
    except Exception as error:  # noqa: BLE001 (the next file must not wait for this one)
        stopped = unforeseen(error)
    if stopped is not None and stopped.code == BUSY:
        seen.say_once(file, BUSY, stopped.message, "It is tried again.")
        return
    try:
        stat = file.stat()
    except FileNotFoundError:
        return
    if (stat.st_size, stat.st_mtime_ns) != stamp:
        return
    if stopped is not None:
        tell(file, stopped)
        _say(file, stopped)
    seen.worked[file] = stamp, ASKED if stopped is not None else DONE
    _move(file, file.parent / seen.worked[file][1], seen)


def _say(file: Path, error: CompanionError) -> None:
    sys.stderr.write(json.dumps({"file": file.name, **error.as_json()}) + "\n")
    sys.stderr.flush()


def _move(file: Path, target: Path, seen: Seen) -> None:
    """Where it cannot be moved it is not worked on again, and the move is tried each round."""
    try:
        target.mkdir(exist_ok=True)
        place, number = target / file.name, 1
        while place.exists():
            place, number = target / f"{file.stem} {number}{file.suffix}", number + 1
        file.rename(place)
    except FileNotFoundError:
        pass
    except OSError as error:
        seen.say_once(
            file,
            "cannot-move-file",
            f"{file.name} cannot be moved to “{target.name}”: {error.strerror or 'not possible'}.",
            "It was worked on and is not taken again. Check who may write to the folder.",
        )
        return
    seen.forget(file)
