"""Connecticut's 169 towns: circles for amounts, five shades for rates. Drawn from the project's own outlines: no tile, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from ctcompanion import reference
from ctcompanion.model import Chart, CleanTable
from ctcompanion.preview import palette
from ctcompanion.preview.bars import latest
from ctcompanion.preview.subject import Subject, inside, name
from ctcompanion.preview.sums import by, number, without_totals

FEWEST_TOWNS = 20
"""With fewer, bars say more than a map."""
LARGEST_CIRCLE = 34
NAMED = 3
LATITUDE_STRETCH = 1.34
"""A degree of latitude is this much longer than one of longitude in Connecticut."""


@dataclass(frozen=True, eq=False)
class Towns:
    """The measure per town (highest first, proper town names), and the year where only the newest is shown."""

    values: pd.Series[float]
    about: Subject
    year: int | None

    @property
    def when(self) -> str:
        return f" in {self.year}" if self.year else ""


def town_map(table: CleanTable, about: Subject) -> Chart | None:
    """The measure per town in the newest year; None where the places are not at least twenty towns."""
    if about.place is None:
        return None
    rows, year = latest(without_totals(table), about)
    totals = by(rows, table.rows[about.place.name], about)
    spelled = {
        place: reference.town_by_name()[key]["town"] for place in totals.index if (key := str(place).casefold()) in reference.town_by_name()
    }
    if len(spelled) < FEWEST_TOWNS or len(spelled) < 0.8 * len(totals):
        return None
    values = totals[totals.index.isin(list(spelled))].rename(spelled).sort_values(ascending=False)
    towns = Towns(values, about, year)
    shown = pd.DataFrame({name(about.place): [str(town) for town in values.index], about.what: values.to_numpy()})
    return Chart("map", _takeaway(towns), _figure(towns), _alternative(towns), shown)


def _takeaway(towns: Towns) -> str:
    first = [str(town) for town in towns.values.index[:NAMED]]
    return f"{first[0]}, {first[1]} and {first[2]} have the highest {inside(towns.about.what)}{towns.when}"


def _alternative(towns: Towns) -> str:
    values, unit = towns.values, towns.about.unit
    said = ", ".join(f"{town} {number(float(value), unit)}" for town, value in values.head(NAMED).items())
    missing = len(reference.towns()) - len(values)
    without = f" {missing} towns have no number." if missing else ""
    drawn = (
        "Larger circles mean higher numbers." if towns.about.additive else "Darker towns have higher numbers, in five groups of equal size."
    )
    return (
        f"Map of Connecticut's 169 towns. {towns.about.what} by town{towns.when}. {drawn} Highest: {said}. "
        f"Lowest: {values.index[-1]} {number(float(values.iloc[-1]), unit)}.{without}"
    )


def _figure(towns: Towns) -> object:
    import plotly.graph_objects as go

    layers = _circles(towns) if _amounts(towns) else _shades(towns)
    axis = {"visible": False, "showgrid": False, "fixedrange": True}
    layout = {**palette.layout(480), "xaxis": axis, "yaxis": {**axis, "scaleanchor": "x", "scaleratio": LATITUDE_STRETCH}}
    return go.Figure([*layers, _names(towns)], {**layout, "annotations": [] if _amounts(towns) else _key(towns)})


def _amounts(towns: Towns) -> bool:
    return towns.about.additive and float(towns.values.min()) >= 0


def _groups(towns: Towns) -> list[pd.Series[float]]:
    """Five groups of towns from lowest to highest, as equal in size as ties allow; groups that ties leave empty are left out."""
    ranks = towns.values.rank(method="average", pct=True)
    group = (ranks.clip(upper=0.999) * len(palette.SHADES)).astype(int)
    return [towns.values[group == number] for number in range(len(palette.SHADES))]


def _key(towns: Towns) -> list[dict[str, Any]]:
    """What the shades mean, written beside the map: a square in each shade and the numbers of its group."""
    lines = []
    for at, members in enumerate(reversed(_groups(towns))):
        if len(members):
            low, high = (number(float(value), towns.about.unit) for value in (members.min(), members.max()))
            shade = palette.SHADES[len(palette.SHADES) - 1 - at]
            text = f'<span style="color:{shade}">■</span> {low}' + (f" to {high}" if high != low else "")
            lines.append(
                {"text": text, "x": 1, "y": 0.3 - 0.06 * at, "xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "right"}
            )
    return lines


def centre(town: str) -> tuple[float, float]:
    """The middle of a town's outline (its area's centroid): longitude, latitude."""
    points = reference.town_shapes()[town]
    west, south = points[0]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):  # relative to the first point: the numbers stay small
        cross = (x1 - west) * (y2 - south) - (x2 - west) * (y1 - south)
        area, x, y = area + cross, x + (x1 + x2 - 2 * west) * cross, y + (y1 + y2 - 2 * south) * cross
    return west + x / (3 * area), south + y / (3 * area)


def _outlines(towns: Sequence[str], fill: str, **more: Any) -> object:
    """One trace for many towns; a gap between the outlines."""
    import plotly.graph_objects as go

    xs: list[float | None] = []
    ys: list[float | None] = []
    for town in towns:
        points = reference.town_shapes()[town]
        xs += [*(point[0] for point in points), None]
        ys += [*(point[1] for point in points), None]
    line = {"color": palette.LINE, "width": 0.7}
    return go.Scatter(x=xs, y=ys, mode="lines", fill="toself", fillcolor=fill, line=line, hoverinfo="skip", **more)


def _circles(towns: Towns) -> list[object]:
    import plotly.graph_objects as go

    centres = [centre(str(town)) for town in towns.values.index]
    most = max(float(towns.values.max()), 1e-9)
    marks = go.Scatter(
        x=[place[0] for place in centres],
        y=[place[1] for place in centres],
        mode="markers",
        marker={
            "size": [LARGEST_CIRCLE * (max(float(value), 0) / most) ** 0.5 for value in towns.values],
            "color": palette.SERIES,
            "opacity": 0.75,
            "line": {"color": palette.PAPER, "width": 1},
        },
        text=_hover(towns),
        hovertemplate="%{text}<extra></extra>",
    )
    return [_outlines(reference.towns(), palette.LAND), marks]


def _shades(towns: Towns) -> list[object]:
    """A layer of outlines per group; towns without a number are hatched."""
    import plotly.graph_objects as go

    grouped = zip(_groups(towns), palette.SHADES, strict=True)
    layers = [_outlines([str(town) for town in members.index], shade) for members, shade in grouped if len(members)]
    without = [town for town in reference.towns() if town not in set(towns.values.index)]
    if without:
        layers.append(_outlines(without, palette.PAPER, fillpattern={"shape": "/", "fgcolor": palette.LINE, "size": 6, "solidity": 0.2}))
    centres = [centre(str(town)) for town in towns.values.index]
    hover = go.Scatter(
        x=[place[0] for place in centres], y=[place[1] for place in centres], mode="markers", marker={"size": 14, "opacity": 0},
        text=_hover(towns), hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    return [*layers, hover]


def _hover(towns: Towns) -> list[str]:
    return [f"{town}: {number(float(value), towns.about.unit)}" for town, value in towns.values.items()]


def _near(one: str, other: str) -> bool:
    """So near that one label would cover the other."""
    (x1, y1), (x2, y2) = centre(one), centre(other)
    return abs(x1 - x2) < 0.3 and abs(y1 - y2) < 0.12


def _names(towns: Towns) -> object:
    """The towns of the takeaway, named on the map with their numbers."""
    import plotly.graph_objects as go

    first = towns.values.head(NAMED)
    first = first[[town for at, town in enumerate(first.index) if not any(_near(str(town), str(other)) for other in first.index[:at])]]
    centres = [centre(str(town)) for town in first.index]
    return go.Scatter(
        x=[place[0] for place in centres],
        y=[place[1] for place in centres],
        mode="text",
        text=[f"<b>{town}<br>{number(float(value), towns.about.unit)}</b>" for town, value in first.items()],
        textfont={"color": palette.INK, "size": 12, "shadow": f"0 0 3px {palette.PAPER}, 0 0 3px {palette.PAPER}, 0 0 3px {palette.PAPER}"},
        textposition="top center",
        cliponaxis=False,
        hoverinfo="skip",
    )
