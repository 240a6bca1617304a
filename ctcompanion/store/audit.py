"""The record that cannot be altered: each line carries a hash over itself and the line before.

Who has the database but not the seal key cannot make a valid line; who cuts lines off the end is found by the head, a pair of
number and hash: the last one stands in a file beside the seal key, and one that was exported may be kept elsewhere.
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
from ctcompanion.store.anchor import Anchor, Head
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
class Verdict:
    """What the verifier found: whole, or the first line that is wrong and why."""

    whole: bool
    lines: int
    sentence: str
    broken_at: int | None = None


class Audit:
    """Append, read, verify, export. There is no way to change or delete a line, here or by SQL triggers below."""

    def __init__(self, database: Database, key: bytes, anchor: Anchor | None = None) -> None:
        self._database = database
        self._key = key
        self._anchor = anchor

    def append(self, who: str, action: str, facts: Mapping[str, Any]) -> Line:
        """Add a line. Two writers at once: the loser of the race takes the next number."""
        for _ in range(ATTEMPTS):
            try:
                line = self._append(who, action, json.dumps(dict(facts), sort_keys=True))
            except IntegrityError:
                continue
            self._moved_on(Head(line.number, line.hash))
            return line
        raise StoreError("audit-busy", "The record could not be written: too many at once.", "Try again in a minute.")

    def _append(self, who: str, action: str, facts: str) -> Line:
        with self._database.writing() as connection:
            last = connection.execute(select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)).first()
            number, previous = (last.number + 1, last.hash) if last is not None else (1, BEGINNING)
            at = self._database.now()
            line = Line(number, at, who, action, facts, previous, self._hash(number, at, who, action, facts, previous))
            connection.execute(insert(table).values(**asdict(line)))
        return line

    def _moved_on(self, head: Head) -> None:
        """The anchor follows the record, but never away from a line that is gone: that it was there must not be forgotten."""
        known = self._anchor.read() if self._anchor is not None else None
        if self._anchor is not None and (known is None or (known.number < head.number and self._stands(known))):
            self._anchor.write(head)

    def _stands(self, head: Head) -> bool:
        with self._database.reading() as connection:
            return connection.execute(select(table.c.hash).where(table.c.number == head.number)).scalar() == head.hash

    def begin_again(self, who: str) -> Line:
        """After a restore: the first line says which lines there were before, and the proof of the end begins anew with it."""
        before, now = self._anchor.read() if self._anchor is not None else None, self.head()
        facts = {"record_in_backup": f"{now.number}:{now.hash}", "record_before": f"{before.number}:{before.hash}" if before else ""}
        line = self.append(who, "restored a backup", facts)
        if self._anchor is not None:
            self._anchor.write(Head(line.number, line.hash))
        return line

    def _hash(self, *parts: object) -> str:
        """Keyed, over a JSON list: no two different lines give the same text."""
        return hmac.new(self._key, json.dumps(parts).encode(), "sha256").hexdigest()

    def _holds(self, line: Line) -> bool:
        told = self._hash(line.number, line.at, line.who, line.action, line.facts, line.previous)
        return hmac.compare_digest(told, line.hash)

    def is_ours(self) -> bool:
        """False when neither the first nor the last line holds under this key: then another one wrote them."""
        with self._database.reading() as connection:
            ends = [connection.execute(select(table).order_by(end).limit(1)).first() for end in (table.c.number, table.c.number.desc())]
        return None in ends or any(self._holds(_line(row)) for row in ends if row is not None)

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
        """Walk the chain. `head`: one exported earlier; its line must still be there and the same. So must the last one seen from here."""
        anchored = self._anchor.read() if self._anchor is not None else None
        wanted = {(one.number, one.hash) for one in (head, anchored) if one is not None and one.number}
        previous, number = BEGINNING, 0
        for line in self.lines():
            number += 1
            if line.number != number:
                return Verdict(False, number, f"Line {number} is missing.", number)
            if line.previous != previous or not self._holds(line):
                return Verdict(False, number, f"Line {number} was changed, moved or written by somebody else.", number)
            if any(at == number and seen != line.hash for at, seen in wanted):
                return Verdict(False, number, f"Line {number} is not the one that stood there before.", number)
            previous = line.hash
        if any(at > number for at, _ in wanted):
            return Verdict(False, number, f"The record was cut off after line {number}.", number + 1)
        return Verdict(True, number, f"All {number:,} lines are as they were written.")

    def export(self) -> Iterator[str]:
        """JSON Lines, one per entry."""
        for line in self.lines():
            yield json.dumps({**asdict(line), "facts": json.loads(line.facts)})


def _line(row: Row[Any]) -> Line:
    return Line(row.number, row.at, row.who, row.action, row.facts, row.previous, row.hash)
