"""Writes batches of rows into a dataset's table, inside the caller's transaction: known rows updated, others created, some deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, repeat
from operator import itemgetter
from typing import Any

from ctcompanion.practice.fields import Field
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.rows.payload import Batch
from ctcompanion.practice.view import View, now

KEYS_PER_QUESTION = 900


@dataclass
class Tally:
    """What a write did, by kind."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    by_identifier: int = 0
    by_sid: int = 0

    def as_json(self) -> dict[str, int]:
        """The answer of the real portal."""
        return {
            "Rows Created": self.created,
            "Rows Updated": self.updated,
            "Rows Deleted": self.deleted,
            "Errors": 0,
            "By RowIdentifier": self.by_identifier,
            "By SID": self.by_sid,
        }


@dataclass(frozen=True)
class Writer:
    """A write to one dataset's table at one instant; it counts what it does."""

    connection: sqlite3.Connection
    view: View
    at: int
    tally: Tally

    @property
    def version(self) -> int:
        return self.view.data_version + 1

    def insert(self, fields: Sequence[Field], rows: list[tuple[Any, ...]]) -> None:
        """New rows with these columns; others stay empty."""
        names = "".join(f", {field.sql}" for field in fields)
        marks = ", ?" * len(fields)
        self.connection.executemany(
            f"INSERT INTO {self.view.table}(created_at, updated_at, version{names}) VALUES({self.at}, {self.at}, {self.version}{marks})",
            rows,
        )
        self.tally.created += len(rows)

    def update(self, fields: Sequence[Field], rows: list[tuple[Any, ...]], where: str) -> None:
        """Changes the columns sent; the last value of each row names it."""
        sets = "".join(f", {field.sql} = ?" for field in fields)
        self.connection.executemany(
            f"UPDATE {self.view.table} SET updated_at = {self.at}, version = {self.version}{sets} WHERE {where} = ?", rows
        )
        self.tally.updated += len(rows)


def write_rows(connection: sqlite3.Connection, view: View, sent: Sequence[Batch], *, replace: bool = False) -> Tally:
    """Writes batches into a dataset inside the caller's transaction, and keeps its count, version and time."""
    writer = Writer(connection, view, now(), Tally())
    if replace:
        connection.execute(f"DELETE FROM {view.table}")
    known_rows = not replace and view.row_count > 0
    if not _inserted_at_once(writer, sent):
        for kind, rows in groupby(_in_order(sent), key=itemgetter(0)):
            _STEPS[kind](writer, list(rows), known_rows=known_rows)
    count = 0 if replace else view.row_count
    connection.execute(
        "UPDATE view SET row_count = ?, data_version = data_version + 1, rows_at = ? WHERE id = ?",
        (count + writer.tally.created - writer.tally.deleted, writer.at, view.id),
    )
    return writer.tally


def _inserted_at_once(writer: Writer, sent: Sequence[Batch]) -> bool:
    """Tries the common case, one batch of new rows: nothing is done and False is given where it is another."""
    if len(sent) != 1 or sent[0].sids is not None or sent[0].deleted is not None:
        return False
    identifier = writer.view.identifier
    if identifier is not None and None in map(itemgetter(_place(identifier, sent[0])), sent[0].rows):
        raise _no_key(identifier)
    writer.connection.execute("SAVEPOINT at_once")
    try:
        writer.insert(sent[0].fields, sent[0].rows)
    except sqlite3.IntegrityError:  # some of the rows are known, or come twice
        writer.connection.execute("ROLLBACK TO at_once")
        return False
    finally:
        writer.connection.execute("RELEASE at_once")
    return True


_Row = tuple[str, Batch, int]
"""What is to happen with a row (see _STEPS), its batch and its place there."""


def _in_order(sent: Sequence[Batch]) -> Iterator[_Row]:
    if len(sent) == 1:
        batch, size = sent[0], len(sent[0].rows)
        plain = batch.deleted is None
        kinds = repeat(_kind(batch, 0) if size else "rows") if plain else (_kind(batch, index) for index in range(size))
        yield from zip(kinds, repeat(batch), range(size), strict=False)
        return
    placed = sorted((place, number, index) for number, batch in enumerate(sent) for index, place in enumerate(batch.places))
    for _, number, index in placed:
        yield _kind(sent[number], index), sent[number], index


def _kind(batch: Batch, index: int) -> str:
    if batch.deleted is not None and batch.deleted[index]:
        return "delete"
    return "by sid" if batch.sids is not None else "rows"


