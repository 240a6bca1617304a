"""The self-test of the connection: address, key, role, rights, limits, custom fields, token; on request a draft that is removed again."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import Check
from ctcompanion.publishing.selftest import self_test
from ctcompanion.publishing.trial_draft import trial_draft
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.portal_key import portal_key


def connection_checks() -> None:
    """Ask for a key where there is none, then run the checks on a press."""
    has_key = portal_key()
    with st.container(horizontal=True, vertical_alignment="center"):
        looks = st.button("Check the connection", type="primary", key="check-connection")
        tries = has_key and st.button("Also try a private draft", key="try-draft")
    st.caption(
        "*Check the connection* writes nothing. *Also try a private draft* makes a dataset without rows that nobody else sees, "
        "and removes it again at once."
    )
    _practice()
    if not (looks or tries):
        return
    with st.spinner("Asking the portal..."):
        checks = self_test(portals.portal(), session.settings().portal)
        if tries:
            checks = (*checks, trial_draft(portals.portal()))
    _shown(checks)


def _practice() -> None:
    """Ways into the practice portal: what residents would see, and the trainer's switches. Nothing where the portal is real."""
    if session.settings().portal.domain:
        return
    with st.container(horizontal=True):
        st.link_button("Open the practice portal", f"/{portals.practice()}/", icon=":material/open_in_new:")
        st.link_button(
            "For trainers", f"/{portals.practice()}/trainer", icon=":material/school:", help="Delays, approval, faults, a fresh start."
        )


def _shown(checks: tuple[Check, ...]) -> None:
    passed = sum(check.passed for check in checks)
    st.markdown(f"**{passed} of {len(checks)} checks passed.**")
    for check in checks:
        show = st.success if check.passed else st.warning
        show(
            f"**{escape(check.name.capitalize())}:** {escape(check.sentence)}",
            icon=":material/check:" if check.passed else ":material/error:",
        )
