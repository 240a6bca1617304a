"""Small files of every kind, made in memory."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from ctcompanion.model import Sheet, Workbook
from ctcompanion.reading import read_here
from ctcompanion.reading.parts import Bounds
from ctcompanion.settings import Limits

LIMITS = Limits()
BOUNDS = Bounds(rows=10_000, columns=200, cells=1_000_000, memory=2**30, unzipped=2**28, entries=100, ratio=100)


def silent(_text: str) -> None:
    return None


def open_here(data: bytes, name: str = "file") -> Workbook:
    return read_here(data, name, LIMITS)


def grid(sheet: Sheet) -> list[list[str | None]]:
    columns = [column.to_pylist() for column in sheet.cells.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def first(data: bytes, name: str = "file") -> list[list[str | None]]:
    return grid(open_here(data, name).sheets[0])


def csv_bytes(rows: Iterable[Sequence[Any]], **options: Any) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, **options).writerows(rows)
    return target.getvalue().encode()


def workbook(**sheets: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def packed(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in entries.items():
            pack.writestr(name.replace("__", ".").replace("_in_", "/"), content)
    return target.getvalue()


def dbf(fields: Sequence[tuple[str, str, int]], records: Sequence[Sequence[str]], codec: str = "utf-8") -> bytes:
    """A dBASE III file; a record that starts with `*` is marked as deleted."""
    width = 1 + sum(size for _, _, size in fields)
    head = struct.pack("<BBBBIHH20x", 3, 124, 1, 31, len(records), 32 + 32 * len(fields) + 1, width)
    for name, kind, size in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), size, 0)
    body = b""
    for record in records:
        deleted = record[0].startswith("*")
        values = [record[0].removeprefix("*"), *record[1:]]
        body += b"*" if deleted else b" "
        body += b"".join(value.encode(codec).ljust(size) for value, (_, _, size) in zip(values, fields, strict=True))
    return head + b"\x0d" + body + b"\x1a"
