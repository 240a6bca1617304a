"""Which draft this is, when it was saved, and its menu: rename, download the recipe, delete now."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.draft import Draft
from ctcompanion.ui import session
from ctcompanion.ui.texts import clock, escape


def draft_menu(draft: Draft) -> None:
    """One line with the draft's name and a small menu."""
    st.markdown(f":material/draft: {escape(draft.name)} · {saved_at(draft.saved)}", width="content")
    with st.popover("Draft", icon=":material/more_horiz:"):
        name = st.text_input("Name of this draft", value=draft.name, key=f"name-{draft.id}-{draft.name}")
        if st.button("Rename", key="rename-draft") and name.strip():
            session.save(draft.renamed(name.strip()))
            st.rerun()
        st.download_button(
            "Download the recipe", draft.recipe.to_json(), file_name="recipe.json", mime="application/json", on_click="ignore"
        )
        sure = st.checkbox("Yes, delete this draft and its file", key=f"sure-{draft.id}")
        if st.button("Delete now", disabled=not sure, key="delete-draft"):
            session.delete(draft)
            session.say("The draft and its file are deleted.")
            st.switch_page("pages/start.py")


def saved_at(saved: str) -> str:
    """`saved 10:42` in the reader's own time, or `not saved yet`."""
    if not saved:
        return "not saved yet"
    return f"saved {clock(datetime.fromisoformat(saved))}"
