"""Rows that are on the portal and not in the file: they stay. They are listed on request, and may be marked as no longer listed."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishable import GONE, MARK
from ctcompanion.publishing import AppendPlan, Patience, side_by_side
from ctcompanion.publishing.listing import NO_LONGER, STATUS
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.changed_rows import decide, listed

STAY = "stay"
MANY = 0.2
"""From this share of the dataset on, the file most likely holds one period and not everything."""


def gone_rows(view: View, plan: AppendPlan) -> bool:
    """Show them when asked to; True where they are to be marked. Nothing is ever deleted."""
    gone = plan.changes.gone
    if not gone:
        return False
    st.markdown(f"**Rows that your file does not have** ({gone:,})")
    st.caption("They stay on the portal, whatever you choose. Nothing is deleted.")
    marks = view.draft.recipe.target.decisions.get(GONE) == MARK
    if not st.toggle("Look at them, or mark them", value=marks, key=view.key("show-gone")):
        return marks
    held = ("gone", plan.view.id, plan.before, view.draft.safe.fingerprint if view.draft.safe else "")
    with st.spinner("Reading them from the portal..."):
        shown = session.remembered(held, lambda: side_by_side.gone_rows(plan, portals.portal(), Patience()))
    listed(shown, "Rows that your file does not have", "not-in-your-file.csv", view.key("gone-rows"))
    return _marked(view, plan)


def _marked(view: View, plan: AppendPlan) -> bool:
    if not plan.key:
        st.caption("They cannot be marked: the dataset has no row identifier, so single rows cannot be addressed.")
        return False
    choices = {STAY: "Leave them as they are", MARK: f'Mark them as "{NO_LONGER}"'}
    column = plan.view.column(STATUS.name)
    where = f'in the column "{column.name}"' if column is not None else f'in a new column "{STATUS.display}", which is added first'
    now = view.draft.recipe.target.decisions.get(GONE, STAY)
    if plan.changes.gone > MANY * plan.before.rows:
        st.caption(
            f":material/info: These are {plan.changes.gone / max(plan.before.rows, 1):.0%} of the dataset. "
            "If your file holds only the newest period, leave them as they are."
        )
    given = st.radio(
        "What shall happen with them?",
        list(choices),
        index=list(choices).index(now) if now in choices else 0,
        format_func=choices.get,
        captions=[
            "Right when your file holds only a part, such as the newest year.",
            f"Right when your file is meant to hold every row. It is written {where}; a row that comes back loses the mark.",
        ],
        key=view.key("gone"),
    )
    if given != now:
        decide(view, GONE, given)
    return given == MARK
