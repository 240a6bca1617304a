"""Take a column or some rows out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable
from ctcompanion.privacy.detect.facts import texts
from ctcompanion.privacy.detect.names import name_score
from ctcompanion.privacy.detect.scan import found_inside
from ctcompanion.privacy.remedies.changed import column_of, named_columns, number_of, with_values
from ctcompanion.privacy.risk import below_threshold
from ctcompanion.recipe import RemedyStep

SURE_NAME = 0.9


def drop_column(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Without one column. A table keeps at least one."""
    name = column_of(table, step).name
    if len(table.columns) == 1:
        raise PrivacyError("no-column-left", "Without this column the table would be empty.", "Choose another remedy for it.")
    return table.with_rows(table.rows.drop(columns=name), tuple(column for column in table.columns if column.name != name))


def drop_rows(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Without the rows that `where` names (see `marked`)."""
    keep = ~marked(table, step)
    return table.with_rows(table.rows.loc[keep].reset_index(drop=True), table.columns)


def blank_cells(table: CleanTable, step: RemedyStep) -> CleanTable:
    """With one column blank in the rows that `where` names; every other cell stays."""
    column = column_of(table, step)
    return with_values(table, column, table.rows[column.name].mask(marked(table, step)))


def marked(table: CleanTable, step: RemedyStep) -> pd.Series[bool]:
    """The rows meant, found by a rule and never by a value: the same rule finds the right rows in next month's file.

    `where`: "small-groups" (rows in groups under `threshold` over `columns`), "identifier-inside" (an identifier stands in
    the column's text), "name-inside" (the column's value is a person's name), "blank" (the column is empty).
    """
    where = str(step.parameters.get("where", ""))
    if where == "small-groups":
        columns = named_columns(table, step.parameters.get("columns"))
        return below_threshold(table.rows, columns, int(number_of(step, "threshold", 6, least=1)))
    values = table.rows[column_of(table, step).name]
    if where == "identifier-inside":
        return values.isin({text for texts in found_inside(texts_of(values)).values() for text in texts})
    if where == "name-inside":
        return values.isin([value for value in pd.unique(values.dropna()) if name_score(str(value).strip()) >= SURE_NAME])
    if where == "blank":
        return values.isna()
    raise PrivacyError("unknown-rows", "A privacy step does not say which rows it means.", "Leave that step out and make it again.")


def texts_of(values: pd.Series[Any]) -> pd.Series[Any]:
    """The column as text."""
    return pd.Series(texts(values).to_pylist(), index=values.index, dtype="str")
