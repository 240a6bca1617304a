"""GET /api/views/{id}/rows.csv: all rows as a file to download, with display names as header."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from typing import Any

from ctcompanion.practice.call import Answer, Call
from ctcompanion.practice.rows.formats import CsvRows
from ctcompanion.practice.rows.read import ask
from ctcompanion.practice.soql.parse import Query
from ctcompanion.practice.view import View, find_view

EVERYTHING = 1 << 53


def export(call: Call) -> Answer:
    """The whole table, sent while it is read."""
    with ExitStack() as stack:
        connection = stack.enter_context(call.seat.read(call.parts["id"]))
        view = find_view(connection, call.parts["id"], call.user)
        chunks, compiled = ask(connection, view, Query(), EVERYTHING)
        writer = CsvRows(compiled.columns)
        first = next(chunks, [])
        held = stack.pop_all()
    name = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in view.name)[:80]
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Answer(_lines(held, view, writer, chain([first], chunks)), 200, writer.content_type, headers)


def _lines(held: ExitStack, view: View, writer: CsvRows, chunks: Iterator[list[Any]]) -> Iterator[bytes]:
    with held:
        yield CsvRows([(field.name, field.type.name) for field in view.fields]).start
        for chunk in chunks:
            yield writer.rows(chunk, False)
