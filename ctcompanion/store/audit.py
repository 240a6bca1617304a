"""The record that cannot be altered: each line carries a hash over itself and the line before.

Who has the database but not the seal key cannot make a valid line; who cuts lines off the end is found by the head, a pair of
number and hash that is exported and kept elsewhere.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError

from ctcompanion.errors import StoreError
from ctcompanion.store import schema
from ctcompanion.store.database import Database

table = schema.audit

BEGINNING = "0" * 64
ATTEMPTS = 50


@dataclass(frozen=True)
class Line:
    """One entry: who did what when; `facts` hold ids, hashes and counts, never a cell value."""

    number: int
    at: str
    who: str
    action: str
    facts: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Head:
    """The last line's number and hash. Kept outside, it proves that nothing was cut off."""

    number: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What the verifier found: whole, or the first line that is wrong and why."""

    whole: bool
    lines: int
    sentence: str
    broken_at: int | None = None


class Audit:
    """Append, read, verify, export. There is no way to change or delete a line, here or by SQL triggers below."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def append(self, who: str, action: str, facts: Mapping[str, Any]) -> Line:
        """Add a line. Two writers at once: the loser of the race takes the next number."""
        for _ in range(ATTEMPTS):
            try:
                return self._append(who, action, json.dumps(dict(facts), sort_keys=True))
            except IntegrityError:
                continue
        raise StoreError("audit-busy", "The record could not be written: too many at once.", "Try again in a minute.")

    def _append(self, who: str, action: str, facts: str) -> Line:
        with self._database.writing() as connection:
            last = connection.execute(select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)).first()
            number, previous = (last.number + 1, last.hash) if last is not None else (1, BEGINNING)
            at = self._database.now()
            line = Line(number, at, who, action, facts, previous, self._hash(number, at, who, action, facts, previous))
            connection.execute(insert(table).values(**asdict(line)))
        return line

    def _hash(self, *parts: object) -> str:
        """Keyed, over a JSON list: no two different lines give the same text."""
        return hmac.new(self._key, json.dumps(parts).encode(), "sha256").hexdigest()

    def lines(self) -> Iterator[Line]:
        """All lines in order."""
        with self._database.reading() as connection:
            for row in connection.execute(select(table).order_by(table.c.number)):
                yield _line(row)

    def head(self) -> Head:
        """The last line; number 0 when there is none."""
        last = Head(0, BEGINNING)
        with self._database.reading() as connection:
            row = connection.execute(select(table).order_by(table.c.number.desc()).limit(1)).first()
        return Head(row.number, row.hash) if row is not None else last

    def verify(self, head: Head | None = None) -> Verdict:
        """Walk the chain. `head`: one exported earlier; its line must still be there and the same."""
        previous, number, seen_head = BEGINNING, 0, head is None or head.number == 0
        for line in self.lines():
            number += 1
            if line.number != number:
                return Verdict(False, number, f"Line {number} is missing.", number)
            told = self._hash(line.number, line.at, line.who, line.action, line.facts, line.previous)
            if line.previous != previous or not hmac.compare_digest(told, line.hash):
                return Verdict(False, number, f"Line {number} was changed, moved or written by somebody else.", number)
            if head is not None and line.number == head.number:
                if line.hash != head.hash:
                    return Verdict(False, number, f"Line {number} is not the one that was exported.", number)
                seen_head = True
            previous = line.hash
        if not seen_head:
            return Verdict(False, number, f"The record was cut off after line {number}.", number + 1)
        return Verdict(True, number, f"All {number:,} lines are as they were written.")

    def export(self) -> Iterator[str]:
        """JSON Lines, one per entry."""
        for line in self.lines():
            yield json.dumps({**asdict(line), "facts": json.loads(line.facts)})


def _line(row: Row[Any]) -> Line:
    return Line(row.number, row.at, row.who, row.action, row.facts, row.previous, row.hash)
