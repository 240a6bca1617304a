"""Who answers on the privacy page: the name stands beside every decision in the record."""

from __future__ import annotations

import streamlit as st

from ctcompanion.ui.frame import View


def answered_by(view: View) -> None:
    """Ask once; nothing waits for it."""
    decisions = view.draft.recipe.privacy
    given = st.text_input("Your name, for the privacy record", decisions.by, key=view.key("answered-by")).strip()
    if given != decisions.by:
        view.save(view.draft.with_weighed(decisions.model_copy(update={"by": given})))
