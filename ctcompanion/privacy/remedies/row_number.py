"""A number in place of an identifier, made of what is published and nothing else."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

LENGTH = 12
"""48 bits of the published row: in a million rows, two different ones share a number about once in 500 tables."""


def row_number(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The column replaced by `name` (default "Row number"): a short digest of the row's other columns and 1, 2, 3... where rows are alike.

    Never random and never made of the identifier: the same published row has the same number next month, and nobody can
    compute the identifier from it. `columns`: which columns make it (default: all others).
    """
    column = column_of(table, step)
    used = named_columns(table, step.parameters.get("columns")) or tuple(c.name for c in table.columns)
    name = str(step.parameters.get("name") or "Row number")
    numbers = published_numbers(table.rows[[entry for entry in used if entry != column.name]])
    rows = table.rows.rename(columns={column.name: name})
    rows[name] = numbers
    new = Column(
        name, DataType.TEXT, display=name, original=column.original, description="Identifies the row. Made from the row's published values."
    )
    return table.with_rows(rows, tuple(new if entry.name == column.name else entry for entry in table.columns))


def published_numbers(rows: pd.DataFrame) -> pd.Series[str]:
    """One text per row: digest of its values, a dash, and which of its likes it is."""
    texts = ["\x1f".join(row) for row in zip(*(_as_text(rows[name]) for name in rows.columns), strict=True)] or [""] * len(rows)
    alike = pd.Series(texts, index=rows.index, dtype="str")
    digests = {text: hashlib.sha256(text.encode()).hexdigest()[:LENGTH] for text in alike.unique()}
    occurrence = (alike.groupby(alike).cumcount() + 1).astype("str")
    return (alike.map(digests) + "-" + occurrence).astype("str")


def _as_text(values: pd.Series[Any]) -> list[str]:
    return values.astype("str").fillna("\x00").to_list()
