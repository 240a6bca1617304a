"""A package comes in: who made it, what is still to be decided, the table and its description; then on to publish."""

from __future__ import annotations

import secrets

import streamlit as st

from ctcompanion import handover
from ctcompanion.errors import CompanionError
from ctcompanion.metadata.schema import FIELDS
from ctcompanion.privacy import undecided
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.before_after import show_table


def open_package(view: View) -> None:
    """Take a package in as a draft of mine."""
    dropped = st.file_uploader("The package (.zip)", type=["zip"], key="package-file")
    if dropped is None or not session.is_new_file(dropped.file_id):
        return
    try:
        draft, package = handover.unpacked(dropped.getvalue(), secrets.token_hex(8))
    except CompanionError as error:
        error_box(error)
        return
    saved = session.save(draft)
    session.keep_file(saved, dropped.getvalue())
    by = f" by {escape(package.author)}" if package.author else ""
    words = " ".join(f"“{escape(comment.text)}”" for comment in package.thread)
    session.say(f"This package was made{by}. {words}")
    session.refresh_fields()
    view.save(saved)


def package_shown(view: View) -> None:
    """What is in it, the open decisions first."""
    draft = view.draft
    if not draft.handed_over or draft.safe is None or draft.report is None:
        return
    st.subheader("What needs your decision", anchor=False)
    waiting = undecided(draft.report, draft.recipe.privacy)
    for finding in waiting:
        st.warning(escape(finding.message), icon=":material/visibility:")
    if not waiting:
        st.success("Every privacy finding has a decision.", icon=":material/check:")
    st.subheader("The description", anchor=False)
    values = {field.label: getattr(draft.recipe.metadata, field.key, "") for field in FIELDS if field.kind != "auto"}
    shown = {label: ", ".join(value) if isinstance(value, tuple) else value for label, value in values.items()}
    st.table({"Field": list(shown), "Value": [value or "–" for value in shown.values()]}, hide_index=True, alt="The description")
    st.subheader("The table", anchor=False)
    show_table(draft.safe)
    with st.container(horizontal=True):
        if st.button("Look at privacy", key="package-privacy"):
            st.switch_page("pages/privacy.py", query_params={"draft": draft.id})
        if st.button("Change the description", key="package-metadata"):
            st.switch_page("pages/metadata.py", query_params={"draft": draft.id})
        if st.button("Continue to publish", type="primary", key="package-publish"):
            st.switch_page("pages/publish.py", query_params={"draft": draft.id})
