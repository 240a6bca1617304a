"""The printable privacy record."""

from __future__ import annotations

import streamlit as st

from ctcompanion.privacy.record import record_html
from ctcompanion.ui.frame import View


def privacy_record(view: View) -> None:
    """One accessible page to print or attach: what was found, decided, by whom, what remains."""
    if view.draft.report is None:
        return
    page = record_html(view.draft.report, view.draft.recipe.privacy, view.draft.recipe.metadata.title)
    st.download_button("Download the privacy record", page, file_name="privacy-record.html", mime="text/html", on_click="ignore")
