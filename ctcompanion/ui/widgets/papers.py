"""Papers for your records: what is written from the description, one press each."""

from __future__ import annotations

import json
from datetime import date

import streamlit as st

from ctcompanion.metadata import calendar, dcat, dictionary_csv, dictionary_html, plan_csv, plan_row, review_pack_html, reviewers_message
from ctcompanion.privacy.record import record_of
from ctcompanion.ui import session
from ctcompanion.ui.frame import View


def papers(view: View) -> None:
    """Data dictionary, review pack, access plan row, catalogue entry, the message to reviewers and the date of the next update."""
    table, recipe = view.draft.safe, view.draft.recipe
    if table is None:
        return
    metadata, columns = recipe.metadata, recipe.columns
    portal = session.settings().portal.domain or "data.ct.gov"
    with st.expander("Papers for your records", icon=":material/folder:"):
        st.caption("The review pack is one page for your colleagues. The plan row goes into your agency's Open Data Access Plan.")
        with st.container(horizontal=True):
            _file("Data dictionary (csv)", dictionary_csv(metadata, columns, table), "data-dictionary.csv", "text/csv")
            _file("Data dictionary (page)", dictionary_html(metadata, columns, table), "data-dictionary.html", "text/html")
            privacy = record_of(view.draft.report, recipe.privacy) if view.draft.report else None
            _file("Review pack", review_pack_html(metadata, columns, table, privacy, recipe), "review-pack.html", "text/html")
            _file("Access plan row", plan_csv([plan_row(metadata)]), "access-plan-row.csv", "text/csv")
            entry = json.dumps(dcat(metadata, columns, domain=portal), indent=2)
            _file("Catalog entry (DCAT-US)", entry, "dcat-us.json", "application/json")
            if reminder := calendar(metadata, date.today()):
                _file("Next update (calendar)", reminder, "next-update.ics", "text/calendar")
        message = reviewers_message(metadata, columns=len(table.columns), rows=len(table.rows))
        st.text_area("Message to your reviewers, ready to copy", f"Subject: {message.subject}\n\n{message.text}", height=220)


def _file(label: str, content: str, name: str, kind: str) -> None:
    data = content.encode("utf-8-sig") if kind == "text/csv" else content
    st.download_button(label, data, file_name=name, mime=kind, on_click="ignore", key=f"paper-{name}")
