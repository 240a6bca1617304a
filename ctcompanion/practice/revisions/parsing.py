"""A source's bytes as columns of text, as its parse options say."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.practice.fields import field_name_for, free_name
from ctcompanion.practice.refusal import invalid

OPTIONS: Mapping[str, Any] = {
    "encoding": "utf8",
    "header_count": 1,
    "column_header": 1,
    "column_separator": ",",
    "quote_char": '"',
    "parse_source": True,
    "trim_whitespace": True,
    "remove_empty_rows": True,
}
ENCODINGS = frozenset({"utf8", "utf-8", "ascii", "latin1", "iso-8859-1", "windows-1252", "cp1252", "utf-16"})
READABLE = frozenset({"text/csv", "text/tab-separated-values"})


@dataclass(frozen=True)
class Parsed:
    """A file as columns of text: display names, field names, one tuple of values a column; `ragged` lines did not fit and are left out.

    `types`: of the columns, where they are a dataset's own, whose rows stay where they are; a file's are all text.
    """

    names: tuple[str, ...]
    field_names: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    ragged: int = 0
    types: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0


class UnreadableError(ValueError):
    """The file cannot be read; the words say why."""


def checked_options(sent: Any, known: Mapping[str, Any] = OPTIONS) -> dict[str, Any]:
    """Parse options as sent over the known ones; Refusal 400 where one cannot be."""
    if not isinstance(sent or {}, Mapping):
        raise invalid("parse_options must be an object")
    options = {**known, **{key: value for key, value in (sent or {}).items() if key in OPTIONS and value is not None}}
    for key in ("header_count", "column_header"):
        if type(options[key]) is not int or not 0 <= options[key] <= 1000:
            raise invalid(f"{key} must be a whole number", {"key": key})
    for key in ("column_separator", "quote_char"):
        if not isinstance(options[key], str) or len(options[key]) != 1 or options[key] in "\r\n":
            raise invalid(f"{key} must be one character", {"key": key})
    if str(options["encoding"]).lower() not in ENCODINGS:
        raise invalid("encoding is not known", {"key": "encoding"})
    return options


def content(connection: sqlite3.Connection, source_id: int) -> bytes:
    """All bytes that were uploaded, in their order."""
    rows = connection.execute("SELECT content FROM chunk WHERE source = ? ORDER BY place", (source_id,))
    return b"".join(part for (part,) in rows)


def parse_content(data: bytes, options: Mapping[str, Any], content_type: str) -> Parsed:
    """The columns of a csv or tsv file; UnreadableError in words."""
    if content_type.partition(";")[0].strip() not in READABLE:
        raise UnreadableError("The practice portal reads csv and tsv only")
    separator = "\t" if content_type.startswith("text/tab") and options["column_separator"] == "," else options["column_separator"]
    try:
        text = data.decode("utf-8-sig" if options["encoding"] in ("utf8", "utf-8") else options["encoding"])
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=options["quote_char"], strict=True))
    except UnicodeDecodeError:
        raise UnreadableError("The file is not in the encoding named in the parse options") from None
    except csv.Error as error:
        raise UnreadableError(f"The file cannot be read as csv: {error}") from None
    return _columns(lines, options)


def _columns(lines: list[list[str]], options: Mapping[str, Any]) -> Parsed:
    header_at = options["column_header"]
    rows = lines[options["header_count"] :]
    width = len(lines[header_at - 1]) if 0 < header_at <= len(lines) else max((len(row) for row in rows), default=0)
    if not width:
        raise UnreadableError("The file is empty")
    names = [name.strip() for name in lines[header_at - 1]] if header_at else []
    names = [name or f"column {place}" for place, name in enumerate(names or [""] * width, 1)]
    if options["remove_empty_rows"]:
        rows = [row for row in rows if any(value.strip() for value in row)]
    whole = [row for row in rows if len(row) == width]
    columns = list(zip(*whole, strict=True)) if whole else [()] * width
    if options["trim_whitespace"]:
        columns = [tuple(value.strip() for value in column) for column in columns]
    return Parsed(tuple(names), _unique([field_name_for(name) for name in names]), tuple(columns), len(rows) - len(whole))


def _unique(names: list[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for name in names:
        kept.append(free_name(name, kept))
    return tuple(kept)
