"""Who can see a dataset: Make public is a step of its own; Make private now is one press, and deletes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.going_public import go_public, held_back
from ctcompanion.metadata import Question
from ctcompanion.model import Receipt
from ctcompanion.privacy.exceptions import one_per_message
from ctcompanion.publishing.portal import PRIVATE, REJECTED, SIGNED_IN, WAITING
from ctcompanion.publishing.visibility import Withdrawal, federation_sentence, look_again, make_private_now, withdrawal_of
from ctcompanion.recipe import FindingDecision
from ctcompanion.ui import on_file, portals, session
from ctcompanion.ui.frame import error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.exception_card import answer_fields

T = TypeVar("T")


def audience(receipt: Receipt, told: Mapping[str, str] | None = None) -> None:
    """The presses that fit who can see it now. `told`: what was true when it was made private, where it was."""
    if told is not None:
        _withdrawn(withdrawal_of(receipt, told), told)
    if receipt.audience == WAITING:
        st.info(
            "The reviewers have been asked. Until they approve, only people it is shared with can see it.", icon=":material/hourglass_top:"
        )
    if receipt.audience == REJECTED:
        st.warning("The reviewers did not approve it, so it is not public. Ask dapa@ct.gov what has to change.", icon=":material/block:")
    if receipt.audience == PRIVATE and told is None:
        st.info(
            "Next: let your reviewers look at it (a message to them is under *Papers for your records*), then make it public here.",
            icon=":material/arrow_forward:",
        )
    if receipt.audience in {PRIVATE, REJECTED, SIGNED_IN}:
        _public(receipt)
    if receipt.audience == WAITING and st.button("Look whether it was approved", key=f"look-{receipt.publication_id}"):
        _pressed(lambda: look_again(portals.portal(receipt.domain), session.store(), receipt, session.owner()), _now_seen_by)
    private_now(receipt, receipt.publication_id)


def private_now(receipt: Receipt, key: str) -> None:
    """On every receipt, whatever it says: somebody may have made the dataset public on the portal itself."""
    if st.button(
        "Make private now",
        key=f"private-{key}",
        icon=":material/visibility_off:",
        help="Hides the dataset from the public at once. Nothing is deleted.",
    ):
        with st.spinner("Asking the portal to hide it..."):
            _pressed(lambda: make_private_now(portals.portal(receipt.domain), session.store(), receipt, session.owner()), _hidden)


def _pressed(call: Callable[[], T], said: Callable[[T], str]) -> None:
    """Do it and say so on top; a refusal stands in its card, so that the other receipts stay."""
    try:
        session.say(said(call()))
    except CompanionError as error:
        error_box(error)
        return
    st.rerun()


def _now_seen_by(receipt: Receipt) -> str:
    return f"{escape(receipt.title)}: {escape(receipt.audience)}."


def _hidden(withdrawal: Withdrawal) -> str:
    return f"{escape(withdrawal.receipt.title)} is not public now. Nothing was deleted. On its receipt stands what to do next."


def _public(receipt: Receipt) -> None:
    portal = portals.portal(receipt.domain)
    with st.expander("Make public", icon=":material/public:"):
        st.markdown("Everyone will be able to see and copy this dataset. Have your reviewers looked at it?")
        if shared := federation_sentence(session.settings().portal.federated_to):
            st.markdown(f"**{escape(shared)}**")
        held = held_back(receipt, session.store(), session.owner())
        if held.questions:
            st.error("It stays private until the questions of Step 2 are settled.")
            for question in held.questions:
                _settle(receipt, question)
            return
        if held.exceptions:
            st.error("It stays private until OPM has granted the exception you asked for.")
            for decision in one_per_message(held.exceptions):
                _answer(receipt, decision)
            return
        typed = "" if portal.is_practice else st.text_input(f"Type {portal.domain} to confirm", key=f"typed-{receipt.publication_id}")
        if st.button("Make public", key=f"public-{receipt.publication_id}"):
            _pressed(lambda: go_public(portal, session.store(), receipt, session.owner(), typed=typed), _now_seen_by)


def _settle(receipt: Receipt, question: Question) -> None:
    with st.form(f"settle-{receipt.publication_id}-{question.id}"):
        st.markdown(f"**{escape(question.text)}**")
        st.caption(escape(question.next))
        options: list[Literal["yes", "no"]] = ["yes", "no"]
        answer = st.radio("What is the answer now?", options, index=None, horizontal=True, format_func=str.capitalize)
        who = st.text_input("Who settled it, and when")
        if st.form_submit_button("Record the answer") and answer and who.strip():
            on_file.settle(receipt, question.id, answer, who.strip())
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
            on_file.refile(receipt, decision, told)
            st.rerun()


def _withdrawn(withdrawal: Withdrawal, told: Mapping[str, str]) -> None:
    with st.expander(f"Made private on {told['made_private']}: what to do now", icon=":material/visibility_off:", expanded=True):
        st.markdown("\n".join(f"{number}. {escape(step)}" for number, step in enumerate(withdrawal.steps, start=1)))
        key = f"message-{withdrawal.receipt.publication_id}-{told['made_private']}"
        st.text_area("Message to send", withdrawal.message, height=320, key=key)
