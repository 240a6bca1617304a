"""Several files: whether they are parts of one table, the offer to put them under each other, and which do not fit."""

from __future__ import annotations

import streamlit as st

from ctcompanion.cleaning.fits import Fit, fits
from ctcompanion.model import Workbook
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.offer_together import offer

MANY = 6


def files_here(workbook: Workbook) -> None:
    """Each file with its size; a long list is folded away."""
    lines = [f"- {escape(_size(workbook, name))}" for name in workbook.files]
    if len(lines) <= MANY:
        st.markdown("\n".join(lines))
    else:
        with st.expander(f"Your {len(lines)} files"):
            st.markdown("\n".join(lines))


def _size(workbook: Workbook, name: str) -> str:
    sheets = [sheet for sheet in workbook.sheets if sheet.file == name and sheet.role == "data"]
    if len(sheets) == 1:
        return f"{name}: {sheets[0].height:,} rows, {sheets[0].width:,} columns."
    return f"{name}: {len(sheets)} sheets with a table." if sheets else f"{name}: no table."


def files_together(view: View, workbook: Workbook) -> None:
    """Offer it for files with the same column names. It is never done by itself; a file that does not fit is named with the reason."""
    with st.spinner("Comparing the files..."):
        found = session.remembered(("fits", workbook.sha256), lambda: fits(workbook))
    if found.group is None:
        st.info(f"{escape(found.said)} One of them can go on from here.", icon=":material/info:")
        return
    st.markdown(escape(found.said))
    _left_out(found)
    if len(found.group.suggested) > 1:
        offer(view, found.group, 0, "files")
    else:
        with st.expander("Put them together all the same"):
            offer(view, found.group, 0, "files")


def _left_out(found: Fit) -> None:
    if found.left_out:
        said = "\n".join(f"- **{escape(name)}** is left out: {escape(reason)}" for name, reason in found.left_out)
        st.warning(said, icon=":material/rule:")
