"""What a reviewer or an approver reads: what needs a person, the description and the columns with a comment beside each, the table."""

from __future__ import annotations

import streamlit as st

from ctcompanion.decisions import open_decisions
from ctcompanion.metadata.licence import name as licence_name
from ctcompanion.metadata.schema import FIELDS, GROUPS, Field
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.before_after import show_table
from ctcompanion.ui.widgets.comments import comment_box, comments_beside

WIDTHS = (2, 5, 4)


def read_through(view: View, *, decides: bool) -> None:
    """All of it, for a draft with a reviewed table. `decides`: this person may take an open decision on its page."""
    comments_beside(view, "", "the whole dataset", box=False)
    _decisions(view, decides=decides)
    _description(view)
    _columns(view)
    st.subheader("The table", anchor=False)
    if view.draft.safe is not None:
        show_table(view.draft.safe)


def _decisions(view: View, *, decides: bool) -> None:
    waiting = open_decisions(view.draft)
    st.subheader(f"What needs a person ({len(waiting)})", anchor=False)
    if not waiting:
        st.success("Every decision is taken: what is left is to read the description, then to answer below.", icon=":material/check:")
    for number, decision in enumerate(waiting):
        with st.container(border=True):
            st.markdown(f":material/pending: {escape(decision.sentence)}")
            if decision.why:
                st.caption(escape(decision.why))
            comments_beside(view, decision.about, "this decision", box=False)
            if decides:
                st.page_link(f"pages/{decision.page}.py", label="Decide it myself", query_params={"draft": view.draft.id})
            if decision.page != "metadata":  # a field of the description has its box below
                comment_box(view, decision.about, f"Comment on decision {number + 1}")


def _description(view: View) -> None:
    st.subheader("The description", anchor=False)
    st.caption("Write beside a field what should change. Comments are kept as you type; the author sees each beside its field.")
    for group in GROUPS:
        for field in FIELDS:
            if field.group == group and field.kind != "auto" and hasattr(view.draft.recipe.metadata, field.key):
                _field(view, field)


def _field(view: View, field: Field) -> None:
    value = getattr(view.draft.recipe.metadata, field.key)
    said = licence_name(str(value)) if field.key == "license" and value else ", ".join(value) if isinstance(value, tuple) else str(value)
    proposed = field.key in view.draft.recipe.metadata.proposed and bool(said)
    _row(view, field.key, field.label, said, note="Proposed by CT Companion, not checked by its author yet." if proposed else "")


def _columns(view: View) -> None:
    st.subheader("The columns", anchor=False)
    here = {column.name for column in view.draft.safe.columns} if view.draft.safe else set()
    for column in view.draft.recipe.columns:
        if column.name in here:
            _row(view, f"column:{column.name}", column.display or column.name, _said(column))


def _said(column: ColumnMetadata) -> str:
    parts = (column.description, f"Unit: {column.unit}." if column.unit else "", f"Type: {column.type.value}.")
    return " ".join(part for part in parts if part)


def _row(view: View, about: str, label: str, said: str, *, note: str = "") -> None:
    left, middle, right = st.columns(WIDTHS)
    left.markdown(f"**{escape(label)}**")
    middle.markdown(escape(said).replace("\n", "  \n") or "–")
    if note:
        middle.caption(f":material/edit_note: {note}")
    with right:
        comment_box(view, about, f"Comment on {label}")
    comments_beside(view, about, label, box=False)
