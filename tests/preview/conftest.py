"""Small tables for the charts."""

from collections.abc import Callable

import pandas as pd
import pytest

from ctcompanion.model import CleanTable, Column, DataType, Provenance

DTYPES = {DataType.TEXT: "str", DataType.NUMBER: "float64", DataType.DATE: "datetime64[us]"}


def _table_of(columns: dict[str, tuple[DataType, list[object]]], units: dict[str, str] | None = None) -> CleanTable:
    rows = pd.DataFrame({name: pd.Series(values, dtype=DTYPES[kind]) for name, (kind, values) in columns.items()})
    described = tuple(Column(name, kind, name, unit=(units or {}).get(name, "")) for name, (kind, _) in columns.items())
    return CleanTable(rows, described, Provenance("file.csv", "0" * 64))


@pytest.fixture
def table_of() -> Callable[..., CleanTable]:
    return _table_of


@pytest.fixture
def permits() -> CleanTable:
    """Two towns over three years: 10, 20, 30 and 1, 2, 3."""
    return _table_of(
        {
            "Town": (DataType.TEXT, ["Avon"] * 3 + ["Bethel"] * 3),
            "Year": (DataType.NUMBER, [1990, 1991, 1992] * 2),
            "Permits": (DataType.NUMBER, [10, 20, 30, 1, 2, 3]),
        }
    )
