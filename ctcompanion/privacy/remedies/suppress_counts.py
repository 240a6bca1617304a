"""Small counts hidden, with the further ones that would give them away, and the rates that rest on them."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.model import CleanTable, Column, DataType, Note
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

NOTES = "Notes"


def suppress_counts(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The counts of a column by the columns `by`, under `profile` (default: the administrator's); `total`: a category of totals.

    Blank is hidden, and the column Notes says so without telling which count was small. Means and percentages beside a hidden count
    are hidden with it. The rule goes to the column's and the dataset's description. PrivacyError when it cannot be made safe.
    """
    from ctcompanion.privacy.suppression import Statistic, profile_named, suppress_file, suppress_statistics

    count = column_of(table, step)
    by = named_columns(table, step.parameters.get("by"))
    total = str(step.parameters.get("total") or "")
    rule = profile_named(str(step.parameters.get("profile") or "sde"))
    published, told = suppress_file(table.rows, list(by), count.name, total, rule)
    for name in rates_beside(table, count.name):
        published = suppress_statistics(published, Statistic(name, count=count.name), rule)
    added = tuple(Column(str(name), DataType.TEXT, display=str(name)) for name in published.columns if name not in table.rows.columns)
    described = tuple(_described(column, rule.sentence()) if column.name == count.name else column for column in table.columns)
    after = table.with_rows(published, described + added)
    return replace(after, notes=(*table.notes, Note("note", str(told["sentence"]), "")))


def rates_beside(table: CleanTable, count: str) -> tuple[str, ...]:
    """The columns of means, rates and percentages, which would give a hidden count away, and of sums over the rows counted."""
    from ctcompanion.privacy.remedies.aggregate import SUMS
    from ctcompanion.privacy.suppression.suppress_statistics import says_statistic

    return tuple(
        column.name
        for column in table.columns
        if column.type is DataType.NUMBER
        and column.name != count
        and (
            says_statistic(column.name)
            or says_statistic(column.display)
            or column.unit.strip().casefold() in {"%", "percent"}
            or SUMS in column.description
        )
    )


def _described(column: Column, sentence: str) -> Column:
    return column if sentence in column.description else replace(column, description=f"{column.description} {sentence}".strip())
