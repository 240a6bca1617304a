"""The questions of Step 2 in short form: nothing is ticked beforehand, and "not sure" is an answer."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ctcompanion.metadata import decide
from ctcompanion.reference import document
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

ANSWERS = {"yes": "Yes", "no": "No", "not sure": "Not sure"}


def evaluation(view: View) -> None:
    """Five musts, and which of the seven considerations hold; the decision in words with its next step."""
    asked = document("evaluation.json")
    st.subheader("Should this data be published?", anchor=False)
    st.caption("For a new dataset. Your answers go into the record; nothing is answered for you.")
    answers = dict(view.draft.recipe.evaluation.answers)
    for question in asked["must"]:
        answers = _must(view, question, answers)
    answers = _considered(view, asked["consider"], answers)
    if answers != view.draft.recipe.evaluation.answers:
        view.save(view.draft.with_evaluation(view.draft.recipe.evaluation.model_copy(update={"answers": answers})))
    if answers:
        decision = decide(view.draft.recipe.evaluation)
        show = {"go": st.success, "stop": st.error}.get(decision.go, st.info)
        show(escape(f"{decision.sentence} {decision.next_step}".strip()))


def _must(view: View, question: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    now = answers.get(question["id"])
    given = st.radio(
        question["question"],
        list(ANSWERS),
        index=list(ANSWERS).index(now) if now else None,
        format_func=ANSWERS.get,
        horizontal=True,
        help=question["help"],
        key=view.key(question["id"]),
    )
    return {**answers, question["id"]: given} if given else answers


def _considered(view: View, questions: list[dict[str, Any]], answers: dict[str, Any]) -> dict[str, Any]:
    st.markdown("**Which of these are true? Any one of them speaks for publishing.**")
    for question in questions:
        was = answers.get(question["id"]) == "yes"
        if st.checkbox(question["question"], value=was, key=view.key(question["id"])):
            answers = {**answers, question["id"]: "yes"}
        else:
            answers = {key: value for key, value in answers.items() if key != question["id"]}
    return answers
