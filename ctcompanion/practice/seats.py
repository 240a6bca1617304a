"""A seat is one person's own portal: a database, its faults and switches, and what it remembers between calls."""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ctcompanion.practice.database import Database, connect
from ctcompanion.practice.refusal import Refusal

DEFAULT_SEAT = "default"
SEAT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
RESERVED = frozenset(
    {"api", "resource", "id", "d", "practice", "practice-control", "static", "trainer", "search", "oauth", "login", "profile"}
)
MAX_SEATS = 300
"""A seat is a file: a guesser of names must not fill the disk."""


@dataclass(frozen=True)
class Switches:
    """How this portal behaves. `lag_seconds`: reads trail writes; `approval`: public asks wait for a person."""

    lag_seconds: float = 0.0
    approval: bool = False
    token_expired: bool = False


@dataclass
class Snapshot:
    """A dataset's state before its last write, served while replication lags: until then, and for so many reads, whichever is longer."""

    connection: sqlite3.Connection
    until: float = 0.0
    reads_left: int = 0
    gone: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def over(self) -> bool:
        """Whether the newest state is read again."""
        return self.until <= time.monotonic() and self.reads_left <= 0


@dataclass
class Seat:
    """One seat. Everything that changes is in the database, but for switches, faults and what is remembered of calls."""

    name: str
    database: Database
    switches: Switches = Switches()
    rules: list[Any] = field(default_factory=list)
    tickets: dict[str, Any] = field(default_factory=dict)
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    visits: Counter[str] = field(default_factory=Counter)
    calls: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=500))
    tasks: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def switch(self, **changes: Any) -> None:
        """Sets switches; TypeError on an unknown one."""
        self.switches = replace(self.switches, **changes)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the seat's file."""
        with self.database.write() as connection:
            yield connection

    def count_visit(self, view_id: str) -> None:
        """One more look at a dataset's page. A visitor does not wait for a writer: what cannot be noted now is noted later."""
        with self.lock:
            self.visits[view_id] += 1
            waiting, self.visits = self.visits, Counter()
        with self.database.write_if_free() as connection:
            if connection is None:
                with self.lock:
                    self.visits.update(waiting)
                return
            connection.executemany("UPDATE view SET visits = visits + ? WHERE id = ?", [(count, each) for each, count in waiting.items()])

    @contextmanager
    def busy(self, task: str) -> Iterator[bool]:
        """Whether a task is free to begin: False while another thread is at it."""
        with self.lock:
            free = task not in self.tasks
            self.tasks.add(task)
        try:
            yield free
        finally:
            if free:
                self.tasks.discard(task)

    def work(self, task: str, do: Callable[[], None]) -> None:
        """Starts a task in a thread of its own, unless it is running."""

        def alone() -> None:
            with self.busy(task) as free:
                if free:
                    do()

        threading.Thread(target=alone, daemon=True).start()

    def secret(self) -> bytes:
        """The key that signs this seat's preview links; made once."""
        with self.read() as connection:
            known = connection.execute("SELECT value FROM setting WHERE key = 'secret'").fetchone()
        if known:
            return bytes.fromhex(known[0])
        with self.write() as connection:
            connection.execute("INSERT OR IGNORE INTO setting VALUES('secret', ?)", (secrets.token_hex(32),))
            found = connection.execute("SELECT value FROM setting WHERE key = 'secret'").fetchone()
        return bytes.fromhex(found[0])

    def keep_old_state(self, view_id: str, seconds: float, reads: int = 0) -> None:
        """Call before a write: for `seconds` and for `reads` reads the dataset is read as it is now."""
        for other in list(self.snapshots):
            self.is_behind(other)  # lets go of states that nobody asked for again
        with self.lock:
            known = self.snapshots.get(view_id)
            if known is None:
                connection = self.database.reader()
                connection.execute("SELECT count(*) FROM view").fetchone()
                connection.set_progress_handler(None, 0)
                known = self.snapshots[view_id] = Snapshot(connection)
            known.until = max(known.until, time.monotonic() + seconds)
            known.reads_left = max(known.reads_left, reads)

    def is_behind(self, view_id: str) -> bool:
        """Whether reads of the dataset still show an older state."""
        with self.lock:
            return self._older(view_id) is not None

    def _older(self, view_id: str) -> Snapshot | None:
        """The older state that a dataset is read from; one whose time is over is let go, unless somebody still reads from it."""
        known = self.snapshots.get(view_id)
        if known is None or not known.over:
            return known
        self._let_go(view_id)
        return None

    def _let_go(self, view_id: str) -> None:
        known = self.snapshots[view_id]
        if not known.lock.acquire(blocking=False):
            return  # somebody is reading from it now
        self.database.done(self.snapshots.pop(view_id).connection)
        known.gone = True
        known.lock.release()

    @contextmanager
    def read(self, view_id: str | None = None) -> Iterator[sqlite3.Connection]:
        """A state to read from: the newest, or the older one of a dataset whose replication lags. The older one serves one reader at a
        time; who waited for it looks again where its time is over."""
        while True:
            with self.lock:
                known = self._older(view_id) if view_id is not None else None
            if known is None:
                with self.database.read() as connection:
                    yield connection
                return
            with known.lock:
                if known.gone or known.over:
                    continue
                known.reads_left -= 1
                yield known.connection
                return

    def reset(self) -> None:
        """An empty seat again: datasets, files, faults and switches are gone."""
        with self.lock:
            for view_id, known in list(self.snapshots.items()):
                known.until, known.reads_left = 0.0, 0  # one that is being read from is let go at the next look
                self._let_go(view_id)
        self.switches, self.rules = Switches(), []
        self.tickets.clear()
        self.visits.clear()
        with self.write() as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'rows_%'")]
            for name in tables:
                connection.execute(f'DROP TABLE "{name}"')
            for name in ("view", "field", "attachment", "approval", "profile", "resource", "chunk"):
                connection.execute(f"DELETE FROM {name}")


