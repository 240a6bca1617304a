"""A codebook or data dictionary that exists already fills the columns' descriptions."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.metadata import codebook as books
from ctcompanion.metadata import codebook_file
from ctcompanion.metadata.match import plain
from ctcompanion.model import CleanTable
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape


def codebook(view: View) -> None:
    """Take a csv, xlsx or docx in and match it to the columns by name. What a person wrote stays."""
    table = view.draft.safe or view.draft.table
    with st.expander("You have a codebook or data dictionary?", icon=":material/menu_book:"):
        st.caption("A table with a row per column: its name, and what it means. Word, Excel or csv. What you wrote yourself stays.")
        dropped = st.file_uploader("Codebook", type=["csv", "xlsx", "docx"], key=view.key("codebook"))
        if dropped is None or table is None:
            return
        try:
            found = books.read(codebook_file.rows_of(dropped.getvalue(), dropped.name), table, view.draft.recipe.columns)
        except CompanionError as error:
            error_box(error)
            return
        _matched(found, table)
        filled = sum(new != old for new, old in zip(found.columns, view.draft.recipe.columns, strict=True))
        if not filled:
            st.info("Nothing to fill: no column fits, or you have described them all.")
        elif st.button(f"Fill {filled} of {len(table.columns)} columns", key=view.key("codebook-use")):
            session.say(f"{filled} of {len(table.columns)} columns were filled from {escape(dropped.name)}.")
            session.refresh_fields()
            view.save(view.draft.with_metadata(view.draft.recipe.metadata, found.columns))


def _matched(found: books.Codebook, table: CleanTable) -> None:
    """What was matched by a name that is only nearly the same, and what was not matched at all."""
    shown = {column.name: column.display or column.name for column in table.columns}
    near = [f"{name} → {shown[column]}" for column, name in found.matched if plain(name) not in {plain(column), plain(shown[column])}]
    lines = [
        f"**{len(found.matched)} of {len(table.columns)} columns found.**",
        f"Taken for the same, please check: {escape('; '.join(near))}." if near else "",
        f"Your columns that the codebook does not name: {escape(', '.join(shown[name] for name in found.without))}."
        if found.without
        else "",
        f"In the codebook, but not in your table: {escape(', '.join(found.unmatched))}." if found.unmatched else "",
    ]
    st.markdown("\n\n".join(line for line in lines if line))
