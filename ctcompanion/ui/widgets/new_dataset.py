"""A new dataset: what tells its rows apart, then publish privately."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import CleanTable
from ctcompanion.publishable import NO_IDENTIFIER, as_described, may_tell_apart, publication_of, unplaced
from ctcompanion.publishing import Identifier, choose_identifier
from ctcompanion.publishing.identifier import not_told_apart
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
    told_apart = _told_apart(publication.table, publication.identifier)
    if approved(view, publication) and st.button("Publish privately", type="primary", key="publish-new", disabled=not told_apart):
        start(view, publication)


def _told_apart(table: CleanTable, identifier: Identifier | None) -> bool:
    """Whether the chosen columns do tell the rows apart; where not, say so before the press."""
    if identifier is None or not identifier.computed:
        return True
    held = ("told-apart", table.fingerprint, identifier.columns)
    count = session.remembered(held, lambda: not_told_apart(table, identifier.columns))
    if count:
        st.warning(
            f"**{count:,} rows are equal in the columns you chose and differ elsewhere.** With these columns next month's rows could be "
            "taken for this month's. Choose further columns under *How rows are told apart*, or use the proposed ones.",
            icon=":material/warning:",
        )
    return not count


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
        names = {column.name: column.display or column.name for column in table.columns if may_tell_apart(table, [column.name])}
        given = st.multiselect(
            "Columns",
            list(names),
            default=may_tell_apart(table, target.record_id_from),
            format_func=lambda name: names[name],
            key=view.key("identifier-columns"),
        )
        return target.model_copy(update={"record_id_from": tuple(given), "decisions": {}})


def _words(identifier: Identifier) -> str:
    return identifier.sentence
