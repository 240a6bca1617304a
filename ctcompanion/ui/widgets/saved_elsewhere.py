"""Two tabs, one draft: the second save is refused, and the person chooses what to go on with. Nothing that was typed goes before."""

from __future__ import annotations

import streamlit as st

from ctcompanion.draft import Draft
from ctcompanion.ui import session
from ctcompanion.ui.texts import escape


def saved_elsewhere(draft: Draft) -> None:
    """Nothing is shown while every save went well; else the page waits here for the choice."""
    error = session.refused()
    if error is None:
        return
    st.warning(
        f"**{escape(error.message)}**\n\nWhat you did here last is not saved yet, and nothing was overwritten. What do you want to go on with?",
        icon=":material/difference:",
    )
    with st.container(horizontal=True):
        if st.button("Keep what I have here, as a draft of its own", type="primary", key="keep-refused"):
            kept = session.keep_refused(draft)
            session.say(f"Saved as “{escape(kept.name)}”. Both drafts stand in your list on the start page.")
            st.rerun()
        other = "Go on from the other one" if error.code == "draft-changed" else "Let it go"
        if st.button(other, key="leave-refused", help="What you did here last is dropped."):
            session.leave_refused(draft)
            st.rerun()
    st.stop()
