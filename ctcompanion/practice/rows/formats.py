"""Rows as bytes: JSON (numbers as strings, nulls left out), CSV (every value quoted), GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ctcompanion.practice.call import ROWS_JSON, dump
from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.ids import row_id

Columns = Sequence[tuple[str, str]]


def _version_text(number: Any) -> str:
    return row_id(int(number)).replace("row-", "rv-", 1)


def write_value(kind: str) -> Callable[[Any], Any]:
    """How a stored value of a type is given back in JSON."""
    own: Mapping[str, Callable[[Any], Any]] = {"row_id": row_id, "version": _version_text, "null": str}
    return own[kind] if kind in own else BY_NAME[kind].write


def soql_type(kind: str) -> str:
    """The type's name in X-SODA2-Types."""
    return {"version": "row_version", "null": "text", "row_id": "row_identifier"}.get(kind) or BY_NAME[kind].soql


def _written(writers: Sequence[Callable[[Any], Any]], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows turned into columns, each value written as its type is."""
    columns = zip(*rows, strict=True) if rows else [()] * len(writers)
    return [
        list(column) if write is str and set(map(type, column)) <= {str} else [None if value is None else write(value) for value in column]
        for write, column in zip(writers, columns, strict=True)
    ]


class JsonRows:
    """A list of objects."""

    content_type = ROWS_JSON
    start, end = b"[", b"]\n"

    def __init__(self, columns: Columns) -> None:
        self.writers = [(name, write_value(kind)) for name, kind in columns]

    def rows(self, rows: Sequence[Sequence[Any]], first: bool) -> bytes:
        """These rows; a comma before them unless they are the first."""
        names = [name for name, _ in self.writers]
        columns = _written([write for _, write in self.writers], rows)
        objects = [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in zip(*columns, strict=True)]
        text = dump(objects)[1:-1]
        return text if first or not objects else b"\n," + text


class CsvRows:
    """A header of field names and quoted values."""

    content_type = "text/csv; charset=UTF-8"
    end = b""

    def __init__(self, columns: Columns) -> None:
        self.start = _line([name for name, _ in columns])
        self.writers = [BY_NAME[kind].csv if kind in BY_NAME else write_value(kind) for _, kind in columns]

    def rows(self, rows: Sequence[Sequence[Any]], first: bool) -> bytes:
        """These rows as lines."""
        del first
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(zip(*_written(self.writers, rows), strict=True))
        return text.getvalue().encode()


def _line(values: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(values)
    return text.getvalue().encode("utf-8", "replace")


class GeoJsonRows:
    """A feature collection; the first shape column is each feature's geometry."""

    content_type = "application/vnd.geo+json;charset=utf-8"
    start, end = b'{"type":"FeatureCollection","features":[', b"]}\n"

    def __init__(self, columns: Columns) -> None:
        self.writers = [(name, write_value(kind)) for name, kind in columns]
        shapes = {"point", "line", "multiline", "multipoint", "polygon", "multipolygon"}
        self.shape = next((place for place, (_, kind) in enumerate(columns) if kind in shapes), None)

    def rows(self, rows: Sequence[Sequence[Any]], first: bool) -> bytes:
        """These rows as features."""
        text = b",".join(self._feature(row) for row in rows)
        return text if first or not rows else b"," + text

    def _feature(self, row: Sequence[Any]) -> bytes:
        geometry = None if self.shape is None or row[self.shape] is None else json.loads(row[self.shape])
        properties = {
            name: None if value is None else write(value)
            for place, ((name, write), value) in enumerate(zip(self.writers, row, strict=True))
            if place != self.shape
        }
        return dump({"type": "Feature", "properties": properties, "geometry": geometry})


WRITERS: Mapping[str, Callable[[Columns], Any]] = {"json": JsonRows, "csv": CsvRows, "geojson": GeoJsonRows}
