"""Papers for your records: what is written from the description, one press each."""

from __future__ import annotations

import json
from datetime import date

import streamlit as st

from ctcompanion.metadata import (
    calendar,
    dcat,
    dictionary_csv,
    dictionary_html,
    plan_csv,
    plan_facts,
    plan_row,
    review_pack_html,
    reviewers_message,
)
from ctcompanion.metadata.dcat import lacking
from ctcompanion.privacy.record import record_of
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.access_plan import access_plan
from ctcompanion.ui.widgets.letter import ask_opm, letter


def papers(view: View) -> None:
    """Data dictionary, review pack, rows for plan and inventory, catalog entry, the messages, and the agency's access plan."""
    table, recipe = view.draft.safe, view.draft.recipe
    if table is None:
        return
    metadata, columns = recipe.metadata, recipe.columns
    portal = session.settings().portal.domain or "data.ct.gov"
    known = recipe.target.dataset_id
    with st.expander("Papers for your records", icon=":material/folder:"):
        st.caption("The review pack is one page for your colleagues. Plan and inventory rows can be pasted into your agency's own lists.")
        facts = plan_facts(recipe, status="Published" if known else "Planned", day=_planned_day(view, bool(known)))
        with st.container(horizontal=True):
            paper("Data dictionary (csv)", dictionary_csv(metadata, columns, table), "data-dictionary.csv", "text/csv")
            paper("Data dictionary (page)", dictionary_html(metadata, columns, table), "data-dictionary.html", "text/html")
            privacy = record_of(view.draft.report, recipe.privacy) if view.draft.report else None
            paper("Review pack", review_pack_html(metadata, columns, table, privacy, recipe), "review-pack.html", "text/html")
            paper("Access plan row", plan_csv([plan_row(metadata, facts)]), "access-plan-row.csv", "text/csv")
            paper("Inventory row", plan_csv([plan_row(metadata, facts, inventory=True)]), "inventory-row.csv", "text/csv")
            entry = dcat(metadata, columns, dataset_id=known, domain=portal, modified=date.today())
            paper("Catalog entry (DCAT-US)", json.dumps(entry, indent=2), "dcat-us.json", "application/json")
            if reminder := calendar(metadata, date.today()):
                paper("Next update (calendar)", reminder, "next-update.ics", "text/calendar")
        if short := lacking(entry):
            st.caption(f"The catalog entry still lacks {', '.join(short)}.")
        st.markdown("**For your reviewers**")
        letter(reviewers_message(metadata, columns=len(table.columns), rows=len(table.rows)), "reviewers")
    access_plan(metadata.agency, (plan_row(metadata, facts),), "publish", view.draft.id)
    ask_opm(metadata, view.draft.id)


def _planned_day(view: View, is_there: bool) -> str:
    """The plan asks when each dataset will be there."""
    if is_there:
        return ""
    given = st.date_input("When do you plan to publish it? The plan asks for the day.", value=None, key=f"planned-day-{view.draft.id}")
    return given.isoformat() if isinstance(given, date) else ""


def paper(label: str, content: str, name: str, kind: str, key: str = "") -> None:
    """One file to download."""
    data = content.encode("utf-8-sig") if kind == "text/csv" else content
    st.download_button(label, data, file_name=name, mime=kind, on_click="ignore", key=f"paper-{name}-{key}")
