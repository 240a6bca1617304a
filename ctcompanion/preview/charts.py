"""Which charts a table gets: a line by year, a map where there are towns, bars by kind and by place. Each with its takeaway, a text and its table."""

from __future__ import annotations

from ctcompanion.model import Chart, CleanTable
from ctcompanion.preview.bars import bar_chart
from ctcompanion.preview.line import line_chart
from ctcompanion.preview.subject import subject
from ctcompanion.preview.town_map import town_map
from ctcompanion.recipe import DatasetMetadata

MOST = 3


def charts(table: CleanTable, metadata: DatasetMetadata) -> tuple[Chart, ...]:
    """Up to three charts, none for a table without rows.

    `metadata` gives the title (it tells the main measure) and the row label (what is counted where there is none).
    """
    if not len(table.rows):
        return ()
    about = subject(table, metadata.title, metadata.row_label)
    found = [line_chart(table, about), town_map(table, about)]
    for key, column in (("by-kind", about.kind), ("by-place", about.place)):
        if column is not None:
            found.append(bar_chart(table, about, column, key))
    return tuple(chart for chart in found if chart is not None)[:MOST]
