"""A codebook or data dictionary that exists already fills the columns' descriptions."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import codebook as books
from ctcompanion.metadata import codebook_file
from ctcompanion.ui import session
from ctcompanion.ui.frame import View


def codebook(view: View) -> None:
    """Take a csv, xlsx or docx in and match it to the columns by name. What a person wrote stays."""
    table = view.draft.safe or view.draft.table
    with st.expander("You have a codebook or data dictionary?", icon=":material/menu_book:"):
        st.caption("A table with a row per column: its name, and what it means. Word, Excel or csv.")
        dropped = st.file_uploader("Codebook", type=["csv", "xlsx", "docx"], key=view.key("codebook"))
        if dropped is None or table is None or not st.button("Fill the descriptions", key=view.key("codebook-use")):
            return
        found = books.read(codebook_file.rows_of(dropped.getvalue(), dropped.name), table, view.draft.recipe.columns)
        filled = sum(new != old for new, old in zip(found.columns, view.draft.recipe.columns, strict=True))
        session.say(f"{filled} of {len(found.columns)} columns were filled from {dropped.name}.")
        session.refresh_fields()
        view.save(view.draft.with_metadata(view.draft.recipe.metadata, found.columns))
