"""The five properties of open data, answered from what is known: free, readable by a computer, unrestricted, detailed, described."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import open_data_checks
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def five_properties(view: View) -> None:
    """One line each; an open one says what is open. It advises, the musts and the required fields decide."""
    recipe, table = view.draft.recipe, view.draft.safe
    if table is None:
        return
    checks = open_data_checks(recipe.metadata, recipe.columns, table, recipe.evaluation)
    met = sum(check.passed for check in checks)
    with st.expander(f"Is it open data as the law means it? {met} of {len(checks)} properties hold", icon=":material/verified:"):
        for check in checks:
            st.markdown(f"{':material/check:' if check.passed else ':material/pending:'} {escape(check.sentence)}")
        if not all(check.passed for check in checks[:3]):
            st.page_link("pages/start.py", label="Answer the questions about fees and limits", query_params={"draft": view.draft.id})
        st.caption("Conn. Gen. Stat. § 4-67o.")
