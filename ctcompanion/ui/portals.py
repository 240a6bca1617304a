"""The portal that this session publishes to: the practice portal in this server, or the one that the settings name."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

import streamlit as st

from ctcompanion.publishable import fitted
from ctcompanion.publishing import Portal, connect
from ctcompanion.publishing.background import Background
from ctcompanion.settings import PortalSettings
from ctcompanion.ui import session
from ctcompanion.ui.sign_in import ALONE

SHARED = "practice/default"
"""The practice portal of one person alone on one machine."""
LONGEST = 30


def practice(of: str = "") -> str:
    """`practice/<seat>`: the practice portal in this server where the dataset stands that goes by `of`, else where this draft's stands,
    else this person's own. Each who signs in has one: in a training nobody meets the datasets of the others."""
    named = next((name for name in (of, session.current().recipe.target.domain) if name.startswith("practice/")), "")
    return named or seat_of(session.owner())


def seat_of(who: str) -> str:
    """The practice portal of a person, by a name that a neighbour in the room recognises and that two people never share."""
    if who in {"", ALONE}:
        return SHARED
    words = re.sub(r"[^a-z0-9]+", "-", who.partition("@")[0]).strip("-")[:LONGEST]
    return f"practice/{words or 'seat'}-{hashlib.sha256(who.encode()).hexdigest()[:6]}"


def portal(of: str = "") -> Portal:
    """The portal with the key of this session. `of`: the name by which a receipt calls the portal of its dataset."""
    here = f"127.0.0.1:{st.get_option('server.port')}/{practice(of)}"
    return connect(session.settings().portal, session.portal_key(), here)


def portal_settings() -> PortalSettings:
    """The settings, with each custom field where this portal's published datasets have it; looked up once a visit."""
    return session.remembered(("custom-fields", portal().domain), lambda: fitted(session.settings().portal, portal()))


@st.cache_resource
def background() -> Background:
    """The publications that run in this process; each is asked for by its owner only."""
    return Background()


def reachable(link: str) -> str:
    """A link as this browser reaches it: the practice portal is in this server, whatever its name and port were when the link was kept."""
    if "/practice/" not in link or session.settings().portal.domain:
        return link
    return f"{_address()}/practice/{link.partition('/practice/')[2]}"


def _address() -> str:
    """The server's address as the browser knows it; where it is not told, on this machine."""
    found = urlsplit(st.context.url or "")
    return f"{found.scheme}://{found.netloc}" if found.netloc else f"http://127.0.0.1:{st.get_option('server.port')}"
