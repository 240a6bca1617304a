"""A number in place of an identifier, made of what is published and nothing else."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

MADE_OF = "Identifies the row. Made from the row's published values."
"""The description of such a column, by which it is known."""
LENGTH = 12
"""48 bits of the published row: in a million rows, two different ones share a number about once in 500 tables."""


def row_number(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The column replaced by `name` (default "Row number"): a short digest of the row's other columns and 1, 2, 3... where rows are alike.

    Never random and never made of the identifier: the same published row has the same number next month, and nobody can
    compute the identifier from it. `columns`: which columns make it (default: all others).
    """
    column = column_of(table, step)
    named_columns(table, step.parameters.get("columns"))
    name = name_of(step)
    if name != column.name and any(name == entry.name for entry in table.columns):
        raise PrivacyError(
            "name-taken", f"This table has a column “{name}” already.", "Leave that step out, or give the number another name."
        )
    rows = table.rows.rename(columns={column.name: name})
    new = Column(name, DataType.TEXT, display=name, original=column.original, description=MADE_OF)
    return numbered(table.with_rows(rows, tuple(new if entry.name == column.name else entry for entry in table.columns)), (step,))


def name_of(step: RemedyStep) -> str:
    """What the new column is called."""
    return str(step.parameters.get("name") or "Row number")


def numbered(table: CleanTable, steps: tuple[RemedyStep, ...]) -> CleanTable:
    """The table's row numbers made again of the columns that it has now.

    A later step may take a column out, make it coarser or hide counts in it: a number made before would still tell of what
    was there.
    """
    made = [column.name for column in table.columns if column.description == MADE_OF]
    if not made:
        return table
    asked = {name_of(step): step.parameters.get("columns") for step in steps if step.operation == "row-number"}
    rows = table.rows.copy(deep=False)
    for name in made:
        used = [column for column in table.rows.columns if column not in made and column in (asked.get(name) or table.rows.columns)]
        rows[name] = published_numbers(table.rows[used])
    return table.with_rows(rows)


def published_numbers(rows: pd.DataFrame) -> pd.Series[str]:
    """One text per row: digest of its values, a dash, and which of its likes it is."""
    texts = ["\x1f".join(row) for row in zip(*(_as_text(rows[name]) for name in rows.columns), strict=True)] or [""] * len(rows)
    alike = pd.Series(texts, index=rows.index, dtype="str")
    digests = {text: hashlib.sha256(text.encode()).hexdigest()[:LENGTH] for text in alike.unique()}
    occurrence = (alike.groupby(alike).cumcount() + 1).astype("str")
    return (alike.map(digests) + "-" + occurrence).astype("str")


def _as_text(values: pd.Series[Any]) -> list[str]:
    return values.astype("str").fillna("\x00").to_list()
