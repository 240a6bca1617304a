"""For an update: a new town or category beside what is published, with a press where it looks misspelled."""

from __future__ import annotations

import streamlit as st

from ctcompanion.cleaning import placed
from ctcompanion.errors import PublishingError
from ctcompanion.new_values import NewValues, new_values, published_values
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.clean_steps import apply


def new_values_here(view: View) -> None:
    """Read once a draft from the portal; where it does not answer, nothing is compared."""
    recipe = view.draft.last_month
    if recipe is None or not recipe.target.dataset_id or view.draft.table is None:
        return
    dataset = recipe.target.dataset_id
    try:
        published = session.remembered(("published-values", dataset), lambda: published_values(portals.portal(), dataset, recipe))
    except PublishingError:
        st.caption("The portal did not answer, so categories were not compared with the published ones.")
        return
    for one in new_values(view.draft, published):
        with st.container(border=True):
            _one(view, one)


def _one(view: View, one: NewValues) -> None:
    several = len(one.values) > 1
    listed = ", ".join(f"“{escape(value)}”" for value in one.values)
    st.markdown(
        f":material/new_label: **New in {escape(one.heading)}: {listed}.** {'They were' if several else 'It was'} not published before."
    )
    st.markdown("If that is right, there is nothing to do: new rows may hold new values." + (" Or is it a slip?" if one.meant else ""))
    for value, known in one.meant.items():
        label = f"Write {known} instead of {value}"
        if st.button(escape(label), key=view.key(f"meant-{one.column}-{value}")):
            steps = view.draft.recipe.cleaning
            apply(view, placed(steps, one.step(value, steps)))
