"""This very table was published before: said before anything is pressed, with the way to its receipt."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.model import Receipt
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import clock, day, escape

WORDS = {"create": "was published as a new dataset", "append": "was already added"}


def published_before(view: View, dataset_id: str = "") -> None:
    """The newest receipt of exactly these rows, here or, with `dataset_id`, in that dataset."""
    found = _receipt(view, dataset_id)
    if found is None:
        return
    when = datetime.fromisoformat(found.when)
    with st.container(border=True):
        st.markdown(
            f":material/history: **This file {WORDS[found.mode]} on {day(when)}, {clock(when)}** "
            f"({escape(found.title)}, {found.rows_sent:,} rows sent). What stands on the portal is recognised: no row is stored twice."
        )
        st.page_link(
            "pages/receipts.py",
            label="See that receipt",
            icon=":material/receipt_long:",
            query_params={"draft": view.draft.id, "dataset": found.dataset_id},
        )


def _receipt(view: View, dataset_id: str) -> Receipt | None:
    if view.draft.safe is None:
        return None
    domain = portals.portal().domain
    same = [
        receipt
        for receipt in session.store().receipts.mine(session.owner())
        if receipt.fingerprint == view.draft.safe.fingerprint
        and receipt.domain == domain
        and receipt.dataset_id == (dataset_id or receipt.dataset_id)
    ]
    return next((one for one in same if one.rows_sent), same[0] if same else None)
