"""Before rows are added: what the published version and the new one give away together, with the ways out."""

from __future__ import annotations

import streamlit as st

from ctcompanion import versions
from ctcompanion.errors import CompanionError
from ctcompanion.model import Finding
from ctcompanion.publishing import AppendPlan, Publication
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.exception_card import exception_card

HIDE = {"counts.shown-again", "counts.two-versions"}
"""Findings that hiding the same counts as before mends."""


def beside_published(view: View, publication: Publication, plan: AppendPlan) -> bool:
    """Show what was found; True while something is open, so that nothing is added."""
    fields = plan.placement.fields
    published = session.remembered(("versions", publication.id), lambda: versions.published_rows(view.draft, portals.portal(), fields))
    if published is None or published.empty:
        return False
    found = versions.compared(view.draft, published, fields)
    for place, finding in enumerate(found):
        with st.container(border=True):
            st.markdown(f":material/difference: **With what is published already:** {escape(finding.message)}")
            st.caption(escape(finding.why))
            _ways(finding)
            exception_card(view, finding, place)
    if any(finding.rule in HIDE for finding in found) and st.button("Hide the counts that are hidden on the portal", key="keep-hidden"):
        try:
            view.save(versions.kept_hidden(view.draft, published, fields))
        except CompanionError as error:
            error_box(error)
    return bool(versions.open_against(view.draft, found))


def _ways(finding: Finding) -> None:
    """What helps and is done on another page."""
    for remedy in finding.remedies:
        if remedy.operation in {"by-period", "aggregate"}:
            st.markdown(f"- {escape(remedy.label)}. {escape(remedy.effect)}")
