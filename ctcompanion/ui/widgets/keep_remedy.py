"""Privacy decisions kept: the table is made and assessed again; what cannot be done is said where it was pressed, and nothing changes."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.errors import PrivacyError
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box


def keep_remedy(view: View, *steps: RemedyStep) -> None:
    """Add remedies to the recipe, after those that are there."""
    decisions = view.draft.recipe.privacy
    keep_decisions(view, decisions.model_copy(update={"remedies": (*decisions.remedies, *steps)}))


def keep_decisions(view: View, decisions: PrivacyDecisions) -> None:
    """Other decisions, new ones under the name of who answers, with the table assessed again; as it was where they cannot be applied."""
    before = view.draft.recipe.privacy.decisions
    signed = tuple(d if d.by or d in before else d.model_copy(update={"by": decisions.by}) for d in decisions.decisions)
    decisions = decisions.model_copy(update={"decisions": signed})
    try:
        with st.spinner("Assessing again..."):
            draft = replay.reviewed(view.draft.with_privacy(decisions))
    except PrivacyError as error:
        error_box(error)
        return
    session.refresh_fields()
    view.save(draft)
