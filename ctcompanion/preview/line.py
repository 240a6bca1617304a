"""A line by year, with its ends labelled directly."""

from __future__ import annotations

import pandas as pd

from ctcompanion.model import Chart, CleanTable
from ctcompanion.preview import palette
from ctcompanion.preview.subject import Subject, name
from ctcompanion.preview.sums import by, number, without_totals


def line_chart(table: CleanTable, about: Subject) -> Chart | None:
    """The measure by year; None with fewer than three years."""
    if about.time is None or about.years is None:
        return None
    totals = by(without_totals(table), about.years, about)
    if len(totals) < 3:
        return None
    title = _takeaway(totals, about)
    what = about.what
    shown = pd.DataFrame({name(about.time): [str(year) for year in totals.index], what: totals.to_numpy()})
    return Chart("by-year", title, _figure(totals, what, about), _alternative(totals, what, about), shown)


def _takeaway(totals: pd.Series[float], about: Subject) -> str:
    first, last = float(totals.iloc[0]), float(totals.iloc[-1])
    span = f"from {totals.index[0]} to {totals.index[-1]}"
    what = about.what
    if first <= 0 or last < 0:
        return f"{what} by year, {span.removeprefix('from ')}"
    change = last / first - 1
    if abs(change) < 0.02:
        return f"{what} hardly changed {span}"
    if change >= 1:
        return f"{what} grew to {last / first:.1f} times as much {span}"
    return f"{what} {'rose' if change > 0 else 'fell'} by {abs(change):.0%} {span}"


def _alternative(totals: pd.Series[float], what: str, about: Subject) -> str:
    unit = about.unit
    return (
        f"Line chart. {what} by year: {number(float(totals.iloc[0]), unit)} in {totals.index[0]}, "
        f"{number(float(totals.iloc[-1]), unit)} in {totals.index[-1]}. Highest in {totals.idxmax()} with {number(float(totals.max()), unit)}, "
        f"lowest in {totals.idxmin()} with {number(float(totals.min()), unit)}."
    )


def _figure(totals: pd.Series[float], what: str, about: Subject) -> object:
    import plotly.graph_objects as go

    ends = {0, len(totals) - 1, int(totals.to_numpy().argmax())}
    labels = [number(float(value), about.unit) if at in ends else "" for at, value in enumerate(totals)]
    color = palette.SERIES
    trace = go.Scatter(
        x=[int(year) for year in totals.index],
        y=totals.tolist(),
        mode="lines+markers+text",
        text=labels,
        textposition="top center",
        cliponaxis=False,
        line={"color": color, "width": 3},
        marker={"color": color, "size": 7},
        hovertemplate=f"%{{x}}: %{{y:,}} {what}<extra></extra>",
    )
    axes = {
        "xaxis": palette.axis(name(about.time) if about.time else "", tickformat="d", showgrid=False),
        "yaxis": palette.axis(what, rangemode="tozero", tickformat=",~r"),
    }
    return go.Figure(trace, {**palette.layout(), **axes, "margin": {"l": 16, "r": 48, "t": 32, "b": 16}})
