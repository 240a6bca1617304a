"""For an update: a new town or category beside what is published, a total among the rows, and rows that do not say what they are about."""

from __future__ import annotations

import streamlit as st

from ctcompanion.blank_keys import blank_keys
from ctcompanion.cleaning import placed
from ctcompanion.errors import PublishingError
from ctcompanion.new_values import NewValues, new_values, published_values
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.clean_steps import apply, remedies


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


def blank_keys_here(view: View) -> None:
    """Rows that do not say what they are about, with a press that leaves them out."""
    for finding in blank_keys(view.draft):
        with st.container(border=True):
            st.markdown(f":material/warning: **{escape(finding.message)}** {escape(finding.why)}")
            remedies(view, finding)


def _totals(view: View, one: NewValues) -> None:
    if not one.totals:
        return
    several = len(one.totals) > 1
    named = ", ".join(f"“{escape(value)}”" for value in one.totals)
    st.markdown(
        f":material/warning: **{named} {'are totals' if several else 'is a total'}.** Readers add the rows up themselves, and would count "
        "its numbers twice."
    )
    label = "Leave these rows out" if several else "Leave this row out"
    if st.button(label, key=view.key(f"totals-{one.column}")):
        apply(view, placed(view.draft.recipe.cleaning, one.without_totals()))


def _one(view: View, one: NewValues) -> None:
    several = len(one.values) > 1
    listed = ", ".join(f"“{escape(value)}”" for value in one.values)
    st.markdown(
        f":material/new_label: **New in {escape(one.heading)}: {listed}.** {'They were' if several else 'It was'} not published before."
    )
    _totals(view, one)
    if set(one.values) - set(one.totals):
        st.markdown("If that is right, there is nothing to do: new rows may hold new values." + (" Or is it a slip?" if one.meant else ""))
    for value, known in one.meant.items():
        label = f"Write {known} instead of {value}"
        if st.button(escape(label), key=view.key(f"meant-{one.column}-{value}")):
            steps = view.draft.recipe.cleaning
            apply(view, placed(steps, one.step(value, steps)))
