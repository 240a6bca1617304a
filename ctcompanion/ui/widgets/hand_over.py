"""For those without a key: one package that another person opens, reviews and publishes."""

from __future__ import annotations

import re

import streamlit as st

from ctcompanion.handover import packed
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.comments import comments_left


def hand_over(view: View, ready: bool) -> None:
    """Write the package. It may be handed over unfinished: the reader then sees what is still open."""
    if view.draft.reviewing:
        st.page_link("pages/review.py", label="Comment, or send it back to its author", query_params={"draft": view.draft.id})
        return
    back = bool(view.draft.sender) and any(comment.side == "reviewer" for comment in view.draft.recipe.thread)
    st.subheader("Hand it over again" if back else "No key? Hand it over", anchor=False)
    if back:
        comments_left(view, links=False)
    st.markdown(
        "One package holds the table, its description, the privacy record, every decision, and the clicks to do it by hand. "
        "A colleague or OPM (dapa@ct.gov) opens it here under **Open a package**, reviews it and publishes."
    )
    if not ready:
        st.caption("Something is still missing. You can hand it over as it is; the reader sees what is open.")
    name = st.text_input("Your name, for the reader", key=view.key("author"))
    note = st.text_input("A word to the reader", key=view.key("note"))
    if view.draft.report is None:
        st.caption("The privacy page has to be opened once before.")
        return
    st.download_button(
        "Download the package",
        lambda: packed(view.draft, session.settings().portal, name.strip(), note.strip()),
        file_name=f"{_file_name(view.draft.name)}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/archive:",
    )


def _file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "package"
