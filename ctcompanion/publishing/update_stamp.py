"""The column that says when the data was last refreshed. It is sent, and takes no part in keys, comparisons or checksums.

Otherwise each update would make every row a changed or a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from ctcompanion.model import CleanTable, Column, DataType

Part = TypeVar("Part")
UPDATED_WORDS = frozenset({"updated", "update", "refreshed", "refresh", "modified", "loaded", "extracted", "extract"})
WHEN_WORDS = frozenset({"date", "day", "month", "quarter", "year", "time", "timestamp", "last", "on", "at", "when"})
"""In a text or a bare number one of these must stand beside: `date_updated` is a stamp, `permits_updated` a measure."""


def is_update_stamp(column: Column) -> bool:
    """Whether a column says when the data was refreshed: it changes with every update and identifies nothing.

    A day that could not be read as one ("March 2026", 2026) is a stamp all the same.
    """
    words = set(column.name.split("_"))
    if not UPDATED_WORDS & words:
        return False
    says_when = column.type is DataType.TEXT or (column.type is DataType.NUMBER and not column.grouping)
    return column.type is DataType.DATE or (says_when and bool(WHEN_WORDS & words))


def stamps_of(table: CleanTable, fields: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """The portal's fields of such columns. One day on all rows: a day that differs from row to row is a fact about the row.

    `fields`: table column -> (field name, type on the portal).
    """
    return frozenset(
        field for own, (field, _) in fields.items() if is_update_stamp(table.column(own)) and table.rows[own].nunique(dropna=False) <= 1
    )


def compared(columns: Mapping[str, Part], stamps: Collection[str]) -> dict[str, Part]:
    """The columns (or their types) that are compared and summed up: all but the stamps."""
    return {field: part for field, part in columns.items() if field not in stamps}