def _write_plain(writer: Writer, rows: list[_Row], *, known_rows: bool) -> None:
    identifier = writer.view.identifier
    if identifier is None:
        _insert(writer, rows)
        return
    keys = _keys(identifier, rows)
    known = _known_keys(writer, keys, identifier) if known_rows or writer.tally.created else set()
    fresh: list[_Row] = []
    stale: list[tuple[_Row, Any]] = []
    for row, key in zip(rows, keys, strict=True):
        if key in known:
            stale.append((row, key))
        else:
            known.add(key)
            fresh.append(row)
    _insert(writer, fresh)
    for _, run in groupby(stale, key=lambda pair: id(pair[0][1])):
        pairs = list(run)
        batch = pairs[0][0][1]
        writer.update(batch.fields, [(*batch.rows[row[2]], key) for row, key in pairs], identifier.sql)
    writer.tally.by_identifier += len(stale)


def _insert(writer: Writer, rows: list[_Row]) -> None:
    kinds = {id(batch): batch for _, batch, _ in rows}
    if len(kinds) <= 1:
        for batch in kinds.values():
            everything = len(rows) == len(batch.rows)
            writer.insert(batch.fields, batch.rows if everything else [batch.rows[index] for _, _, index in rows])
        return
    fields = tuple({field.id: field for batch in kinds.values() for field in batch.fields}.values())
    order = {key: [batch.fields.index(field) if field in batch.fields else None for field in fields] for key, batch in kinds.items()}
    wide = []
    for _, batch, index in rows:
        row = batch.rows[index]
        wide.append(tuple(None if place is None else row[place] for place in order[id(batch)]))
    writer.insert(fields, wide)


def _keys(identifier: Field, rows: list[_Row]) -> list[Any]:
    """Each row's value of the row identifier; Refusal 400 where one has none."""
    places = {id(batch): _place(identifier, batch) for _, batch, _ in rows}
    keys = [batch.rows[index][places[id(batch)]] for _, batch, index in rows]
    if None in keys:
        raise _no_key(identifier)
    return keys


def _place(identifier: Field, batch: Batch) -> int:
    for place, field in enumerate(batch.fields):
        if field.id == identifier.id:
            return place
    raise _no_key(identifier)


def _no_key(identifier: Field) -> Refusal:
    message = "Row lacks a primary key or has it null"
    return Refusal(400, "soda.row.primary-key-nonexistent-or-null", message, {"column": identifier.field_name})


def _known_keys(writer: Writer, keys: list[Any], identifier: Field) -> set[Any]:
    known: set[Any] = set()
    waiting = iter(dict.fromkeys(keys))
    while some := list(islice(waiting, KEYS_PER_QUESTION)):
        marks = ", ".join("?" * len(some))
        found = writer.connection.execute(f"SELECT {identifier.sql} FROM {writer.view.table} WHERE {identifier.sql} IN ({marks})", some)
        known.update(key for (key,) in found)
    return known


def _write_by_sid(writer: Writer, rows: list[_Row], *, known_rows: bool) -> None:
    del known_rows
    for _, batch, index in rows:
        sid = batch.sids[index] if batch.sids is not None else None
        found = writer.connection.execute(f"SELECT 1 FROM {writer.view.table} WHERE sid = ?", (sid,)).fetchone()
        if found is None:
            raise Refusal(404, "soda.row.not-found", "Row not found", {"dataset": writer.view.id})
        try:
            writer.update(batch.fields, [(*batch.rows[index], sid)], "sid")
        except sqlite3.IntegrityError:
            raise Refusal(400, "soda.row.primary-key-nonexistent-or-null", "The row identifier is taken by another row") from None
        writer.tally.by_sid += 1


def _delete(writer: Writer, rows: list[_Row], *, known_rows: bool) -> None:
    del known_rows
    identifier = writer.view.identifier
    for _, batch, index in rows:
        where, key = _named(batch, index, identifier)
        gone = writer.connection.execute(f"DELETE FROM {writer.view.table} WHERE {where} = ?", (key,)).rowcount
        writer.tally.deleted += gone
        if where == "sid":
            writer.tally.by_sid += gone
        else:
            writer.tally.by_identifier += gone


def _named(batch: Batch, index: int, identifier: Field | None) -> tuple[str, Any]:
    if batch.sids is not None and batch.sids[index] is not None:
        return "sid", batch.sids[index]
    for place, field in enumerate(batch.fields):
        if identifier is not None and field.id == identifier.id and batch.rows[index][place] is not None:
            return identifier.sql, batch.rows[index][place]
    raise Refusal(400, "soda.row.delete-without-primary-key", "Cannot delete without the identifier value", {})


_STEPS = {"rows": _write_plain, "by sid": _write_by_sid, "delete": _delete}
