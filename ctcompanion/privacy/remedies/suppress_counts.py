"""Small counts hidden, with the further ones that would give them away, and the rates that rest on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ctcompanion.model import CleanTable, Column, DataType, Note
from ctcompanion.privacy.remedies.changed import column_of, named_columns
from ctcompanion.recipe import RemedyStep

if TYPE_CHECKING:
    import pandas as pd

    from ctcompanion.privacy.suppression import Statistic, Suppressed

NOTES = "Notes"


def suppress_counts(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The counts of a column by the columns `by`, under `profile` (default: the administrator's); `total`: a category of totals.

    `sums`: columns that add up in each row (total first), hidden together with the column; `beside` are their names.
    `known_totals`: keys whose totals readers know from the file although the table does not show them.

    Blank is hidden, and the column Notes says so without telling which count was small. Means and percentages beside a hidden count
    are hidden with it. The rule goes to the column's and the dataset's description. PrivacyError when it cannot be made safe.
    """
    from ctcompanion.privacy.suppression import Statistic, profile_named, suppress_statistics

    count = column_of(table, step)
    rule = profile_named(str(step.parameters.get("profile") or "sde"))
    published, done = hidden_in(table, step)
    counts = (count.name, *named_columns(table, step.parameters.get("beside")))
    for name in counts:
        for rate in rates_beside(table, name):
            published = suppress_statistics(published, Statistic(rate, count=name), rule)
    for statistic in _ratios(table, count.name):
        published = suppress_statistics(published, statistic, rule)
    added = tuple(Column(str(name), DataType.TEXT, display=str(name)) for name in published.columns if name not in table.rows.columns)
    described = tuple(_described(column, rule.sentence()) if column.name in counts else column for column in table.columns)
    after = table.with_rows(published, described + added)
    return replace(after, notes=(*table.notes, Note("note", done.sentence, "")))


def hidden_in(table: CleanTable, step: RemedyStep) -> tuple[pd.DataFrame, Suppressed]:
    """The rows with what is hidden, and the account of it; columns that add up in each row are hidden together."""
    from ctcompanion.privacy.suppression import suppress, suppress_beside

    by = named_columns(table, step.parameters.get("by"))
    known = named_columns(table, step.parameters.get("known_totals"))
    total = str(step.parameters.get("total") or "")
    profile = str(step.parameters.get("profile") or "sde")
    sums = [named_columns(table, one) for one in step.parameters.get("sums", ())]
    if sums:
        return suppress_beside(table.rows, by, sums, total=total, profile=profile, known_totals=known)
    done = suppress(table.rows, by, column_of(table, step).name, total=total, profile=profile, known_totals=known)
    return done.frame, done


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


def _ratios(table: CleanTable, count: str) -> list[Statistic]:
    """The rates whose numerator and denominator stand in the table: they have rules of their own."""
    from ctcompanion.privacy.suppression.find_counts import find_counts
    from ctcompanion.privacy.suppression.suppress_statistics import rests_on

    counts = [candidate.count for candidate in find_counts(table)]
    found = [rests_on(table.rows, name, counts) for name in rates_beside(table, count) if name not in counts]
    return [statistic for statistic in found if statistic is not None]


def _described(column: Column, sentence: str) -> Column:
    return column if sentence in column.description else replace(column, description=f"{column.description} {sentence}".strip())
