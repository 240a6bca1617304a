"""Before rows are added: what the published version and the new one give away together, with the ways out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ctcompanion import versions
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.model import Finding
from ctcompanion.publishing import AppendPlan, Publication
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.exception_card import exception_card
from ctcompanion.way_out import Way, taken, ways_out

GROWTH = "counts.differencing"


def beside_published(view: View, publication: Publication, plan: AppendPlan) -> bool:
    """Show what was found; True while something is open, so that nothing is added."""
    fields = plan.placement.fields
    published = session.remembered(("versions", publication.id), lambda: versions.published_rows(view.draft, portals.portal(), fields))
    if published is None and versions.wanted_fields(view.draft, fields):
        st.info(
            f"**Not compared with what is published:** the dataset has {plan.before.rows:,} rows, and up to {versions.COMPARED:,} are compared. "
            "If your file changes counts of people that stand there already, look yourself whether a small difference gives somebody away.",
            icon=":material/difference:",
        )
    if published is None or published.empty:
        return False
    found = versions.compared(view.draft, published, fields)
    waits = versions.open_against(view.draft, found)
    for place, finding in enumerate(found):
        with st.container(border=True):
            st.markdown(f":material/difference: **With what is published already:** {escape(finding.message)}")
            st.caption(escape(finding.why))
            if finding in waits:
                _ways(view, finding, place, published, fields)
            exception_card(view, finding, place)
    return bool(waits)


def _ways(view: View, finding: Finding, place: int, published: pd.DataFrame, fields: versions.Fields) -> None:
    """The ways out as buttons: hide in this table, or publish another table as a dataset of its own."""
    draft = view.draft
    if finding.rule in versions.HIDING_HELPS and st.button("Hide the counts that are hidden on the portal", key=f"keep-hidden-{place}"):
        _done(view, lambda: versions.kept_hidden(draft, published, fields))
    if finding.rule != GROWTH:
        return
    label = "Hide the counts that changed by a few people, and the further ones that would give them away"
    if st.button(label, key=f"hide-growth-{place}"):
        _done(view, lambda: versions.hidden_growth(draft, published, fields))
    for number, way in enumerate(ways_out(draft, published, fields)):
        if way.left:
            st.caption(escape(f"{way.label}: does not help here. It would still show {way.left:,} changes of a few people."))
        elif st.button(escape(f"{way.label} ({way.effect})"), key=f"way-{place}-{number}"):
            _elsewhere(view, way)


def _done(view: View, make: Callable[[], Draft]) -> None:
    try:
        with st.spinner("Hiding, and trying to work it out as a reader would..."):
            draft = make()
    except CompanionError as error:
        error_box(error)
        return
    view.save(draft)


def _elsewhere(view: View, way: Way) -> None:
    """Another table, for a dataset of its own: its privacy is looked at first."""
    try:
        draft = taken(view.draft, way)
    except CompanionError as error:
        error_box(error)
        return
    session.refresh_fields()
    session.save(draft)
    session.say(
        f"Done: {escape(way.label.lower())}. This is another table than the one on the portal, so it becomes a dataset of its own, "
        f"with the title “{escape(draft.recipe.metadata.title)}”. Look at what was found here, then describe the changed column."
    )
    st.switch_page("pages/privacy.py", query_params={"draft": draft.id})
