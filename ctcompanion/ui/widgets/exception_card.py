"""An exception from asking to answer: the form, the message to OPM ready to send, the answer, and asking again."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.model import Finding
from ctcompanion.privacy import exception_message
from ctcompanion.privacy.exceptions import Question, answered, asked, asked_together, mail_link
from ctcompanion.privacy.stops import ASK, Asked, decision_on, exception_state
from ctcompanion.recipe import FindingDecision
from ctcompanion.ui import on_file
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.keep_remedy import keep_decisions

FEW = 2
ONCE, ALWAYS = "This file only", "This and every later update of the dataset (a standing exception)"
SAID = {
    Asked.WAITING: "You asked OPM for an exception. Until they answer, the dataset can be published privately only.",
    Asked.GRANTED: "OPM granted an exception. The dataset can be public with this in it.",
    Asked.REFUSED: "OPM refused the exception. Use one of the remedies above; until then the dataset can be published privately only.",
    Asked.ENDED: "OPM's exception is not valid any more. Please ask again.",
    Asked.CHANGED: "You asked for an exception, but the columns, what a row is, or your remedies have changed since. Please ask again for the table as it is now.",
}


def exception_card(view: View, finding: Finding, place: int) -> None:
    """How far the exception for this finding is, with what to do next."""
    report, decisions = view.draft.report, view.draft.recipe.privacy
    if report is None:
        return
    state, decision = exception_state(finding, report, decisions), decision_on(finding, decisions)
    if state in SAID:
        st.markdown(f":material/mail: {SAID[state]}")
    if decision is not None and decision.decision == "exception":
        _told(decision)
    if state is Asked.WAITING and decision is not None:
        _message(view, finding, decision)
        _answer(view, finding, decision)
    if state in ASK:
        label = "Ask OPM for an exception" if state is Asked.NOT else "Ask again"
        _ask(view, [finding], str(place), label, decision if state is not Asked.NOT else None)
    elif st.button("Take this decision back", key=view.key(f"back-{finding.key}")):
        kept = tuple(one for one in decisions.decisions if one.finding != finding.key)
        keep_decisions(view, decisions.model_copy(update={"decisions": kept}))


def ask_for_all(view: View, stops: list[Finding]) -> None:
    """One message where a whole dataset needs an exception, as for a register of licenses."""
    report, decisions = view.draft.report, view.draft.recipe.privacy
    if report is None:
        return
    still = [finding for finding in stops if exception_state(finding, report, decisions) in ASK]
    if len(still) >= FEW:
        _ask(view, still, "all", f"Ask OPM for one exception for all {len(still)}, as for a public register", None)


def _ask(view: View, findings: list[Finding], place: str, label: str, before: FindingDecision | None) -> None:
    """The form. `before`: what was said when asking the last time."""
    with st.expander(label):
        st.caption(
            "The portal's administrators at OPM, the Office of Policy and Management, decide. First make the other changes you want: OPM is asked about the table as it is now. Until they answer, it can be published privately only."
        )
        said = before or FindingDecision(finding="", decision="exception")
        reason = st.text_input(
            "Why would the dataset be useless without it, and what good does it do?", said.reason, key=view.key(f"reason-{place}")
        )
        basis = st.text_input("Which law or rule allows it?", said.legal_basis, key=view.key(f"basis-{place}"))
        name = st.text_input("Your name", said.by or view.draft.recipe.privacy.by, key=view.key(f"asker-{place}"))
        scope = st.radio("For what?", [ONCE, ALWAYS], index=int(said.standing or place == "all"), key=view.key(f"scope-{place}"))
        ready = bool(reason.strip() and basis.strip() and name.strip())
        report = view.draft.report
        if st.button("Write the message and record that I ask", key=view.key(f"ask-{place}"), disabled=not ready) and report is not None:
            question = Question(reason.strip(), basis.strip(), name.strip(), scope == ALWAYS)
            decisions = asked(findings, question, report, view.draft.recipe.privacy)
            on_file.note_exceptions("asked OPM for an exception", decisions.decisions[-len(findings) :])
            keep_decisions(view, decisions)


def _told(decision: FindingDecision) -> None:
    """What was asked and answered, in two lines."""
    kind = "every update" if decision.standing else "this file"
    st.caption(
        escape(
            f"Asked by {decision.by or 'somebody'} on {decision.when[:10]}, for {kind}. Reason: {decision.reason} Law: {decision.legal_basis}"
        )
    )
    if decision.answer:
        until = f", valid until {decision.valid_until}" if decision.valid_until else ""
        st.caption(escape(f"OPM's answer: {decision.answer} by {decision.answered_by}, reference {decision.answer_reference}{until}."))


def _message(view: View, finding: Finding, decision: FindingDecision) -> None:
    """The message that names everything asked for together, to copy or to open in the mail program."""
    report = view.draft.report
    keys = {one.finding for one in asked_together(decision, view.draft.recipe.privacy.decisions)}
    about = [one for one in report.findings if one.key in keys] if report else []
    text = exception_message(about or [finding], decision, view.draft.recipe.metadata.title, view.draft.safe)
    with st.expander("The message to OPM, ready to send"):
        st.code(text, language=None, wrap_lines=True)
        st.link_button("Open it in my mail program", mail_link(text), icon=":material/mail:")


def _answer(view: View, finding: Finding, decision: FindingDecision) -> None:
    decisions = view.draft.recipe.privacy
    with st.expander("Record OPM's answer"):
        told = answer_fields(view.key(finding.key))
        if st.button("Record the answer", key=view.key(f"record-{finding.key}"), disabled=told is None) and told is not None:
            made = answered(decisions.decisions, decision, told)
            on_file.note_exceptions("recorded OPM's answer", [d for d in made if d.finding == finding.key])
            keep_decisions(view, decisions.model_copy(update={"decisions": made}))


def answer_fields(key: str) -> dict[str, str] | None:
    """The answer as a person gives it; None until it is complete."""
    answer = st.radio("The answer", ["granted", "refused"], index=None, horizontal=True, key=f"answer-{key}")
    who = st.text_input("Who answered", key=f"who-{key}")
    reference = st.text_input("Reference (date or subject of the mail)", key=f"ref-{key}")
    until: date | None = st.date_input("Valid until (leave it empty if they named no end)", value=None, key=f"until-{key}")
    if not (answer and who.strip() and reference.strip()):
        return None
    return {
        "answer": answer,
        "answered_by": who.strip(),
        "answer_reference": reference.strip(),
        "valid_until": until.isoformat() if until else "",
    }
