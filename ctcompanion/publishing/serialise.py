"""Canonical cells to strict JSON bytes, in pieces that the portal takes: at most 5,000 rows and 4 MB each (contract 5.2).

Each distinct value is encoded once; rows are put together by one format string. A blank is sent as null: on a correction
it clears the cell, which a missing key would not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring

from ctcompanion.publishing.canonical import Cells

CHUNK_ROWS = 5_000
CHUNK_BYTES = 4_000_000


@dataclass(frozen=True)
class Chunk:
    """Rows `first` to `first + rows - 1` (from 0) as one request body."""

    first: int
    rows: int
    body: bytes


def chunks(columns: Mapping[str, Cells], kinds: Mapping[str, str], rows: int = CHUNK_ROWS, size: int = CHUNK_BYTES) -> Iterator[Chunk]:
    """The rows under their field names, in order, piece by piece."""
    lines = row_bodies(columns, kinds)
    first = 0
    while first < len(lines):
        last = min(first + rows, len(lines))
        body = _body(lines[first:last])
        while len(body) > size and last - first > 1:
            last = first + max(1, (last - first) * size // len(body))
            body = _body(lines[first:last])
        yield Chunk(first, last - first, body)
        first = last


def whole(columns: Mapping[str, Cells], kinds: Mapping[str, str]) -> Chunk:
    """All rows as one request: one transaction on the portal."""
    lines = row_bodies(columns, kinds)
    return Chunk(0, len(lines), _body(lines))


def row_bodies(columns: Mapping[str, Cells], kinds: Mapping[str, str]) -> list[str]:
    """One JSON object per row."""
    encoded = [_encoded(cells, kinds[field]) for field, cells in columns.items()]
    pattern = "{" + ",".join(f"{_quoted(field).replace('%', '%%')}:%s" for field in columns) + "}"
    return [pattern % row for row in zip(*encoded, strict=True)]


def _body(lines: Sequence[str]) -> bytes:
    return ("[" + ",".join(lines) + "]").encode()


def _encoded(cells: Cells, kind: str) -> list[str]:
    encode = _ENCODERS.get(kind, _quoted)
    words: dict[str | None, str] = {cell: encode(cell) for cell in set(cells) if cell is not None}
    words[None] = "null"
    return [words[cell] for cell in cells]


def _quoted(text: str) -> str:
    return encode_basestring(text)


def _as_it_is(text: str) -> str:
    return text


def _point(text: str) -> str:
    longitude, _, latitude = text.partition(" ")
    return f'{{"type":"Point","coordinates":[{longitude},{latitude}]}}'


def _url(text: str) -> str:
    return f'{{"url":{_quoted(text)}}}'


_ENCODERS: Mapping[str, Callable[[str], str]] = {"number": _as_it_is, "checkbox": _as_it_is, "point": _point, "url": _url}
