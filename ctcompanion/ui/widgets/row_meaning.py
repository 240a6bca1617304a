"""The first question of the privacy page: what is one row?"""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.privacy import ROW_MEANINGS, propose_row_meaning
from ctcompanion.ui.frame import View


def row_meaning(view: View) -> None:
    """Ask what one row is; the likely answer is named, not ticked."""
    st.subheader("What is one row?", anchor=False)
    decisions, table = view.draft.recipe.privacy, view.draft.table
    ids = [meaning.id for meaning in ROW_MEANINGS]
    by_id = {meaning.id: meaning for meaning in ROW_MEANINGS}
    likely = propose_row_meaning(table) if table else None
    if likely and not decisions.row_meaning:
        st.caption(f"It looks like **{by_id[likely].label.lower()}**. Is that so?")
    given = st.radio(
        "One row of this table is",
        ids,
        index=ids.index(decisions.row_meaning) if decisions.row_meaning in ids else None,
        format_func=lambda one: by_id[one].label,
        captions=[meaning.explanation for meaning in ROW_MEANINGS],
        key=view.key("row-meaning"),
    )
    if view.draft.report and given and view.draft.report.row_meaning != given:
        st.caption("You counted the rows of your file together: one row is a count of people now, and small counts are looked for.")
    if given and given != decisions.row_meaning:
        view.save(replay.reviewed(view.draft.with_privacy(decisions.model_copy(update={"row_meaning": given}))))
