"""The last stretch: from the table in the making to the CleanTable that the other stages take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.model import CleanTable, Column, DataType, Origin, Provenance, Sum

from .held import Held
from .names import field_names
from .working import Working


def frame_of(working: Working) -> pd.DataFrame:
    """One pandas column per held column: str, Int64, float64, boolean or datetime64."""
    return pd.DataFrame({held.name: series_of(held.values) for held in working.columns})


def series_of(values: pa.Array) -> pd.Series:
    """The pandas form of one column."""
    kind = values.type
    if pa.types.is_integer(kind):
        return pd.Series(
            values.to_numpy(zero_copy_only=False) if not values.null_count else values.to_pandas(types_mapper=_nullable), dtype="Int64"
        )
    if pa.types.is_boolean(kind):
        return pd.Series(values.to_pandas(types_mapper=_nullable), dtype="boolean")
    if pa.types.is_string(kind):
        return pd.Series(values, dtype=pd.StringDtype(storage="pyarrow", na_value=np.nan))
    return pd.Series(values.to_pandas())


def _nullable(kind: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    return {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get(kind)


def named(working: Working) -> Working:
    """Every column has a field name, also where the names step is off."""
    if all(held.name for held in working.columns):
        return working
    names = (
        field_names([held.name or held.label for held in working.columns])
        if any(held.name for held in working.columns)
        else _as_read(working)
    )
    columns = tuple(held.changed(name=held.name or name) for held, name in zip(working.columns, names, strict=True))
    return working.changed(columns=columns)


def _as_read(working: Working) -> list[str]:
    """With the names step off, columns are called what people read, made unique."""
    names: list[str] = []
    for held in working.columns:
        name, number = held.label, 2
        while name in names:
            name, number = f"{held.label} {number}", number + 1
        names.append(name)
    return names


def column_of(held: Held) -> Column:
    """What is known of a column, without its values."""
    return Column(
        name=held.name,
        type=held.type or DataType.TEXT,
        display=held.label,
        original=held.original or held.label,
        unit="" if held.unit == "number" else held.unit,
        description=" ".join(held.remarks),
        places=held.places,
        grouping=held.grouping,
    )


def provenance_of(working: Working, sha256: str) -> Provenance:
    """Where the table came from."""
    return Provenance(working.file_name, sha256, working.sheet.label)


def origin_of(working: Working) -> Origin:
    """From which cells the values come."""
    sources = {held.name: held.source if isinstance(held.source, int) else held.source.astype(np.int32) for held in working.columns}
    return Origin(working.rows.astype(np.int32), sources)


def located(done: Working) -> tuple[Sum, ...]:
    """The sums with the field names of the columns in which the totals that stayed stand."""
    return tuple(_located(one, done.columns) if one.kept else one for one in done.sums)


def _located(one: Sum, columns: Sequence[Held]) -> Sum:
    names = {held.label: held.name for held in columns}
    beside = tuple(names[part] for part in one.parts if part in names)
    if one.label in names and beside:
        return replace(one, column=names[one.label], parts=beside)
    texts = [held for held in columns if pa.types.is_string(held.values.type) and one.label in held.distinct.to_pylist()]
    home = next((held for held in texts if held.label == one.dimension), texts[0] if texts else None)
    return replace(one, dimension=home.label, column=home.name, parts=()) if home else replace(one, parts=())


def table_from(working: Working, sha256: str, **more: object) -> CleanTable:
    """The finished table."""
    done = named(working)
    return CleanTable(
        rows=frame_of(done),
        columns=tuple(column_of(held) for held in done.columns),
        provenance=provenance_of(done, sha256),
        notes=done.notes,
        findings=done.findings,
        sums=located(done),
        origin=origin_of(done),
        **more,  # type: ignore[arg-type]
    )
