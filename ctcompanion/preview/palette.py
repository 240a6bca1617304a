"""Colours and type of the charts: the State's chart guidelines as numbers. Checked by the tests against WCAG contrast."""

from __future__ import annotations

from typing import Any

INK = "#1b2733"
"""Text: 15:1 on white."""
PAPER = "#ffffff"
LINE = "#6b7683"
"""Axes and secondary text: at least 4.5:1 on white."""
SERIES = "#14558f"
"""Blue, 4.5:1 or more on white. A chart has one series: nothing is told by color alone."""
MUTED = "#6f8fae"
"""Bars that are not the point of the chart: 3:1 or more on white."""

LAND = "#eef1f4"
"""Towns as the ground of a map."""
SHADES = ("#e3edf7", "#b3cde4", "#7ba7cc", "#3f79ad", "#123f6d")
"""Light to dark for lowest to highest; each step is told by lightness alone, and the table says the numbers."""


def layout(height: int = 420) -> dict[str, Any]:
    """What every figure shares: a white ground, large type, no grid clutter, no legend."""
    return {
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"color": INK, "size": 14, "family": "system-ui, sans-serif"},
        "height": height,
        "margin": {"l": 16, "r": 24, "t": 16, "b": 16},
        "showlegend": False,
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
    }


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis with readable labels."""
    return {
        "title": {"text": title},
        "color": INK,
        "linecolor": LINE,
        "gridcolor": "#e3e7eb",
        "zeroline": False,
        "automargin": True,
        **more,
    }
