"""Sheets that are parts of one table: the offer to put them under each other, and what was put together."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning.alike import Alike, alike
from ctcompanion.cleaning.step import listed
from ctcompanion.errors import CompanionError
from ctcompanion.model import Workbook
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape


def sheets_together(view: View, workbook: Workbook) -> None:
    """Offer it for sheets with the same column names. It is never done by itself: they may be one table sorted several ways."""
    with st.spinner("Comparing the sheets..."):
        groups = session.remembered(("alike", workbook.sha256), lambda: alike(workbook))
    for number, group in enumerate(groups):
        if group.same_rows:
            st.info(escape(f"{listed(group.names)} hold the same rows, sorted differently. One of them is enough."), icon=":material/sort:")
            with st.expander("Put them together all the same"):
                _offer(view, group, number)
        else:
            st.markdown(escape(f"{listed(group.names)} have the same column names: they may be parts of one table."))
            _offer(view, group, number)


def _offer(view: View, group: Alike, number: int) -> None:
    for sentence in group.spelled:
        st.markdown(f"- {escape(sentence)}")
    names = st.multiselect("Sheets to put together", group.names, default=group.names, key=view.key(f"sheets-{number}"))
    which = "both" if len(names) == 2 else f"{'all' if len(names) == len(group.names) else 'these'} {len(names)}"
    if st.button(f"Put {which} together", disabled=len(names) < 2, key=view.key(f"together-{number}")):
        use(view, tuple(name for name in group.names if name in names))


def put_together(view: View) -> None:
    """What was put together, and the way back."""
    names = view.draft.recipe.source.sheets
    st.success(escape(f"{len(names)} sheets are put together: {listed(names)}."), icon=":material/library_add_check:")
    if st.button("Use one sheet only", key=view.key("one-sheet")):
        use(view, ())


def shown_of_several(view: View) -> None:
    """For the clean page: which of the sheets stands there."""
    names = view.draft.recipe.source.sheets
    if names and view.draft.workbook is not None:
        st.info(escape(f"{names[0]} is shown below; each step is done on all {len(names)} sheets."), icon=":material/layers:")


def use(view: View, names: tuple[str, ...]) -> None:
    """Make the table of these sheets (none: of the one at hand); when that cannot be, say why and leave everything as it was."""
    try:
        with st.spinner("Making the table..."):
            draft = replay.reviewed(replay.chosen(view.draft, replay.current_sheet(view.draft), names))
    except CompanionError as error:
        error_box(error)
        return
    session.refresh_fields()
    view.save(draft)
