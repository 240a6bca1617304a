"""For the reviewer: the decisions that need a person, the description with a comment beside each field, then send it back or publish."""

from __future__ import annotations

import re
from datetime import datetime

import streamlit as st

from ctcompanion.comments import signed, unsent
from ctcompanion.decisions import open_decisions
from ctcompanion.draft import Draft
from ctcompanion.handover import packed
from ctcompanion.metadata.licence import name as licence_name
from ctcompanion.metadata.schema import FIELDS, GROUPS, Field
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.sign_in import ALONE
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.before_after import show_table
from ctcompanion.ui.widgets.comments import comment_box, comments_beside

WIDTHS = (2, 5, 4)


def review_package(view: View) -> None:
    """Everything a reviewer needs on one page; nothing where the draft at hand did not come for review."""
    draft = view.draft
    if not draft.reviewing or draft.safe is None or draft.report is None:
        return
    rows, columns = len(draft.safe.rows), len(draft.safe.columns)
    st.subheader(draft.recipe.metadata.title or "Untitled dataset", anchor=False)
    st.markdown(f"{f'From {escape(draft.sender)}. ' if draft.sender else ''}{rows:,} rows, {columns} columns.")
    comments_beside(view, "", "the whole dataset")
    _decisions(view)
    _description(view)
    _columns(view)
    st.subheader("The table", anchor=False)
    show_table(draft.safe)
    _answer(view)


def _decisions(view: View) -> None:
    waiting = open_decisions(view.draft)
    st.subheader(f"What needs a person ({len(waiting)})", anchor=False)
    if not waiting:
        st.success("Every decision is taken: what is left is to read the description, then publish or send back.", icon=":material/check:")
    for number, decision in enumerate(waiting):
        with st.container(border=True):
            st.markdown(f":material/pending: {escape(decision.sentence)}")
            if decision.why:
                st.caption(escape(decision.why))
            comments_beside(view, decision.about, "this decision", box=False)
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


def _answer(view: View) -> None:
    draft = view.draft
    new = len(unsent(draft.recipe.thread))
    st.subheader("Your answer", anchor=False)
    st.markdown(f"You have written {new} {'comment' if new == 1 else 'comments'}." if new else "You have written no comment.")
    name = st.text_input("Your name, for the author", "" if session.owner() == ALONE else session.owner(), key=view.key("reviewer"))
    note = st.text_input("A word to the author about the whole", key=view.key("reviewer-note"))
    with st.container(horizontal=True):
        st.download_button(
            "Send it back",
            lambda: packed(draft, session.settings().portal, name.strip() or "A reviewer", note.strip()),
            file_name=f"{_file_name(draft.name)}-sent-back.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/undo:",
            help="Downloads the package with your comments. Mail it to the author, who opens it on this same page; no account is needed.",
        )
        if st.button("Continue to publish", type="primary", key="package-publish"):
            session.save(_signed(draft, name.strip() or "A reviewer"))
            st.switch_page("pages/publish.py", query_params={"draft": draft.id})
    st.caption("Send it back makes a .zip to mail to the author. What you publish keeps these comments in its record.")


def _signed(draft: Draft, name: str) -> Draft:
    """Comments that were written before publishing are part of the record under the reviewer's name."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return draft.with_thread(signed(draft.recipe.thread, name, now))


def _file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "package"
