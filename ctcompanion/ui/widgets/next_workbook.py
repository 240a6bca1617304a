"""Clean at the source: the workbook to fill in next time, with the lists of what is published."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.new_values import published_values
from ctcompanion.next_workbook import next_workbook as made
from ctcompanion.recipe import Recipe
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import error_box

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def next_workbook(receipt: Receipt, recipe: Recipe) -> None:
    """On a press, since the lists are read from the portal."""
    key = receipt.publication_id
    with st.expander("Next time's workbook", icon=":material/table_edit:"):
        st.markdown(
            "Have the next data written into this workbook, and it needs no cleaning: one tidy sheet, locked column names, drop-downs, "
            "one cell for the period, and instructions on the second tab."
        )
        kept = ("workbook", key)
        if not st.button("Make the workbook", key=f"workbook-{key}") and not session.is_remembered(kept):
            return
        try:
            with st.spinner("Reading the categories that are published..."):
                content = session.remembered(kept, lambda: _made(receipt, recipe))
        except CompanionError as error:
            error_box(error)
            return
        st.download_button(
            "Download the workbook", content, file_name=f"next-{receipt.dataset_id}.xlsx", mime=MIME, on_click="ignore",
            key=f"get-workbook-{key}", type="primary", icon=":material/download:",
        )  # fmt: skip


def _made(receipt: Receipt, recipe: Recipe) -> bytes:
    return made(recipe, published_values(portals.portal(receipt.domain), receipt.dataset_id, recipe))
