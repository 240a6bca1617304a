"""dBASE tables (.dbf), alone or as the attribute table of a shapefile: fixed-width fields, read as text."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ctcompanion.model import KIND_CODES, Kind, Sheet
from ctcompanion.reading.parts import Bounds, Parts
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import blank_as_null, cut, named, role_of, trimmed

KINDS = {"N": Kind.NUMBER, "F": Kind.NUMBER, "I": Kind.NUMBER, "D": Kind.DATE, "L": Kind.BOOLEAN}
CODE = {kind: number for number, kind in enumerate(KIND_CODES)}
CODE_PAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252"}
"""Language driver byte of the header -> Python codec (ESRI's and dBASE's own lists)."""
READABLE = set("CNFDLI")


class Field(NamedTuple):
    """One column of the file."""

    name: str
    kind: str
    width: int


def read_dbf(data: bytes, bounds: Bounds, code_page: str = "") -> Parts:
    """The table with its field names as the first row. Deleted records are left out and said."""
    count = int.from_bytes(data[4:8], "little")
    head, record = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    fields = _fields(data[32:head])
    if not fields or 1 + sum(field.width for field in fields) > record:
        raise refusal("damaged", what="its list of fields does not fit its records")
    present = min(count, (len(data) - head) // record)
    bounds.check(present + 1, len(fields))
    grid = np.frombuffer(data, np.uint8, count=present * record, offset=head).reshape(present, record)
    kept = grid[grid[:, 0] != ord("*")]
    columns, kinds = _columns(kept, fields, _codec(data, code_page))
    height, width = trimmed(named(columns))
    cells = cut(named(columns), height, width)
    sheet = Sheet(None, cells, cut(named(kinds), height, width), role=role_of(cells))
    return Parts("dbf", (sheet,), (f"{height - 1:,} records and {width:,} fields were read.",), _notices(count, present, len(kept), fields))


def _fields(text: bytes) -> list[Field]:
    fields = []
    for at in range(0, len(text) - 31, 32):
        one = text[at : at + 32]
        if one[0] == 0x0D:
            break
        fields.append(Field(one[:11].split(b"\0")[0].decode("latin-1").strip(), chr(one[11]), one[16]))
    return fields


def _codec(data: bytes, code_page: str) -> str:
    """The codec that the .cpg file beside it or the header names; else UTF-8 if the records are, else Windows-1252."""
    import codecs

    name = code_page.strip().lower()
    for wanted in (f"cp{name.removeprefix('ansi ')}" if name.removeprefix("ansi ").isdigit() else name, CODE_PAGES.get(data[29], "")):
        try:
            if wanted:
                return codecs.lookup(wanted).name
        except LookupError:
            continue
    return "utf-8"


def _columns(records: np.ndarray, fields: list[Field], codec: str) -> tuple[list[pa.Array], list[pa.Array]]:
    texts, kinds, at = [], [], 1
    for field in fields:
        raw = np.ascontiguousarray(records[:, at : at + field.width])
        at += field.width
        column = blank_as_null(pa.array([field.name, *_values(raw, field, codec)], pa.string()))
        code = np.where(column.is_valid().to_numpy(zero_copy_only=False), CODE[KINDS.get(field.kind, Kind.TEXT)], CODE[Kind.BLANK])
        code[0] = CODE[Kind.TEXT]
        texts.append(column)
        kinds.append(pa.array(code.astype(np.int8)))
    return texts, kinds


def _values(raw: np.ndarray, field: Field, codec: str) -> list[str]:
    if field.kind not in READABLE or not field.width:
        return [""] * len(raw)
    if field.kind == "I":
        return [str(number) for number in raw.view("<i4").ravel().tolist()]
    values = [_decoded(value, codec).strip(" \0") for value in raw.view(f"S{field.width}").ravel().tolist()]
    if field.kind == "D":
        return [f"{one[:4]}-{one[4:6]}-{one[6:]}" if len(one) == 8 and one.isdigit() else "" for one in values]
    if field.kind == "L":
        return [{"T": "TRUE", "Y": "TRUE", "F": "FALSE", "N": "FALSE"}.get(one.upper(), "") for one in values]
    return ["" if one.startswith("*") else one for one in values] if field.kind in "NF" else values


def _decoded(value: bytes, codec: str) -> str:
    try:
        return value.decode(codec)
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _notices(count: int, present: int, kept: int, fields: list[Field]) -> tuple[str, ...]:
    said = []
    if present < count:
        said.append(f"The file says that it holds {count:,} records, but only {present:,} are there: it may have been cut off.")
    if kept < present:
        said.append(f"{present - kept:,} records that are marked as deleted were left out.")
    unread = sum(field.kind not in READABLE for field in fields)
    if unread:
        said.append(f"{unread} fields hold long texts or pictures, which are kept in another file: they are blank here.")
    return tuple(said)
