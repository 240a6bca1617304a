"""Who is at work: the person who signed in through the agency's own provider (OIDC), or one person alone on one machine."""

from __future__ import annotations

import math
import time

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

ALONE = "local"
"""The owner of everything where nobody signs in."""
WARN_MINUTES = 20
"""So long before its end a person is told, in time to sign in again between two steps."""
HOURS = 12
"""A sign-in holds for a working day; then it is asked for again. NIST SP 800-63B, 4.1.3 asks for 30 days at most."""


def signs_in() -> bool:
    """Whether this installation asks people to sign in: `[auth]` stands in .streamlit/secrets.toml."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def person() -> str:
    """The signed-in person's mail address in small letters, or the one person alone; empty while nobody is signed in."""
    if not signs_in():
        return ALONE
    if not st.user.is_logged_in or _ran_out() or st.user.get("email_verified") is False:
        return ""
    return str(st.user.get("email") or "").lower()


def _ran_out() -> bool:
    return _seconds_left() < 0


def _seconds_left() -> float:
    begun = st.user.get("iat")
    return begun + HOURS * 3600 - time.time() if isinstance(begun, int | float) else -1.0


def ends_soon() -> None:
    """Said before it happens: what is typed in the very moment of the end would have to be typed again."""
    if not signs_in() or _seconds_left() > WARN_MINUTES * 60:
        return
    minutes = math.ceil(_seconds_left() / 60)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            f"Your sign-in ends in {minutes} minute{'s' if minutes != 1 else ''}. Sign in again before you go on: every step is saved.",
            icon=":material/schedule:",
        )
        if st.button("Sign in again", key="sign-in-again"):
            st.login()


def asked_to_sign_in() -> None:
    """Stops the page until somebody is signed in. What was saved is kept and comes back afterwards."""
    if person():
        return
    if st.user.is_logged_in and not _ran_out():
        st.error(
            "**Your sign-in came without a confirmed mail address.**\n\nBy it you are known here. Ask your administrator to pass it on.",
            icon=":material/error:",
        )
        if st.button("Sign out"):
            st.logout()
        st.stop()
    if st.user.is_logged_in:
        st.warning("**Your sign-in has run out.** Sign in again: every step that you saved is kept.", icon=":material/schedule:")
    else:
        st.info("Sign in with your State account. Nothing is shown before.", icon=":material/login:")
    if st.button("Sign in", type="primary", icon=":material/login:"):
        st.login()
    st.stop()


def signed_in_line() -> None:
    """Who is signed in, and the way out."""
    if not signs_in():
        return
    with st.popover(person(), icon=":material/person:"):
        if st.button("Sign out", icon=":material/logout:"):
            st.logout()
