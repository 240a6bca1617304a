"""A parsed file as bytes and back: JSON for what is said, Arrow's stream format for the cells. No pickle, so nothing in it can run."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import ipc

from ctcompanion.errors import ReadingError
from ctcompanion.model import OddRows, Range, Sheet, Styles
from ctcompanion.reading.parts import Parts

LENGTH = 8
ALIGNED = 64
"""Arrow wants its buffers to start at a multiple of this."""
WHOLE, REFUSED = b"P", b"R"


def write_parts(parts: Parts, target: BinaryIO) -> None:
    """Writes the sheets one after the other: a head in JSON, then each sheet's cells and kinds."""
    head = {
        "format": parts.format,
        "guesses": parts.guesses,
        "notices": parts.notices,
        "sheets": [_sheet_head(sheet) for sheet in parts.sheets],
    }
    _write_head(WHOLE, head, target)
    for sheet in parts.sheets:
        for table in (sheet.cells, sheet.kinds):
            if table is not None and table.num_columns:
                with ipc.new_stream(target, table.schema) as stream:
                    stream.write_table(table)


def write_refusal(error: ReadingError, target: BinaryIO) -> None:
    """Writes the error in place of the sheets."""
    _write_head(REFUSED, error.as_json(), target)


def read_answer(buffer: pa.Buffer) -> Parts:
    """The sheets that stand in the buffer, their cells pointing into it; raises the ReadingError if one stands there."""
    length = int.from_bytes(buffer.slice(1, LENGTH).to_pybytes(), "little")
    head = json.loads(buffer.slice(1 + LENGTH, length).to_pybytes())
    if buffer.slice(0, 1).to_pybytes() == REFUSED:
        raise ReadingError(head["code"], head["message"], head["hint"], head["place"])
    source = pa.BufferReader(buffer.slice(1 + LENGTH + length))
    sheets = tuple(_sheet(one, source) for one in head["sheets"])
    return Parts(head["format"], sheets, tuple(head["guesses"]), tuple(head["notices"]))


def _write_head(sign: bytes, head: dict[str, Any], target: BinaryIO) -> None:
    text = json.dumps(head, ensure_ascii=True).encode()
    text += b" " * (-(1 + LENGTH + len(text)) % ALIGNED)
    target.write(sign + len(text).to_bytes(LENGTH, "little") + text)


def _sheet_head(sheet: Sheet) -> dict[str, Any]:
    styles = sheet.styles
    return {
        "name": sheet.name,
        "visible": sheet.visible,
        "role": sheet.role,
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "filtered": sheet.filtered,
        "printed": sheet.printed,
        "odd_rows": [list(asdict(one).values()) for one in sheet.odd_rows],
        "width": sheet.width,
        "kinds": sheet.kinds is not None,
        "merged": [list(asdict(one).values()) for one in styles.merged],
        "bold": sorted(styles.bold),
        "indents": [[*cell, depth] for cell, depth in styles.indents.items()],
        "formats": [[*cell, code] for cell, code in styles.formats.items()],
    }


def _sheet(head: dict[str, Any], source: pa.BufferReader) -> Sheet:
    cells = _table(source) if head["width"] else pa.table({})
    kinds = (_table(source) if head["width"] else pa.table({})) if head["kinds"] else None
    return Sheet(
        head["name"],
        cells,
        kinds,
        _styles(head),
        visible=head["visible"],
        role=head["role"],
        hidden_rows=tuple(head["hidden_rows"]),
        hidden_columns=tuple(head["hidden_columns"]),
        filtered=head["filtered"],
        printed=tuple(head["printed"]),
        odd_rows=tuple(OddRows(*one) for one in head["odd_rows"]),
    )


def _styles(head: dict[str, Any]) -> Styles:
    return Styles(
        merged=tuple(Range(*one) for one in head["merged"]),
        bold=frozenset((row, column) for row, column in head["bold"]),
        indents={(row, column): depth for row, column, depth in head["indents"]},
        formats={(row, column): code for row, column, code in head["formats"]},
    )


def _table(source: pa.BufferReader) -> pa.Table:
    with ipc.open_stream(source) as stream:
        return stream.read_all()
