"""What to do about rows in small groups, in the order that rescues most rows for the least information lost."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import Finding, Remedy
from ctcompanion.privacy import propose_remedies
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

RULE = "small-groups"
AT_ONCE = 50_000
"""Up to so many rows the plan is there within half a second, so nobody has to ask for it."""


def remedy_plan(view: View, finding: Finding) -> tuple[Remedy, ...]:
    """The plan with a press for its first step and one for all; what was pressed. A large table's is worked out when asked for."""
    draft = view.draft
    if finding.rule != RULE or draft.safe is None or draft.report is None:
        return ()
    key = ("plan", draft.safe.fingerprint)
    at_once = len(draft.safe.rows) <= AT_ONCE
    if not st.toggle("Suggest what to do, step by step", value=at_once, key=view.key("plan-wanted")):
        return ()
    with st.spinner("Trying what rescues most rows..."):
        plan = session.remembered(key, lambda: propose_remedies(draft.safe, draft.report))  # type: ignore[arg-type]
    if not plan:
        st.caption("No remedy brings these rows into larger groups. Remove a column, or count the rows together.")
        return ()
    for number, remedy in enumerate(plan, start=1):
        st.markdown(f"{number}. {escape(remedy.label)} ({escape(remedy.effect)})")
    with st.container(horizontal=True):
        first = st.button("Do the first step", key=view.key("plan-first"))
        every = len(plan) > 1 and st.button(f"Do all {len(plan)} steps", key=view.key("plan-all"))
    return plan if every else plan[:1] if first else ()
