"""Step 2 of the guidelines: may this data be published? Nothing is ticked beforehand, and "not sure" is an answer."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ctcompanion.metadata import decide, opm_message
from ctcompanion.metadata.evaluation import HIGH_VALUE, Decision, Question, questions
from ctcompanion.recipe import Evaluation
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.similar_first import similar_first

ANSWERS = {"yes": "Yes", "no": "No", "not sure": "Not sure"}
INVENTORY = "https://data.ct.gov/d/rym6-myq3"
EQUITY = {
    "Q1": "Who gains, and who might lose? One sentence is enough.",
    "groups": "Which groups, and what could be done about it?",
}


def evaluation(view: View) -> None:
    """Five musts and the decision; what is on the portal already; then what speaks for it, and whom it touches."""
    st.subheader("Should this data be published?", anchor="should-it-be-published")
    st.caption("For a new dataset. Your answers go into the record; nothing is answered for you, and “not sure” is an answer.")
    before = view.draft.recipe.evaluation
    now = before
    for question in questions("must"):
        now = _answered(view, question, now)
    if now.answers:
        _decision(view, decide(now))
    now = similar_first(view, now)
    now = _what_speaks_for_it(view, now)
    now = _fairness(view, now)
    if now != before:
        view.save(view.draft.with_evaluation(now))


def _answered(view: View, question: Question, now: Evaluation) -> Evaluation:
    was = now.answers.get(question.id)
    given = st.radio(
        question.text,
        list(ANSWERS),
        index=list(ANSWERS).index(was) if was else None,
        format_func=lambda one: ANSWERS[one],
        horizontal=True,
        help=question.help or None,
        key=view.key(question.id),
    )
    return now.model_copy(update={"answers": {**now.answers, question.id: given}}) if given else now


def _decision(view: View, decision: Decision) -> None:
    show = {"go": st.success, "stop": st.error}.get(decision.go, st.info)
    show(escape(f"{decision.sentence} {decision.next_step}".strip()))
    for step in decision.advice[1:]:
        st.markdown(f"- {escape(step)}")
    if decision.go == "stop" or "dapa@ct.gov" in decision.next_step:
        with st.expander("A message to OPM, ready to copy", icon=":material/mail:"):
            message = opm_message("evaluation", view.draft.recipe.metadata, decision.sentence)
            st.text_area("Message", f"To: {message.to}\nSubject: {message.subject}\n\n{message.text}", height=260, key=view.key("ask-opm"))


def _what_speaks_for_it(view: View, now: Evaluation) -> Evaluation:
    said = sum(now.answers.get(question.id) == "yes" for question in questions("consider")) + len(now.reasons)
    label = "What speaks for publishing it" + (f" ({said} so far)" if said else "")
    with st.expander(label, icon=":material/thumb_up:"):
        st.markdown("**Seven things to consider. Any one “yes” speaks for it.**")
        for question in questions("consider"):
            now = _answered(view, question, now)
        st.markdown("**Why is it of high value?**")
        ticked = [key for key, reason in HIGH_VALUE if st.checkbox(reason, value=key in now.reasons, key=view.key(f"reason-{key}"))]
        now = now.model_copy(update={"reasons": tuple(ticked)})
        said_there = f"Your agency lists its high-value data in the [State's inventory]({INVENTORY})."
        st.caption(said_there)
        return _noted(view, now, "inventory", "Which item of the inventory is it? Leave it empty when it is not there.")


def _fairness(view: View, now: Evaluation) -> Evaluation:
    with st.expander("Fairness: whom could it help or harm?", icon=":material/balance:"):
        first, *others = questions("equity")
        now = _noted(view, now, first.id, first.text, EQUITY[first.id])
        for question in others:
            now = _answered(view, question, now)
        return _noted(view, now, "groups", EQUITY["groups"])


def _noted(view: View, now: Evaluation, key: str, label: str, placeholder: str | None = None) -> Evaluation:
    """The person's own words, kept with the answers; an emptied field leaves the record."""
    text = st.text_input(label, now.notes.get(key, ""), placeholder=placeholder, key=view.key(f"note-{key}")).strip()
    notes: dict[str, Any] = {name: said for name, said in now.notes.items() if name != key}
    return now.model_copy(update={"notes": {**notes, key: text} if text else notes})
