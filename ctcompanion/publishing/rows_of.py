"""A table's rows in canonical form under the names and types that the portal has for them."""

from __future__ import annotations

from collections.abc import Mapping

from ctcompanion.model import CleanTable, DataType
from ctcompanion.publishing.canonical import Cells, table_cells


def rows_of(table: CleanTable, fields: Mapping[str, tuple[str, str]]) -> dict[str, Cells]:
    """`fields`: table column -> (field name, type on the portal). PublishingError where a cell does not fit."""
    return {name: table_cells(table.rows[own], table.column(own), DataType(kind)) for own, (name, kind) in fields.items()}
