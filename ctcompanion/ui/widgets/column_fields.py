"""A card per column: what it is called, what it measures, in what unit, what its codes mean. Or all of them in a grid."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
import streamlit as st

from ctcompanion.comments import sent_about
from ctcompanion.metadata import check, codes, missing
from ctcompanion.model import CleanTable, Finding
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.advice import advice
from ctcompanion.ui.widgets.comments import comments_beside
from ctcompanion.ui.widgets.field_help import anchor
from ctcompanion.ui.widgets.kept_as_typed import PAUSE

MOST_CODES = 40
"""A column with more different values than this has no codes to explain one by one."""
GRID = {"Column": "display", "What it measures": "description", "Unit": "unit"}


def column_fields(view: View, only: frozenset[str] | None = None) -> None:
    """Every column's description, or of `only` these, as cards or as a grid; descriptions of columns that are gone are kept behind."""
    st.subheader("Columns", anchor="columns")
    table = view.draft.safe or view.draft.table
    if table is None:
        return
    way = st.segmented_control("Show columns as", ["Cards", "Grid"], default="Cards", required=True, key=view.key("columns-as"))
    here = set(table.rows.columns)
    columns = tuple(column for column in view.draft.recipe.columns if column.name in here)
    gone = tuple(column for column in view.draft.recipe.columns if column.name not in here)
    said = _findings(view, columns, table)
    shown = tuple(column for column in columns if only is None or column.name in only)
    changed = _grid(view, shown) if way == "Grid" else tuple(_card(view, column, table, said[column.name]) for column in shown)
    if way == "Grid":
        _all_advice(view, shown, said)
    _gone(gone)
    if changed != shown:
        new = {column.name: column for column in changed}
        view.save(view.draft.with_metadata(view.draft.recipe.metadata, (*(new.get(column.name, column) for column in columns), *gone)))


def _findings(view: View, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> dict[str, list[Finding]]:
    metadata = view.draft.recipe.metadata
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in (*missing(metadata, columns, table), *check(metadata, columns, table)):
        if finding.column is not None and finding not in said[finding.column]:
            said[finding.column].append(finding)
    return said


def _card(view: View, column: ColumnMetadata, table: CleanTable, findings: list[Finding]) -> ColumnMetadata:
    with st.container(border=True):
        st.markdown(f"**{escape(column.display or column.name)}** · {column.type.value} · {escape(_examples(table, column.name))}")
        left, right = st.columns([2, 5])
        with left:
            display = st.text_input("Name people read", column.display, key=view.key(f"display-{column.name}"), live=PAUSE).strip()
            unit = st.text_input("Unit", column.unit, key=view.key(f"unit-{column.name}"), live=PAUSE).strip()
        with right:
            label = "What it measures" + (" – proposed, please check" if "description" in column.proposed else " (required)")
            description = st.text_area(label, column.description, height=100, key=view.key(f"describe-{column.name}")).strip()
            anchor(f"column-{column.field_name or column.name}")
            advice(view, findings, f"column-{column.name}")
            comments_beside(view, f"column:{column.name}", column.display or column.name)
            meanings = _codes(view, column, table)
    return _changed(column, {"display": display, "description": description, "unit": unit, "codes": meanings})


def _changed(column: ColumnMetadata, given: dict[str, Any]) -> ColumnMetadata:
    touched = {key for key, value in given.items() if value != getattr(column, key)}
    if not touched:
        return column
    return column.model_copy(update={**given, "proposed": tuple(key for key in column.proposed if key not in touched)})


def _codes(view: View, column: ColumnMetadata, table: CleanTable) -> dict[str, str]:
    """The meanings of the column's values, one a line; what cannot be read is told."""
    values = table.rows[column.name].dropna().unique()
    if not column.codes and len(values) > MOST_CODES:
        return column.codes
    with st.expander(f"What its values mean ({len(column.codes)})" if column.codes else "What its values mean, if they are codes"):
        text = st.text_area(
            "One a line: the value, =, its meaning",
            codes.written(column.codes),
            placeholder="1 = Yes",
            key=view.key(f"codes-{column.name}"),
        )
        for part in codes.not_read(text):
            st.caption(f":material/error: “{escape(part)}” has no meaning yet: write {escape(part)} = and what it means.")
        return column.codes if text.strip() == codes.written(column.codes).strip() else dict(codes.read_codes(text))


def _examples(table: CleanTable, name: str) -> str:
    values = table.rows[name].dropna().drop_duplicates().head(3)
    return "for example " + ", ".join(_said(value) for value in values) if len(values) else "empty"


def _said(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:.6g}" if isinstance(value, float) and not value.is_integer() else str(value).removesuffix(".0")


def _grid(view: View, columns: tuple[ColumnMetadata, ...]) -> tuple[ColumnMetadata, ...]:
    frame = pd.DataFrame([{label: getattr(column, key) for label, key in GRID.items()} for column in columns])
    edited = st.data_editor(
        frame, hide_index=True, num_rows="fixed", key=view.key("column-grid"), alt="Column names, descriptions and units"
    )
    rows = edited.itertuples(index=False)
    return tuple(
        _changed(column, {key: str(value or "") for key, value in zip(GRID.values(), row, strict=True)})
        for column, row in zip(columns, rows, strict=True)
    )


def _all_advice(view: View, columns: tuple[ColumnMetadata, ...], said: dict[str, list[Finding]]) -> None:
    for column in columns:
        about = f"column:{column.name}"
        if said[column.name] or sent_about(view.draft.recipe.thread, about):
            st.markdown(f"**{escape(column.display or column.name)}**")
            advice(view, said[column.name], f"grid-{column.name}")
            comments_beside(view, about, column.display or column.name)


def _gone(gone: tuple[ColumnMetadata, ...]) -> None:
    described = [column for column in gone if column.description]
    if described:
        with st.expander(f"Kept from columns that are not in the table any more ({len(described)})"):
            st.caption("Nothing of this is published. If a column of that name comes back, its description is there.")
            for column in described:
                st.markdown(f"**{escape(column.display or column.name)}**: {escape(column.description)}")
