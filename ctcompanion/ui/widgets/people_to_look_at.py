"""Names that may be people's in a column of vendors or contractors: a few are shown to the person who decides, and kept nowhere."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import Finding
from ctcompanion.privacy.detect.people_sample import people_sample
from ctcompanion.privacy.review import HIDDEN_PEOPLE
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.keep_remedy import keep_decisions

MOST = 10
ANSWERS = {"firms": "These are firms", "people": "Some of these are people"}


def people_to_look_at(view: View, finding: Finding) -> None:
    """The sample on request, and the two answers. Only the answer is recorded."""
    decisions, column = view.draft.recipe.privacy, finding.column
    if finding.rule != HIDDEN_PEOPLE or column is None or view.draft.safe is None:
        return
    if decisions.sampled.get(column) == "people":
        st.caption("You said that some of these are people. Take them out with one of the buttons above, or ask for an exception.")
    if not st.toggle("Show me some of these names", key=view.key(f"sample-{column}")):
        return
    shown, number = people_sample(view.draft.safe.rows[column], MOST)
    st.caption(f"{len(shown):,} of {number:,} that look like names of people. They are shown to you alone and are not kept anywhere.")
    st.markdown("\n".join(f"- {escape(name)}" for name in shown))
    with st.container(horizontal=True):
        for answer, label in ANSWERS.items():
            if st.button(label, key=view.key(f"sampled-{answer}-{column}")):
                keep_decisions(view, decisions.model_copy(update={"sampled": {**decisions.sampled, column: answer}}))
