"""A table after one remedy."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable
from ctcompanion.privacy import apply
from ctcompanion.recipe import RemedyStep


def after(table: CleanTable, operation: str, column: str | None = None, **parameters: Any) -> CleanTable:
    """The table after one remedy; what was given stays as it was, and the change is told."""
    before, described = table.rows.copy(), table.columns
    done = apply(table, (RemedyStep(operation=operation, column=column, parameters=parameters),))
    pd.testing.assert_frame_equal(table.rows, before)
    assert table.columns == described
    assert [column.name for column in done.columns] == list(done.rows.columns)
    assert done.changes[-1].step == operation
    assert (done.changes[-1].rows_before, done.changes[-1].rows_after) == (len(table.rows), len(done.rows))
    return done


def values(table: CleanTable, column: str) -> list[Any]:
    return [None if pd.isna(value) else value for value in table.rows[column]]
