"""Which rule for small counts holds: the administrator's for this agency and subject; a person is asked only where there is none."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.privacy.suppression import profiles
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def count_rule(view: View) -> None:
    """For tables that count people: the rule with its source, and the question where the administrator's table is silent."""
    report = view.draft.report
    if report is None or report.row_meaning != "people-count":
        return
    st.subheader("The rule for small counts", anchor=False)
    rule = replay.rule_for_counts(view.draft)
    if rule.assigned:
        st.markdown(escape(f"{rule.profile.name}: {rule.profile.sentence()}"))
        st.caption(escape(f"Set by the portal's administrators for your agency and subject. Source: {rule.profile.source}."))
        return
    known = {profile.id: profile for profile in profiles()}
    st.caption(
        "The portal's administrators have set no rule for your agency and subject. If you do not know yours, take the first: it is the State's model."
    )
    given = st.radio(
        "Which rule does your agency follow?",
        list(known),
        index=None if rule.open else list(known).index(rule.profile.id),
        format_func=lambda one: known[one].name,
        captions=[escape(profile.sentence()) for profile in known.values()],
        key=view.key("count-rule"),
    )
    decisions = view.draft.recipe.privacy
    if given and given != decisions.profile:
        view.save(replay.reviewed(view.draft.with_privacy(decisions.model_copy(update={"profile": given}))))
