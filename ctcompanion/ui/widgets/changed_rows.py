"""Rows that stand on the portal with other values: old and new side by side, and a person's word on what to do."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishable import CORRECTIONS
from ctcompanion.publishing import AppendPlan
from ctcompanion.publishing.publication import LEAVE, SEND
from ctcompanion.publishing.side_by_side import Shown, as_csv, changed_cells, first
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

FIRST = 50
"""Lines on the page; the file holds them all."""
CHOICES = {SEND: "Correct them on the portal", LEAVE: "Leave them as they are"}


def changed_rows(view: View, plan: AppendPlan) -> str:
    """The decision: send, leave, or empty while it is open. Values are drawn in the browser and kept nowhere."""
    count = len(plan.changes.changed)
    if not count:
        return ""
    st.markdown(f"**Rows with other values** ({count:,})")
    st.caption("Somebody corrected these in your file, or on the portal. Look at old and new, then decide for all of them.")
    listed(changed_cells(plan), "Changed values, old and new", "changed-values.csv", view.key("changed-values"))
    given = st.radio(
        f"What shall happen with the {count:,} row{'' if count == 1 else 's'}?",
        list(CHOICES),
        index=list(CHOICES).index(now) if (now := view.draft.recipe.target.decisions.get(CORRECTIONS)) in CHOICES else None,
        format_func=CHOICES.get,
        captions=["The values of your file replace those on the portal.", "Only new rows are sent."],
        key=view.key("corrections"),
    )
    if given and given != now:
        decide(view, CORRECTIONS, given)
    return given or ""


def decide(view: View, about: str, given: str) -> None:
    """Keep a decision of this update with the draft."""
    target = view.draft.recipe.target
    view.save(view.draft.with_target(target.model_copy(update={"decisions": {**target.decisions, about: given}})))


def listed(shown: Shown, alt: str, file_name: str, key: str) -> None:
    """The first lines as a table, and all of them as a file."""
    total = len(next(iter(shown.values()), []))
    with st.container(height=320 if total > 6 else "content", border=False):
        st.table({escape(name): [escape(word) for word in words] for name, words in first(shown, FIRST).items()}, hide_index=True, alt=alt)
    with st.container(horizontal=True, vertical_alignment="center"):
        if total > FIRST:
            st.caption(f"The first {FIRST} of {total:,}.", width="content")
        st.download_button(
            "Download them all (csv)", lambda: as_csv(shown), file_name, "text/csv", on_click="ignore", key=key, icon=":material/download:"
        )
