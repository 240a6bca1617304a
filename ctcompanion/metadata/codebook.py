"""A codebook or data dictionary that exists already: its rows matched to the table's columns by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ctcompanion.metadata.codes import read_codes
from ctcompanion.metadata.match import pair_up
from ctcompanion.metadata.text import plain
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata

HEADERS = {
    "name": (
        "column name",
        "field name",
        "variable name",
        "column",
        "field",
        "variable",
        "attribute",
        "data element",
        "element",
        "name",
        "header",
        "item",
    ),
    "description": (
        "description",
        "definition",
        "meaning",
        "column description",
        "field description",
        "label",
        "explanation",
        "what it means",
        "details",
        "comments",
        "comment",
        "notes",
    ),
    "unit": ("unit", "units", "unit of measure", "measure"),
    "codes": ("codes", "values", "allowed values", "permitted values", "valid values", "value labels", "categories", "code list", "domain"),
    "code": ("code", "value", "coded value"),
    "meaning": ("meaning of code", "code description", "value description", "value label", "code meaning"),
}
LONGEST = 4000
"""The portal's cells and descriptions end there."""


@dataclass(frozen=True)
class Entry:
    """One column as the codebook describes it."""

    name: str
    description: str = ""
    unit: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Codebook:
    """What an import brought: the columns with it, (column, codebook name) pairs, entries that fit no column, columns without an entry."""

    columns: tuple[ColumnMetadata, ...]
    matched: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    without: tuple[str, ...]


def read(rows: Iterable[Mapping[str, str]], table: CleanTable, columns: tuple[ColumnMetadata, ...]) -> Codebook:
    """The codebook's rows (header -> text) laid onto the columns. It fills what is empty or only proposed; a person's words stay."""
    entries = entries_of(rows)
    pairs = pair_up({entry.name: number for number, entry in enumerate(entries)}, table)
    filled = tuple(_filled(column, entries[pairs[column.name]]) if column.name in pairs else column for column in columns)
    matched = tuple((name, entries[number].name) for name, number in pairs.items())
    unmatched = tuple(entry.name for number, entry in enumerate(entries) if number not in pairs.values())
    return Codebook(filled, matched, unmatched, tuple(column.name for column in table.columns if column.name not in pairs))


def _filled(column: ColumnMetadata, entry: Entry) -> ColumnMetadata:
    new: dict[str, object] = {}
    for key, value in (("description", entry.description[:LONGEST]), ("unit", entry.unit), ("codes", dict(entry.codes))):
        if value and (not getattr(column, key) or key in column.proposed):
            new[key] = value
    left = tuple(key for key in column.proposed if key not in new)
    return column.model_copy(update={**new, "proposed": left})


def entries_of(rows: Iterable[Mapping[str, str]]) -> tuple[Entry, ...]:
    """One entry per described column; a row without a name goes on with the codes of the one above."""
    found: list[Entry] = []
    keys: dict[str, str] | None = None
    of: tuple[str, ...] = ()
    for row in rows:
        if keys is None or tuple(row) != of:  # the next table of the file may have other headings
            keys, of = _keys(tuple(row)), tuple(row)
        cells = {key: plain(row.get(header) or "") for key, header in keys.items()}
        if cells.get("name"):
            found.append(Entry(cells["name"], cells.get("description", ""), cells.get("unit", ""), _codes(cells)))
        elif found:
            found[-1] = _continued(found[-1], cells)
    return tuple(found)


def _continued(entry: Entry, cells: Mapping[str, str]) -> Entry:
    more = cells.get("description", "")
    description = f"{entry.description} {more}".strip() if more and not cells.get("code") else entry.description
    return replace(entry, description=description, codes=(*entry.codes, *_codes(cells)))


def _keys(headers: tuple[str, ...]) -> dict[str, str]:
    """Our key -> the codebook's header. Without a known name column the first two columns are name and description."""
    by_plain = {heading(header): header for header in headers}
    found: dict[str, str] = {}
    for key, words in HEADERS.items():
        header = next((by_plain[word] for word in words if word in by_plain and by_plain[word] not in found.values()), None)
        if header is not None:
            found[key] = header
    if "name" not in found and headers:
        found = {"name": headers[0], **{key: header for key, header in found.items() if header != headers[0]}}
    if "description" not in found and len(headers) > 1:
        left = [header for header in headers if header not in found.values()]
        found |= {"description": left[0]} if left else {}
    return found


def heading(text: str) -> str:
    """A heading as HEADERS has it: small letters, no marks."""
    return " ".join(re.sub(r"[^\w]|_", " ", text.casefold()).split())


def _codes(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Codes of a cell (`1 = Yes; 2 = No`, or a line each), or of a code and a meaning column."""
    if cells.get("code"):
        meaning = cells.get("meaning") or cells.get("description", "")
        return ((cells["code"], meaning),) if meaning else ()
    return read_codes(cells.get("codes", ""))
