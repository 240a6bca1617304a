"""Horizontal bars of the largest categories, the largest one in full colour, every bar labelled with its number."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ctcompanion.model import Chart, CleanTable, Column
from ctcompanion.preview import palette
from ctcompanion.preview.subject import Subject, inside, name
from ctcompanion.preview.sums import by, number, without_totals

MOST_BARS = 10


@dataclass(frozen=True, eq=False)
class Ranking:
    """The measure per value of one column, largest first; `year` where only the newest year is shown."""

    totals: pd.Series[float]
    about: Subject
    column: Column
    year: int | None

    @property
    def top(self) -> pd.Series[float]:
        return self.totals.head(MOST_BARS)

    @property
    def when(self) -> str:
        return f" in {self.year}" if self.year else ""


def bar_chart(table: CleanTable, about: Subject, column: Column, key: str) -> Chart | None:
    """The measure per value of `column` in the latest year there is; None with fewer than two values."""
    rows, year = latest(without_totals(table), about)
    totals = by(rows, table.rows[column.name], about).sort_values(ascending=False)
    if len(totals) < 2 or float(totals.iloc[0]) <= 0:
        return None
    ranking = Ranking(totals, about, column, year)
    shown = pd.DataFrame({name(column): [str(value) for value in totals.index], about.what: totals.to_numpy()})
    return Chart(key, _takeaway(ranking), _figure(ranking), _alternative(ranking), shown)


def latest(rows: pd.DataFrame, about: Subject) -> tuple[pd.DataFrame, int | None]:
    """The rows of the newest year, and that year; all rows where there are no years."""
    if about.years is None:
        return rows, None
    years = about.years.loc[rows.index]
    year = int(years.max())
    return rows[(years == year).fillna(False)], year


def _takeaway(ranking: Ranking) -> str:
    totals, what = ranking.totals, inside(ranking.about.what)
    first, whole = str(totals.index[0]), float(totals.sum())
    if ranking.about.additive and float(totals.min()) >= 0 and len(totals) > 2:
        return f"{first} has {totals.iloc[0] / whole:.0%} of all {what}{ranking.when}"
    return f"{first} has the highest {what}{ranking.when}"


def _alternative(ranking: Ranking) -> str:
    top, whole = ranking.top, len(ranking.totals)
    said = ", ".join(f"{label} {number(float(value), ranking.about.unit)}" for label, value in top.head(3).items())
    which = f"the {len(top)} highest of {whole}" if whole > len(top) else f"all {whole}"
    return f"Bar chart. {ranking.about.what} by {inside(name(ranking.column))}{ranking.when}, {which}. Highest: {said}."


def _figure(ranking: Ranking) -> object:
    import plotly.graph_objects as go

    ordered = ranking.top.iloc[::-1]
    colors = [palette.SERIES if at == len(ordered) - 1 else palette.MUTED for at in range(len(ordered))]
    trace = go.Bar(
        x=ordered.tolist(),
        y=[str(label) for label in ordered.index],
        orientation="h",
        marker={"color": colors, "line": {"color": palette.INK, "width": 1}},
        text=[number(float(value), ranking.about.unit) for value in ordered],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,}<extra></extra>",
    )
    x = palette.axis(ranking.about.what, rangemode="tozero", showticklabels=False, showgrid=False)
    margin = {"l": 16, "r": 96, "t": 16, "b": 16}
    return go.Figure(
        trace, {**palette.layout(120 + 32 * len(ordered)), "xaxis": x, "yaxis": palette.axis(type="category"), "margin": margin}
    )
