"""New counts of each period in place of a running total."""

from __future__ import annotations

import re

import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable
from ctcompanion.privacy.audit.differencing import in_order
from ctcompanion.privacy.remedies.changed import column_of, named_column, named_columns, with_values
from ctcompanion.recipe import RemedyStep

RUNNING = re.compile(r"\s*\b(cumulative|running total|running|to date|so far|ytd|year to date)\b\s*", re.IGNORECASE)


def by_period(table: CleanTable, step: RemedyStep) -> CleanTable:
    """Each count minus the one of the period before it. The first period has none before it and is left out.

    `by`: what tells the rows apart, `period`: which of them says when. A total that was corrected downwards leaves a blank.
    PrivacyError (one-period) where there is nothing to subtract from, (not-numbers) where nothing can be subtracted.
    """
    count, period = column_of(table, step), named_column(table, str(step.parameters.get("period", "")))
    if not pd.api.types.is_numeric_dtype(table.rows[count.name]):
        shown = count.display or count.name
        raise PrivacyError("not-numbers", f"“{shown}” does not hold numbers, so no period can be taken off.", "Choose another column.")
    keys = [name for name in named_columns(table, step.parameters.get("by")) if name != period.name]
    order = in_order(table.rows[period.name])
    rows = table.rows.iloc[order.argsort(kind="stable")]
    groups = rows.groupby(keys, sort=False, dropna=False) if keys else rows.groupby(lambda _row: 0)
    new = rows[count.name] - groups[count.name].shift()
    new = new.where(new >= 0).reindex(table.rows.index)
    stays = pd.Series(order > order.min(), index=table.rows.index) if len(order) else pd.Series(dtype=bool)
    if not stays.any():
        raise PrivacyError(
            "one-period",
            f"“{period.display or period.name}” holds one period only, so there is nothing to subtract from.",
            "Bring a file that holds the earlier periods too, or choose another way.",
        )
    shown = RUNNING.sub(" ", count.display or count.name).strip()
    after = with_values(table, count, new.astype(table.rows[count.name].dtype), display=f"New {shown}")
    return after.with_rows(after.rows[stays].reset_index(drop=True))
