"""The self-test of the connection: address, key, role, custom fields, token; each with its sentence."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishing.selftest import self_test
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.portal_key import portal_key


def connection_checks() -> None:
    """Ask for a key where there is none, then run the checks on a press."""
    portal_key()
    if not st.button("Check the connection", type="primary", key="check-connection"):
        st.caption("Nothing is written on the portal.")
        return
    with st.spinner("Asking the portal..."):
        checks = self_test(portals.portal(), session.settings().portal)
    for check in checks:
        show = st.success if check.passed else st.warning
        show(escape(check.sentence), icon=":material/check:" if check.passed else ":material/error:")
    passed = sum(check.passed for check in checks)
    st.markdown(f"{passed} of {len(checks)} checks passed.")
