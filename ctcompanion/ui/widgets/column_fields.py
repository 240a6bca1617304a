"""A card per column: what it is called, what it measures, in what unit; example values beside it. Or all of them in a grid."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ctcompanion.metadata import check, missing
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def column_fields(view: View) -> None:
    """Every column's description, as cards or as a grid."""
    st.subheader("Columns", anchor=False)
    table = view.draft.safe or view.draft.table
    if table is None:
        return
    way = st.segmented_control("Show columns as", ["Cards", "Grid"], default="Cards", required=True, key=view.key("columns-as"))
    columns = view.draft.recipe.columns
    changed = _grid(view, columns) if way == "Grid" else tuple(_card(view, column, table) for column in columns)
    if changed != columns:
        view.save(view.draft.with_metadata(view.draft.recipe.metadata, changed))


def _card(view: View, column: ColumnMetadata, table: CleanTable) -> ColumnMetadata:
    with st.container(border=True):
        st.markdown(f"**{escape(column.display or column.name)}** · {column.type.value} · {escape(_examples(table, column.name))}")
        left, right = st.columns([2, 5])
        display = left.text_input("Name people read", column.display, key=view.key(f"display-{column.name}")).strip()
        label = "What it measures" + (" – proposed, please check" if "description" in column.proposed else " (required)")
        description = right.text_input(label, column.description, key=view.key(f"describe-{column.name}")).strip()
        unit = left.text_input("Unit", column.unit, key=view.key(f"unit-{column.name}")).strip()
        for sentence in _advice(view, column.name, table):
            right.caption(f":material/edit_note: {escape(sentence)}")
    given = {"display": display, "description": description, "unit": unit}
    touched = {key for key, value in given.items() if value != getattr(column, key)}
    if not touched:
        return column
    return column.model_copy(update={**given, "proposed": tuple(key for key in column.proposed if key not in touched)})


def _advice(view: View, name: str, table: CleanTable) -> list[str]:
    recipe = view.draft.recipe
    only = tuple(column for column in recipe.columns if column.name == name)
    findings = (*missing(recipe.metadata, only, table), *check(recipe.metadata, only, table))
    return [finding.message for finding in findings if finding.column == name]


def _examples(table: CleanTable, name: str) -> str:
    if name not in table.rows.columns:
        return ""
    values = table.rows[name].dropna().drop_duplicates().head(3)
    return "for example " + ", ".join(str(value) for value in values) if len(values) else "empty"


def _grid(view: View, columns: tuple[ColumnMetadata, ...]) -> tuple[ColumnMetadata, ...]:
    frame = pd.DataFrame([{"Column": c.display, "What it measures": c.description, "Unit": c.unit} for c in columns])
    edited = st.data_editor(
        frame, hide_index=True, num_rows="fixed", key=view.key("column-grid"), alt="Column names, descriptions and units"
    )
    changed = []
    for column, (display, description, unit) in zip(columns, edited.itertuples(index=False), strict=True):
        given = {"display": str(display or ""), "description": str(description or ""), "unit": str(unit or "")}
        touched = {key for key, value in given.items() if value != getattr(column, key)}
        proposed = tuple(key for key in column.proposed if key not in touched)
        changed.append(column.model_copy(update={**given, "proposed": proposed}) if touched else column)
    return tuple(changed)
