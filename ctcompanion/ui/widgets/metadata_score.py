"""How well the dataset is described, and the one thing that would help most."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import score
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def metadata_score(view: View) -> None:
    """The score out of 100 in words, and the next best improvement."""
    table = view.draft.safe or view.draft.table
    if table is None:
        return
    found = score(view.draft.recipe.metadata, view.draft.recipe.columns, table)
    st.progress(found.points / 100, text=f"Description: {found.points} of 100")
    if found.next:
        st.info(f"**Next best improvement:** {escape(found.next.sentence)}", icon=":material/lightbulb:")
