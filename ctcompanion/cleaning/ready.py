"""A table that is clean already, as a CleanTable."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.model import CleanTable, Column, Conservation, DataType, Provenance

from .names import field_names
from .numbers import places_of


def table_of(frame: pd.DataFrame, provenance: Provenance) -> CleanTable:
    """Names are made fit for the portal; types are those of the frame: text stays text. The frame is not changed."""
    labels = [str(label) for label in frame.columns]
    names = field_names(labels)
    rows = pd.DataFrame({name: _series(frame.iloc[:, at]) for at, name in enumerate(names)})
    columns = tuple(_column(name, label, rows[name]) for name, label in zip(names, labels, strict=True))
    numbers = int(sum(rows[column.name].notna().sum() for column in columns if column.type is DataType.NUMBER))
    return CleanTable(rows, columns, provenance, conservation=Conservation(numbers, numbers))


def _series(values: pd.Series) -> pd.Series:
    values = values.reset_index(drop=True)
    if pd.api.types.is_bool_dtype(values):
        return values.astype("boolean")
    if pd.api.types.is_integer_dtype(values):
        return values.astype("Int64")
    if pd.api.types.is_float_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return values
    return pd.Series(pa.array(values.map(str, na_action="ignore"), type=pa.string(), from_pandas=True).to_pandas(), dtype="str")


def _column(name: str, label: str, values: pd.Series) -> Column:
    if pd.api.types.is_bool_dtype(values):
        return Column(name, DataType.CHECKBOX, display=label, original=label)
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        return Column(name, DataType.NUMBER, display=label, original=label, places=places_of(numbers))
    kind = DataType.DATE if pd.api.types.is_datetime64_any_dtype(values) else DataType.TEXT
    return Column(name, kind, display=label, original=label)
