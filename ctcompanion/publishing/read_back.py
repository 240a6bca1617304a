"""Rows as they stand on the portal, in canonical form: all of them, or those written after a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ctcompanion.publishing.canonical import Cells, live_cells
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.rows import Columns

ADDRESS_BYTES = 4_000
"""Half of what web servers usually take as one address."""
PAGE_ROWS = 50_000
"""The older row API gives no more at once."""


def read_rows(portal: Portal, patience: Patience, dataset_id: str, kinds: Mapping[str, str], where: str = "") -> Columns:
    """The columns of `kinds` (field -> type). Pages are ordered by row id: without an order they may overlap."""
    columns: dict[str, Cells] = {field: [] for field in kinds}
    for page in _pages(portal, patience, dataset_id, list(kinds), where):
        for field, kind in kinds.items():
            columns[field] += live_cells([row.get(field) for row in page], kind)
    return columns


def read_keys(portal: Portal, patience: Patience, dataset_id: str, kinds: Mapping[str, str], key: str, wanted: Sequence[str]) -> Columns:  # noqa: PLR0913, PLR0917
    """The rows that have one of these values in the column `key`: a few requests instead of the whole dataset."""
    columns: dict[str, Cells] = {field: [] for field in kinds}
    for batch in _batches([_literal(value, kinds[key]) for value in wanted]):
        found = read_rows(portal, patience, dataset_id, kinds, f"`{key}` in ({','.join(batch)})")
        for field, cells in found.items():
            columns[field] += cells
    return columns


def read_some(portal: Portal, patience: Patience, dataset_id: str, kinds: Mapping[str, str], rows: int) -> Columns:
    """The first rows."""
    fields = ",".join(f"`{field}`" for field in kinds)
    page = patience.repeat(lambda: portal.read(dataset_id, select=fields, order=":id", limit=rows))
    return {field: live_cells([row.get(field) for row in page], kind) for field, kind in kinds.items()}


def _literal(value: str, kind: str) -> str:
    """A value as SoQL writes it: quotes are doubled, a number stands bare."""
    return value if kind == "number" else "'" + value.replace("'", "''") + "'"


def _batches(literals: Sequence[str]) -> Iterator[list[str]]:
    """As many at once as an address may hold."""
    batch: list[str] = []
    size = 0
    for literal in literals:
        if batch and size + len(quote(literal)) > ADDRESS_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(literal)
        size += len(quote(literal)) + 3
    if batch:
        yield batch


def since(moment: str) -> str:
    """The SoQL condition for rows written after that moment of the portal's clock; empty for all."""
    return f":updated_at > '{moment}'" if moment else ""


def _pages(portal: Portal, patience: Patience, dataset_id: str, fields: list[str], where: str) -> Iterator[list[dict[str, Any]]]:
    asked: dict[str, str | int] = {"select": ",".join(f"`{field}`" for field in fields), "order": ":id", "limit": PAGE_ROWS}
    if where:
        asked["where"] = where
    offset = 0
    while True:
        page = patience.repeat(lambda at=offset: portal.read(dataset_id, offset=at, **asked))  # type: ignore[misc]
        yield page
        if len(page) < PAGE_ROWS:
            return
        offset += len(page)
