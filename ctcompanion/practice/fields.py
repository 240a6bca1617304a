"""Columns: what a client may send about one, what is kept, and the column object that is given back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from ctcompanion.practice.datatypes import BY_NAME, DataType
from ctcompanion.practice.refusal import Refusal, invalid

MAX_COLUMNS = 350
LAST_POSITION = 100_000
FIELD_NAME = re.compile(r"[a-z_][a-z0-9_]*")
EXTRAS = ("description", "width", "flags", "cachedContents")


@dataclass(frozen=True)
class Field:
    """A column as kept. `table_column` stays the same in every working copy."""

    id: int
    view_id: str
    table_column: int
    name: str
    field_name: str
    type: DataType
    position: int
    extras: Mapping[str, Any]

    @property
    def sql(self) -> str:
        """Its name in SQL, made of a number: no sign a client sent ever stands in SQL."""
        return f'"c{self.table_column}"'

    @property
    def description(self) -> str:
        return str(self.extras.get("description") or "")

    def as_json(self) -> dict[str, Any]:
        """The column object of the views API."""
        kept = {
            "id": self.id,
            "name": self.name,
            "dataTypeName": self.type.name,
            "fieldName": self.field_name,
            "position": self.position,
            "renderTypeName": self.type.name,
            "tableColumnId": self.table_column,
            "format": self.extras.get("format") or {},
        }
        return kept | {key: self.extras[key] for key in EXTRAS if key in self.extras}


@dataclass(frozen=True)
class NewField:
    """A column as sent, checked."""

    name: str
    field_name: str
    type: DataType
    position: int | None
    extras: Mapping[str, Any]
    derived: bool = False
    """Whether the field name was made from the name; it gives way then where another column has it."""


def field_name_for(name: str) -> str:
    """The name the portal derives: other signs become one `_`, edges trimmed, a leading digit gets `_` before it."""
    derived = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "column"
    return f"_{derived}" if derived[0].isdigit() else derived


def free_name(name: str, taken: Container[str]) -> str:
    """The name itself, or with the first number behind it that makes it free, as the portal does on import."""
    numbered = (f"{name}_{number}" for number in count(1))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def new_field(sent: Any) -> NewField:
    """What a client sent about a new column; Refusal 400 where it cannot be."""
    if not isinstance(sent, Mapping):
        raise invalid("A column must be an object")
    name = sent.get("name")
    if not isinstance(name, str) or not name.strip():
        raise invalid("A column needs a name")
    field_name = sent.get("fieldName") or field_name_for(name)
    if not isinstance(field_name, str) or not FIELD_NAME.fullmatch(field_name.lower()):
        raise invalid(f"Field name '{field_name}' is not valid: use lowercase letters, digits and _", {"fieldName": field_name})
    datatype = data_type(sent.get("dataTypeName", "text"))
    place = checked_position(sent["position"]) if type(sent.get("position")) is int else None
    return NewField(name, field_name.lower(), datatype, place, extras_of(sent), derived=not sent.get("fieldName"))


def checked_position(sent: Any) -> int:
    """A column's place; Refusal 400 where it is none."""
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent <= LAST_POSITION:
        raise invalid("A column's position must be a whole number")
    return sent


def data_type(name: Any) -> DataType:
    """The type of that name; Refusal 400 on an unknown one."""
    found = BY_NAME.get(name) if isinstance(name, str) else None
    if found is None:
        raise invalid(f"Unknown data type '{name}'", {"dataTypeName": str(name)})
    return found


def extras_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a column beside name, type and place; Refusal 400 where it has the wrong shape."""
    kept = {key: sent[key] for key in ("format", *EXTRAS) if sent.get(key) is not None}
    if not isinstance(kept.get("format", {}), Mapping):
        raise invalid("A column's format must be an object")
    if not isinstance(kept.get("description", ""), str):
        raise invalid("A column's description must be text")
    return kept


def add_fields(connection: sqlite3.Connection, view_id: str, new: Iterable[NewField]) -> list[int]:
    """Keeps new columns of a dataset; gives their ids. Refusal 400 on a name that is taken, 413 on too many."""
    known = {name for (name,) in connection.execute("SELECT field_name FROM field WHERE view_id = ?", (view_id,))}
    ids: list[int] = []
    for field in new:
        field_name = free_name(field.field_name, known) if field.derived else field.field_name
        if field_name in known:
            raise invalid(f"A column with field name '{field_name}' already exists", {"fieldName": field_name})
        known.add(field_name)
        if len(known) > MAX_COLUMNS:
            raise Refusal(413, "too-many-columns", f"A dataset may have at most {MAX_COLUMNS} columns", {"limit": MAX_COLUMNS})
        place = field.position if field.position is not None else len(known)
        cursor = connection.execute(
            "INSERT INTO field(view_id, table_column, name, field_name, type, position, extras) VALUES(?, 0, ?, ?, ?, ?, ?)",
            (view_id, field.name, field_name, field.type.name, place, json.dumps(field.extras)),
        )
        ids.append(cursor.lastrowid or 0)
    connection.execute("UPDATE field SET table_column = id WHERE view_id = ? AND table_column = 0", (view_id,))
    return ids


def load_fields(connection: sqlite3.Connection, view_id: str) -> tuple[Field, ...]:
    """A dataset's columns in order."""
    found = connection.execute(
        "SELECT id, view_id, table_column, name, field_name, type, position, extras FROM field WHERE view_id = ? ORDER BY position, id",
        (view_id,),
    )
    return tuple(_from_row(row) for row in found)


def load_all_fields(connection: sqlite3.Connection) -> dict[str, tuple[Field, ...]]:
    """The columns of every dataset, by its id, in one question."""
    rows = connection.execute("SELECT id, view_id, table_column, name, field_name, type, position, extras FROM field ORDER BY position, id")
    found: dict[str, list[Field]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(_from_row(row))
    return {view_id: tuple(fields) for view_id, fields in found.items()}


def _from_row(row: tuple[Any, ...]) -> Field:
    number, view, table, name, field_name, kind, place, extras = row
    return Field(number, view, table, name, field_name, BY_NAME[kind], place, json.loads(extras))
