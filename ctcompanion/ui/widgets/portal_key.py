"""The person's own key for the portal: typed for this session, held in memory alone."""

from __future__ import annotations

import streamlit as st

from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape


def portal_key() -> bool:
    """True when there is a key to publish with; else ask for one."""
    if portals.portal().has_key:
        return True
    domain = session.settings().portal.domain
    st.subheader("Your key", anchor=False)
    st.caption(
        f"Make an API key at https://{escape(domain)}/profile/edit/developer_settings. It is kept in this tab's memory only, "
        "and forgotten when you close it. No account? Write to dapa@ct.gov, or hand the dataset over below."
    )
    with st.form("portal-key"):
        key = st.text_input("Key ID", autocomplete="off")
        secret = st.text_input("Key secret", type="password", autocomplete="off")
        if st.form_submit_button("Use this key") and key and secret:
            session.hold_portal_key((key.strip(), secret.strip()))
            st.rerun()
    return False
