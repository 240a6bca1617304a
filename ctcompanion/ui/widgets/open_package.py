"""A package comes in: one for review becomes a draft of the reviewer; one sent back brings its comments to the author's own draft."""

from __future__ import annotations

import secrets

import streamlit as st

from ctcompanion import handover
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.publishing import Package
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.comments import comments_left

BACK = "sent-back"


def open_package(view: View) -> None:
    """Take a package in. What cannot be read is said, and nothing changes."""
    dropped = st.file_uploader("The package (.zip)", type=["zip"], key="package-file")
    if dropped is None or not session.is_new_file(dropped.file_id):
        return
    try:
        draft, package = handover.unpacked(dropped.getvalue(), secrets.token_hex(8))
    except CompanionError as error:
        error_box(error)
        return
    session.refresh_fields()
    if package.sent_back and any(kept.id == package.origin for kept in session.mine()):
        _come_home(package)
    saved = session.save(draft)
    session.keep_file(saved, dropped.getvalue())
    session.say(f"This package was {_made(package)}.")
    view.save(saved)


def _made(package: Package) -> str:
    by = f" by {escape(package.author)}" if package.author else ""
    return f"{'sent back' if package.sent_back else 'made'}{by}"


def _come_home(package: Package) -> None:
    """The author's own draft, with its file and its cleanup, takes the comments."""
    session.open_draft(package.origin)
    home = handover.returned(session.current(), package)
    session.remembered((BACK, home.id), lambda: package)
    session.say(f"This package was {_made(package)}. The comments stand in your own draft **{escape(home.name)}**, each beside its field.")
    session.save(home)
    st.rerun()


def came_back(view: View) -> None:
    """For the author: what the reviewers changed themselves, and the way to their comments."""
    draft = view.draft
    if draft.reviewing or not any(comment.side == "reviewer" for comment in draft.recipe.thread):
        return
    comments_left(view, links=False)
    with st.container(horizontal=True):
        if st.button("See the comments in the description", type="primary", key="back-metadata"):
            st.switch_page("pages/metadata.py", query_params={"draft": draft.id})
        findings = {finding.key for finding in draft.report.findings} if draft.report else set()
        about_privacy = any(comment.about in findings for comment in draft.recipe.thread)
        if about_privacy and st.button("See those about privacy", key="back-privacy"):
            st.switch_page("pages/privacy.py", query_params={"draft": draft.id})
    if session.is_remembered((BACK, draft.id)):
        _their_wording(view, draft, session.remembered((BACK, draft.id), lambda: None))


def _their_wording(view: View, draft: Draft, package: Package | None) -> None:
    changed = handover.changed_by_reviewer(draft, package) if package is not None else ()
    if package is None or not changed:
        return
    st.subheader("What the reviewers worded otherwise", anchor=False)
    st.table(
        {
            "Field": [label for label, _, _ in changed],
            "Yours": [escape(mine) or "–" for _, mine, _ in changed],
            "Theirs": [escape(theirs) or "–" for _, _, theirs in changed],
        },
        hide_index=True,
        alt="Your wording and the reviewers', field by field",
    )
    if st.button("Take their wording", key="take-wording"):
        session.refresh_fields()
        session.say("The description is worded as the reviewers sent it.")
        view.save(draft.with_metadata(package.recipe.metadata, draft.recipe.columns))
