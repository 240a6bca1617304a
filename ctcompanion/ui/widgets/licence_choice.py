"""The licence: three plain choices, and the stop for the Chief Data Officer; and the model citation on request."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.metadata import citation, licence_findings, with_citation
from ctcompanion.metadata.licence import CHOICES
from ctcompanion.model import Level
from ctcompanion.reference import licences
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

OTHER = "other"


def licence_choice(key: str, label: str, now: str, help_text: str) -> str:
    """The licence's id; a rare one from the portal's own list after the Chief Data Officer's word."""
    labels = {choice.id or OTHER: choice.label for choice in CHOICES}
    chosen = now if now in labels else OTHER
    given = st.radio(
        label,
        list(labels),
        index=list(labels).index(chosen),
        format_func=lambda one: labels[one],
        captions=[choice.sentence for choice in CHOICES],
        help=help_text,
        key=key,
    )
    if given != OTHER:
        return str(given)
    known = {one: entry for one, entry in licences().items() if one not in labels}
    options = list(known)
    picked = st.selectbox(
        "Which license did the Chief Data Officer agree to?",
        options,
        index=options.index(now) if now in options else None,
        format_func=lambda one: str(known[one]["name"]),
        placeholder="None yet",
        key=f"{key}-other",
    )
    for finding in licence_findings(picked or ""):
        (st.error if finding.level is Level.STOP else st.warning)(escape(f"{finding.message} {finding.why}"))
    return picked or ""


def model_citation(view: View) -> None:
    """Put the citation into the description with one press."""
    metadata = view.draft.recipe.metadata
    said = citation(metadata, date.today().year, session.settings().portal.domain or "data.ct.gov")
    if said in metadata.description or not metadata.title or not metadata.attribution:
        return
    st.caption(f"Model citation: {escape(said)}")
    if st.button("Put the citation into the description", key=view.key("citation")):
        session.refresh_fields()
        changed = metadata.model_copy(update={"description": with_citation(metadata.description, said)})
        view.save(view.draft.with_metadata(changed, view.draft.recipe.columns))
