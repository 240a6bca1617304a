"""Who can see a dataset: Make public is a step of its own; Make private now is one press, and deletes nothing."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from ctcompanion.metadata import Question
from ctcompanion.model import Receipt
from ctcompanion.privacy.exceptions import one_per_message
from ctcompanion.publishable import not_settled, private_only
from ctcompanion.publishing.portal import PRIVATE, WAITING
from ctcompanion.publishing.visibility import Withdrawal, federation_sentence, look_again, make_private_now, make_public
from ctcompanion.recipe import FindingDecision
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.exception_card import answer_fields


def audience(receipt: Receipt) -> None:
    """The press that fits who can see it now."""
    if receipt.audience == PRIVATE:
        _public(receipt)
    else:
        if receipt.audience == WAITING and st.button("Look whether it was approved", key=f"look-{receipt.publication_id}"):
            look_again(portals.portal(), session.store(), receipt, session.owner())
            st.rerun()
        if st.button("Make private now", key=f"private-{receipt.publication_id}", icon=":material/visibility_off:"):
            session.hold_withdrawal(make_private_now(portals.portal(), session.store(), receipt, session.owner()))
            st.rerun()
    withdrawn = session.withdrawal()
    if withdrawn is not None and withdrawn.receipt.dataset_id == receipt.dataset_id:
        _withdrawn(withdrawn)


def _public(receipt: Receipt) -> None:
    portal = portals.portal()
    with st.expander("Make public", icon=":material/public:"):
        st.markdown("Everyone will be able to see and copy this dataset. Have your reviewers looked at it?")
        st.markdown(f"**{escape(federation_sentence(session.settings().portal.federated_to))}**")
        if open_questions := not_settled(session.recipe_of(receipt)):
            st.error("It stays private until the questions of Step 2 are settled.")
            for question in open_questions:
                _settle(receipt, question)
            return
        published = session.store().receipts.of_dataset(receipt.domain, receipt.dataset_id)
        if waiting := private_only(session.recipe_of(receipt), published):
            st.error("It stays private until OPM has granted the exception you asked for.")
            for decision in one_per_message(waiting):
                _answer(receipt, decision)
            return
        typed = "" if portal.is_practice else st.text_input(f"Type {portal.domain} to confirm", key=f"typed-{receipt.publication_id}")
        if st.button("Make public", key=f"public-{receipt.publication_id}"):
            now = make_public(portal, session.store(), receipt, session.owner(), typed=typed)
            session.say(f"{escape(now.title)}: {escape(now.audience)}.")
            st.rerun()


def _settle(receipt: Receipt, question: Question) -> None:
    with st.form(f"settle-{receipt.publication_id}-{question.id}"):
        st.markdown(f"**{escape(question.text)}**")
        st.caption(escape(question.next))
        options: list[Literal["yes", "no"]] = ["yes", "no"]
        answer = st.radio("What is the answer now?", options, index=None, horizontal=True, format_func=str.capitalize)
        who = st.text_input("Who settled it, and when")
        if st.form_submit_button("Record the answer") and answer and who.strip():
            session.settle(receipt, question.id, answer, who.strip())
            st.rerun()


def _answer(receipt: Receipt, decision: FindingDecision) -> None:
    key = f"{receipt.publication_id}-{decision.finding}-{decision.when}"
    with st.container(border=True):
        st.markdown(f"Asked by {escape(decision.by)} on {escape(decision.when)}. {escape(decision.reason)}")
        if decision.answer:
            st.caption(
                escape(f"OPM's answer: {decision.answer} by {decision.answered_by}, {decision.answer_reference}. It does not hold now.")
            )
        told = answer_fields(key)
        if st.button("Record the answer", key=f"record-{key}", disabled=told is None) and told is not None:
            session.refile(receipt, decision, told)
            st.rerun()


def _withdrawn(withdrawal: Withdrawal) -> None:
    st.success("It is private now. Nothing was deleted.", icon=":material/visibility_off:")
    st.markdown("\n".join(f"{number}. {escape(step)}" for number, step in enumerate(withdrawal.steps, start=1)))
    st.text_area("Message to send", withdrawal.message, height=320, key=f"message-{withdrawal.receipt.publication_id}")
