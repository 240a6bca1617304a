"""Sheets that are parts of one table: the offer to put them under each other, and what was put together."""

from __future__ import annotations

import streamlit as st

from ctcompanion.cleaning.alike import alike
from ctcompanion.cleaning.step import listed
from ctcompanion.model import Workbook
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.offer_together import offer, use

MOST_NAMED = 6


def sheets_together(view: View, workbook: Workbook) -> None:
    """Offer it for sheets with the same column names. It is never done by itself: they may be one table sorted several ways."""
    with st.spinner("Comparing the sheets..."):
        groups = session.remembered(("alike", workbook.sha256), lambda: alike(workbook))
    for number, group in enumerate(groups):
        if group.same_rows:
            st.info(escape(f"{listed(group.names)} hold the same rows, sorted differently. One of them is enough."), icon=":material/sort:")
            with st.expander("Put them together all the same"):
                offer(view, group, number, "sheets")
        else:
            st.markdown(escape(f"{listed(group.names)} have the same column names: they may be parts of one table."))
            for later, earlier in group.repeats:
                st.markdown(f"- {escape(f'{later} holds the same rows as {earlier}: one of them is enough.')}")
            offer(view, group, number, "sheets")


def put_together(view: View) -> None:
    """What was put together, and the way back."""
    source = view.draft.recipe.source
    names, what = source.sheets, "file" if source.files else "sheet"
    said = listed(names) if len(names) <= MOST_NAMED else f"{names[0]} to {names[-1]}"
    st.success(escape(f"{len(names)} {what}s are put together: {said}."), icon=":material/library_add_check:")
    if st.button(f"Use one {what} only", key=view.key("one-sheet")):
        use(view, ())


def shown_of_several(view: View) -> None:
    """For the clean page: which of the sheets stands there."""
    source = view.draft.recipe.source
    names, what = source.sheets, "files" if source.files else "sheets"
    if names and view.draft.workbook is not None:
        st.info(escape(f"{names[0]} is shown below; each step is done on all {len(names)} {what}."), icon=":material/layers:")
