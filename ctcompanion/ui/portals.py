"""The portal that this session publishes to: the practice portal in this server, or the one that the settings name."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishable import fitted
from ctcompanion.publishing import Portal, connect
from ctcompanion.publishing.background import Background
from ctcompanion.settings import PortalSettings
from ctcompanion.ui import session

SEAT = "default"


def practice_domain() -> str:
    """Where the practice portal of this server is reached over HTTP."""
    return f"127.0.0.1:{st.get_option('server.port')}/practice/{SEAT}"


def portal() -> Portal:
    """The portal with the key of this session."""
    return connect(session.settings().portal, session.portal_key(), practice_domain())


def portal_settings() -> PortalSettings:
    """The settings, with each custom field where this portal's published datasets have it; looked up once a visit."""
    return session.remembered(("custom-fields", portal().domain), lambda: fitted(session.settings().portal, portal()))


@st.cache_resource
def background() -> Background:
    """The publications that run in this process; each is asked for by its owner only."""
    return Background()


def reachable(link: str) -> str:
    """A link kept on a receipt as it is reached today: the practice portal moves with this server's port."""
    if "/practice/" in link and not session.settings().portal.domain:
        return f"http://127.0.0.1:{st.get_option('server.port')}/practice/{link.partition('/practice/')[2]}"
    return link
