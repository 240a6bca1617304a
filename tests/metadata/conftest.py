"""One small table that many tests read: permits of four towns over three years, with the texts lifted off its sheet."""

from collections.abc import Callable

import pandas as pd
import pytest

from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import CleanTable, Column, DataType, Note, Provenance
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

NOTES = (
    Note("title", "State of Connecticut", "Permits!A1"),
    Note("title", "Department of Economic and Community Development", "Permits!A2"),
    Note("title", "Annual Housing Permits by Town, 1990 to 1992", "Permits!A3"),
    Note("source", "Source: Monthly reports of town building officials", "Permits!A30"),
    Note("note", "* Permits include mobile homes", "Permits!A31"),
)


def _table_of(columns: dict[str, tuple[DataType, list[object]]], notes: tuple[Note, ...] = (), file_name: str = "file.csv") -> CleanTable:
    dtypes = {DataType.TEXT: "str", DataType.NUMBER: "float64", DataType.DATE: "datetime64[us]", DataType.CHECKBOX: "boolean"}
    rows = pd.DataFrame({name: pd.Series(values, dtype=dtypes[kind]) for name, (kind, values) in columns.items()})
    described = tuple(Column(name.casefold(), kind, name) for name, (kind, _) in columns.items())
    rows.columns = [column.name for column in described]
    return CleanTable(rows, described, Provenance(file_name, "0" * 64), notes=notes)


@pytest.fixture
def table_of() -> Callable[..., CleanTable]:
    return _table_of


@pytest.fixture
def permits() -> CleanTable:
    towns = ["Andover", "Ansonia", "Avon", "Bethel"]
    return _table_of(
        {
            "Town": (DataType.TEXT, [town for town in towns for _ in range(3)]),
            "Year": (DataType.NUMBER, [1990, 1991, 1992] * 4),
            "Permits": (DataType.NUMBER, list(range(12))),
        },
        NOTES,
        "annual_permits_1990.xls",
    )


@pytest.fixture
def described(permits) -> tuple[DatasetMetadata, tuple[ColumnMetadata, ...]]:
    """Metadata and columns that miss nothing."""
    return suggest(permits, DatasetMetadata(contact_email="permits@ct.gov")), suggest_columns(permits)
