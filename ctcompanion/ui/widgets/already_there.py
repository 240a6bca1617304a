"""Does the portal have it already? Adding to what exists is the first choice offered; a new dataset is the last."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishing.find import Similar, similar
from ctcompanion.recipe import Target
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

NEW = "new"


def look(title: str, fields: tuple[str, ...], agency: str) -> tuple[Similar, ...]:
    """Similar datasets on the portal, the most alike first. PublishingError when it does not answer."""
    with st.spinner("Looking for similar datasets on the portal..."):
        return session.remembered(("similar", title, fields, agency), lambda: similar(portals.portal(), title, fields, agency))


def choose(view: View, found: tuple[Similar, ...], now: str | None = None) -> str | None:
    """The dataset's id, NEW, or None while nobody has chosen. `now`: what was chosen before."""
    labels = {one.found.id: f"Add to **{escape(one.found.title)}** instead" for one in found} | {NEW: "Make a new dataset"}
    captions = [escape(", ".join(one.reasons)) for one in found] + [
        "Only if it really is something else: one dataset that grows is easier to use."
    ]
    return st.radio(
        "This looks like what you have. What do you want to do?",
        list(labels),
        index=list(labels).index(now) if now in labels else None,
        format_func=lambda one: labels[one],
        captions=captions,
        key=view.key("destination"),
    )


def target_of(view: View, found: tuple[Similar, ...], choice: str) -> Target:
    """The draft's target with that dataset in it."""
    there = next(one for one in found if one.found.id == choice).found
    return view.draft.recipe.target.model_copy(update={"dataset_id": there.id, "title_there": there.title, "decisions": {}})
