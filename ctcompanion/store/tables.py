"""A clean table as bytes and back, with everything it carries; its fingerprint stays the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ctcompanion.errors import StoreError
from ctcompanion.model import Change, CleanTable, Column, Conservation, Finding, Note, Provenance, Sum
from ctcompanion.store.values import from_json, to_json

if TYPE_CHECKING:
    import pandas as pd

PARTS: dict[str, Any] = {
    "columns": tuple[Column, ...],
    "provenance": Provenance,
    "changes": tuple[Change, ...],
    "notes": tuple[Note, ...],
    "findings": tuple[Finding, ...],
    "sums": tuple[Sum, ...],
    "conservation": Conservation,
}
KEY = b"ctcompanion."


def to_bytes(table: CleanTable) -> bytes:
    """An Arrow file (lz4): it keeps every pandas type, whole seconds too, which Parquet would turn into milliseconds."""
    import pyarrow as pa

    rows = pa.Table.from_pandas(table.rows, preserve_index=False)
    said = {KEY + name.encode(): to_json(getattr(table, name), kind).encode() for name, kind in PARTS.items()}
    rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), **said})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(rows)
    return bytes(sink.getvalue())


def from_bytes(content: bytes) -> CleanTable:
    """The table again; StoreError `kept-value-damaged`."""
    import pyarrow as pa

    try:
        rows = pa.ipc.open_file(pa.py_buffer(content)).read_all()
        said: dict[str, Any] = {name: from_json(kind, rows.schema.metadata[KEY + name.encode()]) for name, kind in PARTS.items()}
    except (pa.ArrowInvalid, KeyError, TypeError):
        raise StoreError("kept-value-damaged", "The table kept for this draft cannot be read.", "Upload the file again.") from None
    frame: pd.DataFrame = rows.to_pandas()
    return CleanTable(rows=frame, **said)
