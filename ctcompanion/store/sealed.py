"""Bytes that must not lie open: uploads and clean tables, sealed in pieces, in the database or (by a setting) in memory only."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, timedelta

from sqlalchemy import delete, insert, select

from ctcompanion.store import schema
from ctcompanion.store.database import Database, once_more
from ctcompanion.store.seal import Seal

PIECE_BYTES = 8 * 1024 * 1024
"""Large enough to be fast, small enough that a 200 MB file never stands in one statement."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""What all files in memory may take together. Over it the one kept longest ago goes: its draft asks for it again, as after a restart."""

table = schema.pieces


@dataclass
class SealedPieces:
    """`on_disk` False: nothing is written, and a restart forgets."""

    database: Database
    seal: Seal
    on_disk: bool = True
    _memory: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict, repr=False)
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @once_more
    def keep(self, about: str, name: str, content: bytes) -> None:
        """Keep these bytes in place of what stood there under that name."""
        if not self.on_disk:
            self.forget(about, name)  # what was kept on the disk before the setting was changed
            self._remember(about, name, content)
            return
        view, now = memoryview(content), self.database.now()
        parts = max(1, -(-len(content) // PIECE_BYTES))
        with self.database.writing() as connection:
            connection.execute(delete(table).where(table.c.about == about, table.c.name == name))
            for part in range(parts):
                sealed = self.seal.close(view[part * PIECE_BYTES : (part + 1) * PIECE_BYTES], f"{about}/{name}/{part}/{parts}")
                values = {"about": about, "name": name, "part": part, "parts": parts, "sealed": sealed, "kept_at": now}
                connection.execute(insert(table).values(**values))

    def _remember(self, about: str, name: str, content: bytes) -> None:
        with self._guard:
            self._memory[about, name] = (self.database.now(), content)
            while len(self._memory) > 1 and sum(len(bytes_) for _, bytes_ in self._memory.values()) > MEMORY_BYTES:
                del self._memory[next(iter(self._memory))]

    def kept(self, about: str, name: str) -> bytes | None:
        """The bytes; None when there are none; StoreError `seal-broken` when they cannot be opened."""
        with self._guard:
            remembered = self._memory.get((about, name))
        if remembered is not None:
            return remembered[1]
        here = select(table.c.part, table.c.parts, table.c.sealed).where(table.c.about == about, table.c.name == name)
        with self.database.reading() as connection:
            rows = connection.execute(here.order_by(table.c.part)).all()
        if not rows or len(rows) != rows[0].parts:
            return None
        return b"".join(self.seal.open(row.sealed, f"{about}/{name}/{row.part}/{row.parts}") for row in rows)

    def names(self, about: str) -> frozenset[str]:
        """Under which names bytes are kept for this."""
        with self._guard:
            remembered = {name for known, name in self._memory if known == about}
        with self.database.reading() as connection:
            rows = connection.execute(select(table.c.name).where(table.c.about == about).distinct()).all()
        return frozenset(remembered | {row.name for row in rows})

    def forget(self, about: str, name: str | None = None) -> None:
        """Delete one kind of bytes, or all that belong to `about`."""
        with self._guard:
            for key in [key for key in self._memory if key[0] == about and name in (None, key[1])]:
                del self._memory[key]
        with self.database.writing() as connection:
            gone = delete(table).where(table.c.about == about)
            connection.execute(gone if name is None else gone.where(table.c.name == name))

    def purge(self, days: int) -> int:
        """Delete everything kept longer than that many days; how many pieces went."""
        limit = (self.database.clock().astimezone(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
        with self._guard:
            old = [key for key, (kept_at, _) in self._memory.items() if kept_at < limit]
            for key in old:
                del self._memory[key]
        with self.database.writing() as connection:
            return len(old) + connection.execute(delete(table).where(table.c.kept_at < limit)).rowcount
