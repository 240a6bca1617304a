"""The clerk's own steps: what the proposal did not do, in the same sentences and with the same switches."""

from __future__ import annotations

import streamlit as st

from ctcompanion.cleaning import placed
from ctcompanion.cleaning.asked import asked
from ctcompanion.errors import CompanionError
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.widgets.clean_steps import apply
from ctcompanion.ui.widgets.step_forms import form_of
from ctcompanion.ui.widgets.step_help import step_help
from ctcompanion.ui.widgets.ways import WAYS, Way, wanted


def own_steps(view: View) -> None:
    """Choose what to do, fill in what it needs, see what it would do, and do it."""
    if view.draft.table is None or view.draft.workbook is None:
        return
    with st.expander("Do something else", icon=":material/add:"):
        what = st.selectbox("What would you like to do?", list(WAYS), index=None, placeholder="Choose", key=view.key("own-step"))
        if what is not None:
            _one_way(view, WAYS[what])


def _one_way(view: View, way: Way) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with right, st.container(border=True):
        st.markdown("**An example**")
        step_help(way.operation)
    with left:
        try:
            steps = wanted(form_of(view, "own", asked("new", way.operation, "")), way)
        except CompanionError as error:
            error_box(error)
            return
        if st.button("Do it", key=view.key("own-step-do"), disabled=steps is None) and steps is not None:
            chosen = view.draft.recipe.cleaning
            for step in steps:
                chosen = placed(chosen, step)
            apply(view, chosen)
