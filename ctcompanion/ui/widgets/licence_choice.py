"""The licence: three plain choices, and the stop for the Chief Data Officer; and the model citation on request."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.metadata import citation, licence_findings, opm_message, with_citation
from ctcompanion.metadata.licence import CHOICES
from ctcompanion.model import Level
from ctcompanion.recipe import DatasetMetadata
from ctcompanion.reference import licences
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

OTHER = "other"


def licence_choice(key: str, label: str, metadata: DatasetMetadata, help_text: str) -> DatasetMetadata:
    """The metadata with the licence chosen; a rare one from the portal's own list after the Chief Data Officer's word."""
    now = metadata.license
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
        return metadata.model_copy(update={"license": str(given), "license_agreed": ""})
    picked = _from_the_list(key, now, tuple(labels))
    stops = licence_findings(picked)
    for finding in stops if picked else ():
        (st.error if finding.level is Level.STOP else st.warning)(escape(f"{finding.message} {finding.why}"))
    return metadata.model_copy(update={"license": picked, "license_agreed": _agreed(key, metadata)})


def _from_the_list(key: str, now: str, without: tuple[str, ...]) -> str:
    """One of the portal's licences; what an old recipe says is kept even where the portal does not know it."""
    names = {one: str(entry["name"]) for one, entry in licences().items() if one and one not in without}
    if now and now not in names and now not in without:
        names[now] = f"{now} (the portal does not know it)"
    options = list(names)
    picked = st.selectbox(
        "Which license did the Chief Data Officer agree to?",
        options,
        index=options.index(now) if now in options else None,
        format_func=lambda one: names[one],
        placeholder="None yet",
        key=f"{key}-other",
    )
    return picked or ""


def _agreed(key: str, metadata: DatasetMetadata) -> str:
    """The Chief Data Officer's word for the record; until it is there, a message that asks for it."""
    said = st.text_input(
        "The Chief Data Officer's answer: who, when, and what was agreed",
        metadata.license_agreed,
        placeholder="Mail of the Chief Data Officer, March 3, 2026: agreed because ...",
        key=f"{key}-agreed",
    ).strip()
    if not said:
        with st.expander("A message to the Chief Data Officer, ready to copy", icon=":material/mail:"):
            message = opm_message("licence", metadata, "The law that stands in the way: ")
            st.text_area("Message", f"To: {message.to}\nSubject: {message.subject}\n\n{message.text}", height=240, key=f"{key}-ask")
    return said


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