def is_empty(file: Path) -> bool:
    """Whether a seat's file holds no dataset."""
    with closing(connect(file)) as connection:
        return bool(connection.execute("SELECT NOT EXISTS(SELECT 1 FROM view)").fetchone()[0])


class Seats:
    """All seats of a data folder, opened when first asked for."""

    def __init__(self, folder: Path, prepare: Callable[[Seat], None]) -> None:
        self.folder = folder
        self._prepare = prepare
        self._open: dict[str, Seat] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> Seat:
        """The seat of that name, made when it is new; Refusal 404 when the name is no seat's or all seats are taken."""
        if not SEAT_NAME.fullmatch(name) or name in RESERVED:
            raise Refusal(404, "not_found", "There is no such seat", {"id": name[:40]})
        with self._lock:
            if name not in self._open:
                seat = Seat(name, Database(self._file(name)))
                self._prepare(seat)
                self._open[name] = seat
            return self._open[name]

    def _file(self, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.folder / f"{name}.db"
        if not file.exists() and sum(1 for _ in self.folder.glob("*.db")) >= MAX_SEATS and not self._make_room():
            raise Refusal(404, "no_seat_left", "All practice seats are taken", {"id": name})
        return file

    def _make_room(self) -> bool:
        """Removes the seat that was left alone longest of those without a dataset, so that nobody is locked out by names that were only
        tried; False where every seat holds one."""
        for file in sorted(self.folder.glob("*.db"), key=lambda each: each.stat().st_mtime):
            if file.stem != DEFAULT_SEAT and is_empty(file):
                if file.stem in self._open:
                    self._open.pop(file.stem).database.close()
                for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
                    each.unlink(missing_ok=True)
                return True
        return False

    def close(self) -> None:
        """Closes all files."""
        with self._lock:
            for seat in self._open.values():
                seat.database.close()
            self._open.clear()
