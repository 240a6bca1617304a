"""For the reviewer: the decisions that need a person, the description with a comment beside each field, then send it back or publish."""

from __future__ import annotations

import re
from datetime import datetime

import streamlit as st

from ctcompanion.comments import signed, unsent
from ctcompanion.draft import Draft
from ctcompanion.handover import packed
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.sign_in import ALONE
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.read_through import read_through


def review_package(view: View) -> None:
    """Everything a reviewer needs on one page; nothing where the draft at hand did not come for review."""
    draft = view.draft
    if not draft.reviewing or draft.safe is None or draft.report is None:
        return
    rows, columns = len(draft.safe.rows), len(draft.safe.columns)
    st.subheader(draft.recipe.metadata.title or "Untitled dataset", anchor=False)
    st.markdown(f"{f'From {escape(draft.sender)}. ' if draft.sender else ''}{rows:,} rows, {columns} columns.")
    read_through(view, decides=True)
    _answer(view)


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
