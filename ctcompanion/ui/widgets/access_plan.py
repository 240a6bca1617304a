"""The agency's Open Data Access Plan: what is published (from the catalogue), what is planned, and how much is on time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.metadata import of_agency, on_time, plan_csv, plan_facts, plan_row, plan_rows, plan_summary, plan_workbook, published
from ctcompanion.publishing import listed
from ctcompanion.reference import agencies
from ctcompanion.ui import on_file, portals, session
from ctcompanion.ui.frame import error_box
from ctcompanion.ui.texts import escape

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = tuple[Mapping[str, str], ...]


def access_plan(agency: str, here: Rows, key: str, draft_id: str = "") -> None:
    """Fill the agency's own workbook, or a new one. `here`: rows of what is at hand; `draft_id`: the draft that they speak of."""
    with st.expander("Your agency's Open Data Access Plan", icon=":material/event_note:"):
        st.caption(
            "What is published is read from the portal's catalog; what you are planning is added. "
            "Choose your agency's own plan, and its rows are brought up to date. Everything else in it stays as it is."
        )
        known = agencies()
        named = st.selectbox(
            "Agency",
            [*known, *([agency] if agency and agency not in known else [])],
            index=None if not agency else [*known, agency].index(agency),
            placeholder="Choose your agency",
            key=f"plan-agency-{key}",
        )
        rows = (*here, *_others(draft_id, key))
        label = "Your agency's plan as an Excel workbook (leave empty for a new one)"
        own = st.file_uploader(label, type=["xlsx"], key=f"plan-file-{key}", max_upload_size=5)
        if not named:
            st.caption("Choose your agency first.")
            return
        try:
            _offered(named, rows, own.getvalue() if own else None, key)
        except CompanionError as error:
            error_box(error)


def _others(draft_id: str, key: str) -> Rows:
    """Other drafts that a person counts among what is planned; none beforehand."""
    recipes = on_file.planned(draft_id)
    if not recipes:
        return ()
    chosen = st.multiselect(
        "Other drafts of yours that are planned as well",
        list(recipes),
        format_func=lambda one: recipes[one].metadata.title,
        placeholder="None",
        key=f"plan-others-{key}",
    )
    return tuple(plan_row(recipes[one].metadata, plan_facts(recipes[one], status="Planned")) for one in chosen)


def _offered(agency: str, here: Rows, own: bytes | None, key: str) -> None:
    """Looked up on a press, since it asks the portal; then the numbers and the files."""
    if not st.button("Put the plan together", key=f"plan-make-{key}", icon=":material/table_view:") and not _is_made(agency):
        return
    with st.spinner("Reading the portal's catalog..."):
        results = _results(agency)
    today = date.today()
    rows = plan_rows(published(results, today), here)
    kept = on_time(results, today)
    summary = plan_summary(rows, kept)
    _said(agency, len(results), kept)
    data = plan_workbook(rows, own, summary)
    with st.container(horizontal=True):
        st.download_button(
            "Your plan, brought up to date" if own else "A new plan (Excel)", data, file_name="open-data-access-plan.xlsx", mime=SHEET,
            on_click="ignore", key=f"plan-xlsx-{key}", type="primary",
        )  # fmt: skip
        st.download_button(
            "Its rows (csv)", plan_csv(rows).encode("utf-8-sig"), file_name="open-data-access-plan.csv", mime="text/csv",
            on_click="ignore", key=f"plan-csv-{key}",
        )  # fmt: skip


def _said(agency: str, count: int, kept: tuple[int, int]) -> None:
    if not count:
        st.info(f"The portal's catalog lists no dataset of {escape(agency)} yet.", icon=":material/info:")
        return
    datasets = "1 dataset" if count == 1 else f"{count} datasets"
    promised = f"{kept[0]} of {kept[1]} with a promised rhythm are updated on time ({kept[0] / kept[1]:.0%})." if kept[1] else ""
    st.markdown(f"**{datasets}** of {escape(agency)} on the portal. {promised or 'None of them promises a rhythm of updates.'}")


def _results(agency: str) -> tuple[Mapping[str, Any], ...]:
    found = session.remembered(("catalogue", agency, portals.portal().domain), lambda: listed(portals.portal()))
    return of_agency([one.body for one in found], agency)


def _is_made(agency: str) -> bool:
    return session.is_remembered(("catalogue", agency, portals.portal().domain))
