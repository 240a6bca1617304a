"""Small counts hidden, with the further ones that would give them away."""

from __future__ import annotations

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

NOTES = "Notes"


def suppress_counts(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The counts of a column by the columns `by`, under `profile` (default: the administrator's); `total`: a column of totals.

    Blank is hidden, and the column Notes says so without telling which count was small. PrivacyError when it cannot be made safe.
    """
    from ctcompanion.privacy.suppression import suppress_file

    count = column_of(table, step)
    by = named_columns(table, step.parameters.get("by"))
    total = str(step.parameters.get("total") or "")
    published, _ = suppress_file(table.rows, list(by), count.name, total, str(step.parameters.get("profile") or "sde"))
    added = tuple(Column(str(name), DataType.TEXT, display=str(name)) for name in published.columns if name not in table.rows.columns)
    return table.with_rows(published, table.columns + added)
