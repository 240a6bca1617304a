"""How easily a row can be singled out, in words; said also where nothing is wrong."""

from __future__ import annotations

import streamlit as st

from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def risk_numbers(view: View) -> None:
    """The numbers of the combination, for tables whose rows are about people."""
    report = view.draft.report
    if report is None or report.risk is None:
        return
    st.subheader("How easily can a row be singled out?", anchor=False)
    st.markdown("\n".join(f"- {escape(sentence)}" for sentence in report.risk.told))
