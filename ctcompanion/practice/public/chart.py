"""One simple chart of a dataset, as bars that a page draws in SVG: a measure by year or by the column with few values."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ctcompanion.practice.fields import Field
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.rows.read import ask
from ctcompanion.practice.seats import Seat
from ctcompanion.practice.soql.parse import Function, Name, Node, Query, Selected
from ctcompanion.practice.view import View

MOST_BARS, LARGEST_BARS = 40, 12
SAMPLE, MOST_IN_SAMPLE = 5000, 500
"""A column with more different values in a sample is a name or a number of things, not a group."""
ROWS_AT_ONCE = 20_000
"""A larger table is summed up beside the page, which shows the last chart until then."""
NOT_ADDED = ("rate", "percent", "average", "median", "mean", "ratio", "share", "per_", "index", "score")
NOT_MEASURED = ("year", "zip", "fips", "code", "id", "number", "latitude", "longitude", "phone")


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value in words, and its length of 0 to 100."""

    label: str
    value: str
    length: float


@dataclass(frozen=True)
class Chart:
    """A chart with a title that says what is shown, and how many more bars there would be."""

    title: str
    label: str
    value: str
    bars: tuple[Bar, ...]
    left_out: int = 0


def chart_of(seat: Seat, connection: sqlite3.Connection, view: View) -> Chart | None:
    """The chart of the newest rows, or of the last time for a large table, whose new chart is then made beside."""
    kept = connection.execute("SELECT data_version, document FROM profile WHERE view_id = ?", (view.id,)).fetchone()
    if kept is None or kept[0] != view.data_version:
        if view.row_count <= ROWS_AT_ONCE:
            return _made(seat, connection, view)
        seat.work(f"chart {view.id}", lambda: _make_beside(seat, view))
    return _from_json(kept[1]) if kept else None


def _make_beside(seat: Seat, view: View) -> None:
    with seat.read() as connection:
        _made(seat, connection, view)


def _made(seat: Seat, connection: sqlite3.Connection, view: View) -> Chart | None:
    try:
        chart = make_chart(connection, view)
    except Refusal:  # numbers too large to add up, or too many rows for the time there is: a page without a chart
        chart = None
    document = json.dumps(asdict(chart)) if chart else "null"
    with seat.write() as writer:
        writer.execute("INSERT OR REPLACE INTO profile VALUES(?, ?, ?)", (view.id, view.data_version, document))
    return chart


def _from_json(document: str) -> Chart | None:
    kept = json.loads(document)
    return None if kept is None else Chart(**{**kept, "bars": tuple(Bar(**bar) for bar in kept["bars"])})


def make_chart(connection: sqlite3.Connection, view: View) -> Chart | None:
    """Chooses what to show and sums it up; None where nothing can be shown well."""
    if not view.row_count:
        return None
    measure = next((field for field in view.fields if field.type.name == "number" and not _named(field, NOT_MEASURED)), None)
    for field, group, in_order in _groupings(view):
        if _few_values(connection, view, field) or (in_order and field.type.name == "calendar_date"):
            rows = _sums(connection, view, group, measure)
            if len(rows) > 1:
                return _chart(field, measure, rows, in_order=in_order)
    return None


def _few_values(connection: sqlite3.Connection, view: View, field: Field) -> bool:
    sample = f"SELECT {field.sql} AS value FROM {view.table} LIMIT {SAMPLE}"
    found: int = connection.execute(f"SELECT count(DISTINCT value) FROM ({sample})").fetchone()[0]
    return 1 < found <= MOST_IN_SAMPLE and found < max(8, view.row_count // 2)


def _named(field: Field, words: Sequence[str]) -> bool:
    name = field.field_name
    return any(word in name if word.endswith("_") or len(word) > 4 else word in name.split("_") for word in words)


def _groupings(view: View) -> list[tuple[Field, Node, bool]]:
    """Columns to group by: years and dates first, in their order; then text columns, the largest first."""
    years = [field for field in view.fields if field.type.name in {"number", "text"} and "year" in field.field_name.split("_")]
    dates = [field for field in view.fields if field.type.name == "calendar_date"]
    texts = [field for field in view.fields if field.type.name == "text" and field.id != view.row_identifier and field not in years]
    found: list[tuple[Field, Node, bool]] = [(field, Name(field.field_name), True) for field in years]
    found += [(field, Function("date_extract_y", (Name(field.field_name),)), True) for field in dates]
    return found[:3] + [(field, Name(field.field_name), False) for field in texts[:4]]


def _sums(connection: sqlite3.Connection, view: View, group: Node, measure: Field | None) -> list[tuple[Any, ...]]:
    how = "avg" if measure and _named(measure, NOT_ADDED) else "sum"
    value = Function(how, (Name(measure.field_name),)) if measure else Function("count", (), star=True)
    query = Query(
        select=(Selected(group, "label"), Selected(value, "value")),
        where=Function("is not null", (group,)),
        group=(group,),
        limit=5000,
    )
    chunks, _ = ask(connection, view, query)
    return [row for chunk in chunks for row in chunk if isinstance(row[1], int | float) and math.isfinite(row[1])]


def _chart(field: Field, measure: Field | None, rows: list[tuple[Any, ...]], *, in_order: bool) -> Chart:
    ordered = sorted(rows, key=(lambda row: str(row[0])) if in_order else (lambda row: -row[1]))
    shown = ordered[-MOST_BARS:] if in_order else ordered[:LARGEST_BARS]
    largest = max((abs(row[1]) for row in shown), default=0) or 1
    how = "Average" if measure and _named(measure, NOT_ADDED) else "Total"
    value = f"{how} of {measure.name}" if measure else "Rows"
    bars = tuple(Bar(str(row[0])[:60], amount(row[1]), round(100 * max(row[1], 0) / largest, 2)) for row in shown)
    return Chart(f"{value} by {field.name}", field.name, value, bars, len(ordered) - len(shown))


def amount(number: float) -> str:
    """A number for people: separators, at most two decimals."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"
