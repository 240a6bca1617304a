"""The sheet as found, each row marked with what it is; and the table as it will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from jinja2 import Environment

from ctcompanion import replay
from ctcompanion.cleaning.traced import Cell, Cells, traced
from ctcompanion.model import CleanTable, Column, DataType, LineClass, Sheet, column_letter
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

HEAD_ROWS, TAIL_ROWS, WIDEST = 25, 12, 40
WORDS = {
    LineClass.TITLE: "title",
    LineClass.HEADER: "column names",
    LineClass.GROUP: "group",
    LineClass.DATA: "data",
    LineClass.TOTAL: "total",
    LineClass.NOTE: "note",
    LineClass.BLANK: "empty",
}
SHEET = Environment(autoescape=True).from_string("""
<style>
.cc-sheet { max-height: 26rem; overflow: auto; border: 1px solid rgba(128,128,128,.5); border-radius: .4rem; }
.cc-sheet table { border-collapse: collapse; font-size: .85rem; }
.cc-sheet th, .cc-sheet td { border: 1px solid rgba(128,128,128,.35); padding: .15rem .5rem; text-align: left; white-space: nowrap; max-width: 22rem;
  overflow: hidden; text-overflow: ellipsis; }
.cc-sheet th { font-weight: 600; }
.cc-sheet .title td, .cc-sheet .note td { background: rgba(128,128,128,.16); }
.cc-sheet .header td { background: rgba(11,92,173,.20); font-weight: 600; }
.cc-sheet .total td, .cc-sheet .group td { background: rgba(201,138,0,.16); }
.cc-sheet td.new { background: rgba(0,128,96,.20); box-shadow: inset 3px 0 0 rgb(0,128,96); }
</style>
<div class="cc-sheet" tabindex="0" role="region" aria-label="Your sheet as it came">
<table><caption style="position:absolute;left:-9999px">Your sheet as it came, each row with what it is</caption>
<thead><tr><th scope="col">Row</th><th scope="col">What it is</th>{% for letter in letters %}<th scope="col">{{ letter }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}{% if row is none %}<tr><th scope="row">…</th><td colspan="{{ letters|length + 1 }}">{{ skipped }} more rows</td></tr>{% else %}
<tr class="{{ row.kind }}"><th scope="row">{{ row.number }}</th><td>{{ row.word }}</td>{% for cell in row.cells %}<td{% if cell.new is not none %} class="new"{% endif %}>{% if cell.gone %}<s>{{ cell.text }}</s>{% elif cell.new is not none %}{{ cell.text }} → {{ cell.new or "blank" }}{% else %}{{ cell.text }}{% endif %}</td>{% endfor %}</tr>{% endif %}{% endfor %}
</tbody></table></div>
""")


def before_and_after(view: View) -> None:
    """Side by side on a wide screen, one below the other on a narrow one. A package brings its table without the sheet."""
    if view.draft.workbook is None:
        after(view)
        return
    left, right = st.columns(2, gap="medium")
    with left:
        before(view)
    with right:
        after(view)


def before(view: View) -> None:
    """The sheet as found: rows as Excel counts them, a word and a shade for what each is, cells struck through or marked with their new value."""
    st.subheader("Your sheet as it came", anchor=False)
    sheet = replay.current_sheet(view.draft)
    rows = _drawn_rows(sheet.height)
    gone, changed = traced(sheet, view.draft.table, rows) if view.draft.table else (frozenset(), {})
    st.caption(_legend(bool(gone), bool(changed)))
    st.html(_drawn(sheet, view.draft.layout.lines if view.draft.layout else (), rows, Marks(gone, changed)))


def _legend(gone: bool, changed: bool) -> str:
    """What the signs mean, of those that are there."""
    said = ["The second column says what each row is."]
    if gone:
        said.append("~~Struck through~~: not in your table.")
    if changed:
        said.append("old → new: written in another way in your table.")
    return " ".join(said)


def after(view: View) -> None:
    """The table as it will be, its first rows, with its size."""
    table = view.draft.table
    if table is None:
        return
    st.subheader("The table as it will be", anchor=False)
    st.markdown(f"{len(table.rows):,} rows, {len(table.columns)} columns.")
    show_table(table)


def show_table(table: CleanTable, rows: int = 1000) -> None:
    """The first rows under the names that people will read."""
    names = {column.name: column.display or column.name for column in table.columns}
    plain: dict[str, Any] = {names[c.name]: st.column_config.NumberColumn(format="%d") for c in table.columns if _is_plain(c)}
    plain |= {names[c.name]: st.column_config.DateColumn(format="YYYY-MM-DD") for c in table.columns if _is_day(c, table)}
    shown = table.rows.head(rows).rename(columns=names)
    st.dataframe(shown, hide_index=True, column_config=plain, alt=f"The table as it will be, {len(table.rows):,} rows")
    if len(table.rows) > rows:
        st.caption(escape(f"The first {rows:,} rows are shown."))


def _is_plain(column: Column) -> bool:
    """Years and the like: no thousands separators, no decimals."""
    return column.type is DataType.NUMBER and not column.grouping and not column.places


def _is_day(column: Column, table: CleanTable) -> bool:
    """Dates without a time of day are shown as dates."""
    if column.type is not DataType.DATE or table.rows[column.name].dtype.kind != "M":
        return False
    moments = table.rows[column.name].dropna()
    return bool((moments == moments.dt.normalize()).all())


@dataclass(frozen=True)
class Marks:
    """What became of the drawn cells, by (row, column)."""

    gone: frozenset[Cell]
    changed: Cells


def _drawn_rows(height: int) -> list[int]:
    """All rows of a short sheet; of a long one the first and the last."""
    if height <= HEAD_ROWS + TAIL_ROWS + 1:
        return list(range(1, height + 1))
    return [*range(1, HEAD_ROWS + 1), *range(height - TAIL_ROWS + 1, height + 1)]


def _drawn(sheet: Sheet, lines: tuple[LineClass, ...], numbers: list[int], marks: Marks) -> str:
    width = min(sheet.width, WIDEST)
    rows: list[dict[str, object] | None] = [_row(sheet, lines, number, width, marks) for number in numbers]
    if len(numbers) < sheet.height:
        rows.insert(HEAD_ROWS, None)
    letters = [column_letter(number) for number in range(1, width + 1)]
    return SHEET.render(rows=rows, letters=letters, skipped=f"{sheet.height - len(numbers):,}")


def _row(sheet: Sheet, lines: tuple[LineClass, ...], number: int, width: int, marks: Marks) -> dict[str, object]:
    kind = lines[number - 1] if number <= len(lines) else LineClass.BLANK
    values = [sheet.cells.column(place)[number - 1].as_py() for place in range(width)]
    cells = [
        {"text": value or "", "gone": (number, place) in marks.gone, "new": marks.changed.get((number, place))}
        for place, value in enumerate(values, start=1)
    ]
    return {"number": number, "kind": kind.value, "word": WORDS[kind], "cells": cells}
