"""The help under a field, which is also the place that links to the field lead to."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

STYLE = "font-size:.875rem;margin:-.6rem 0 0;scroll-margin-top:12rem"
"""Small print close under its field; a link stops so that the field itself is in view."""


def anchor(key: str, text: str = "") -> None:
    """Help text under a field, marked as the place `#field-KEY`."""
    st.html(f'<p id="{name(key)}" style="{STYLE}">{escape(text)}</p>')


def name(key: str) -> str:
    """The place's name in an address."""
    return "field-" + re.sub(r"[^a-z0-9]+", "-", key.casefold()).strip("-")


def link(label: str, key: str) -> str:
    """A link in Markdown to the field; `label` is escaped already."""
    return f"[{label}](#{name(key)})"
