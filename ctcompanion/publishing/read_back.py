"""Rows as they stand on the portal, in canonical form: all of them, or those written after a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ctcompanion.publishing.canonical import Cells, live_cells
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.rows import Columns

PAGE_ROWS = 50_000
"""The older row API gives no more at once."""


def read_rows(portal: Portal, patience: Patience, dataset_id: str, kinds: Mapping[str, str], where: str = "") -> Columns:
    """The columns of `kinds` (field -> type). Pages are ordered by row id: without an order they may overlap."""
    columns: dict[str, Cells] = {field: [] for field in kinds}
    for page in _pages(portal, patience, dataset_id, list(kinds), where):
        for field, kind in kinds.items():
            columns[field] += live_cells([row.get(field) for row in page], kind)
    return columns


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
