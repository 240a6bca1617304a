"""The plain language checklist for the description: what a program can see is answered, the rest is for you to read by."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import checklist
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

ICONS = {True: ":material/check:", False: ":material/edit_note:", None: ":material/visibility:"}
WORDS = {True: "", False: "please look", None: "only you can tell"}


def plain_checklist(view: View) -> None:
    """Fourteen points; nothing here stops anybody."""
    description = view.draft.recipe.metadata.description
    if not description.strip():
        return
    points = checklist(description)
    to_do = sum(point.met is False for point in points)
    label = "Plain language checklist" + (f" ({to_do} of {len(points)} to look at)" if to_do else "")
    with st.expander(label, icon=":material/checklist:"):
        for point in points:
            said = ", ".join(part for part in (WORDS[point.met], point.seen) if part)
            st.markdown(f"{ICONS[point.met]} {escape(point.text)}" + (f" – {escape(said)}" if said else ""))
