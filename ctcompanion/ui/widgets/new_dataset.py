"""A new dataset: what tells its rows apart, then publish privately."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishable import NO_IDENTIFIER, as_described, publication_of, unplaced
from ctcompanion.publishing import Identifier, choose_identifier
from ctcompanion.recipe import Target
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.approval import approved
from ctcompanion.ui.widgets.publishing_run import start

PROPOSED, OTHER, NONE = "proposed", "other", "none"


def new_dataset(view: View) -> None:
    """The row identifier with its reason, and the one press that publishes for your team alone."""
    st.subheader("A new dataset", anchor=False)
    target = _identified(view)
    if target != view.draft.recipe.target:
        view.save(view.draft.with_target(target))
    st.markdown(
        "It is published **privately**: only your team and the reviewers see it. You make it public afterwards, in a step of its own."
    )
    stays_here(view)
    publication = publication_of(view.draft, portals.portal_settings(), session.owner(), domain=portals.portal().domain)
    if approved(view, publication) and st.button("Publish privately", type="primary", key="publish-new"):
        start(view, publication)


def stays_here(view: View) -> None:
    """Fields that the portal has no place for."""
    if left := unplaced(view.draft, portals.portal_settings()):
        st.caption(
            f":material/info: The portal has no place for: {escape(', '.join(left))}. They stay in your records and your access plan."
        )


def _identified(view: View) -> Target:
    table, target = view.draft.safe, view.draft.recipe.target
    if table is None:
        return target
    proposed = session.remembered(
        ("identifier", table.fingerprint), lambda: choose_identifier(as_described(table, view.draft.recipe.columns))
    )
    labels = {PROPOSED: _words(proposed), OTHER: "Other columns tell the rows apart", NONE: "No row identifier"}
    now = NONE if NO_IDENTIFIER in target.decisions else OTHER if target.record_id_from else PROPOSED
    with st.expander(f"How rows are told apart: {escape(_words(proposed) if now == PROPOSED else labels[now])}"):
        st.caption(
            "A row identifier makes every later update exact: a row sent twice is stored once, and a corrected row replaces the old one."
        )
        way = st.radio(
            "Rows are told apart by",
            list(labels),
            index=list(labels).index(now),
            format_func=lambda way: labels[way],
            key=view.key("identifier"),
        )
        if way == PROPOSED:
            return target.model_copy(update={"record_id_from": (), "row_identifier": (), "decisions": {}})
        if way == NONE:
            return target.model_copy(update={"record_id_from": (), "row_identifier": (), "decisions": {NO_IDENTIFIER: "yes"}})
        names = {column.name: column.display or column.name for column in table.columns}
        given = st.multiselect(
            "Columns",
            list(names),
            default=list(target.record_id_from),
            format_func=lambda name: names[name],
            key=view.key("identifier-columns"),
        )
        return target.model_copy(update={"record_id_from": tuple(given), "decisions": {}})


def _words(identifier: Identifier) -> str:
    return identifier.sentence
