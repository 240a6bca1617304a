"""The person's own key for the portal: typed for this session, held in memory alone."""

from __future__ import annotations

import streamlit as st

from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape


def portal_key() -> bool:
    """True when there is a key to publish with; else ask for one."""
    if portals.portal().has_key:
        _another_key()
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


def _another_key() -> None:
    """A key that was typed wrong or has expired must not stay until the tab is closed."""
    if session.portal_key() is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(":material/key: You use your own key, held in this tab alone.", width="content")
        if st.button("Use another key", key="another-key"):
            session.hold_portal_key(None)
            st.rerun()
