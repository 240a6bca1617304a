"""A message that a person sends from their own mail program."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import Message, opm_message
from ctcompanion.recipe import DatasetMetadata

SUBJECTS = {
    "evaluation": "May this data be published?",
    "shared": "Several agencies contribute to it",
    "privacy": "How to protect people in it",
    "exception": "An exception for a column that names people",
    "licence": "The license",
    "account": "An account with publishing rights",
    "automation": "Automatic updates",
}


def letter(message: Message, key: str) -> None:
    """The message in one box, ready to copy; it holds no row of the data."""
    to = f"To: {message.to}\n" if message.to else ""
    text = f"{to}Subject: {message.subject}\n\n{message.text}"
    st.text_area("Message, ready to copy", text, height=260, key=f"letter-{key}-{hash(text)}")


def ask_opm(metadata: DatasetMetadata, key: str, link: str = "") -> None:
    """Choose what it is about, add your own words, and copy."""
    with st.expander("Ask OPM", icon=":material/mail:"):
        st.caption("The portal's administrators answer at dapa@ct.gov. The message is written for you to copy; nothing is sent from here.")
        about = st.selectbox(
            "What is it about?",
            list(SUBJECTS),
            index=None,
            format_func=lambda one: SUBJECTS[one],
            placeholder="Choose",
            key=f"opm-about-{key}",
        )
        words = st.text_area("In your own words (no names or numbers of people)", key=f"opm-words-{key}", height=100)
        if about:
            letter(opm_message(about, metadata, words.strip(), link), f"opm-{key}")
