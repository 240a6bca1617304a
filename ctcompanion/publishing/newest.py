"""The rows of the newest period: a ready SoQL condition, so that a link can show what an update brought."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.publishing.update_stamp import is_update_stamp


def newest_period(table: CleanTable, fields: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    """(words, SoQL condition) such as ("2021", "`year` = 2021"); None without a period column.

    `fields`: table column -> (field name, type on the portal). A column that went nowhere, or as another type, makes no condition.
    """
    for column in table.columns:
        name, kind = fields.get(column.name, ("", ""))
        if kind == column.type and _is_period(column) and table.rows[column.name].notna().any():
            field = f"`{name}`"
            return _of_date(table, column, field) if column.type is DataType.DATE else _of_year(table, column, field)
    return None


def _is_period(column: Column) -> bool:
    is_year = column.type is DataType.NUMBER and not column.grouping and "year" in column.name.split("_")
    return (is_year or column.type is DataType.DATE) and not is_update_stamp(column)


def _of_year(table: CleanTable, column: Column, field: str) -> tuple[str, str]:
    year = int(table.rows[column.name].max())
    return str(year), f"{field} = {year}"


def _of_date(table: CleanTable, column: Column, field: str) -> tuple[str, str]:
    """The newest month."""
    last: pd.Timestamp = pd.Timestamp(table.rows[column.name].max())
    return f"{last:%B %Y}", f"{field} >= '{last:%Y-%m}-01T00:00:00.000'"
