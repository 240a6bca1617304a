"""What was found, worst first: a card each with its remedies as buttons, the exception form, and what is decided so far."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.draft import Draft
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.privacy import decision_on, exception_message
from ctcompanion.privacy.record import DECISION_WORDS
from ctcompanion.recipe import FindingDecision, PrivacyDecisions, RemedyStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.comments import comments_beside
from ctcompanion.ui.widgets.hiding import possible_remedies
from ctcompanion.ui.widgets.keep_remedy import keep_decisions
from ctcompanion.ui.widgets.remedy_plan import remedy_plan
from ctcompanion.ui.widgets.why_more_cells import why_more_cells

WORDS = {Level.STOP: "Stop", Level.REVIEW: "Please look", Level.NOTE: "Good to know"}
ICONS = {Level.STOP: ":material/block:", Level.REVIEW: ":material/visibility:", Level.NOTE: ":material/info:"}
DROP, FEW = "drop-column", 2
KIND_OF_DECISION = {DROP: "remove", "drop-rows": "remove", "aggregate": "aggregate", "suppress": "suppress"}


def findings(view: View) -> None:
    """All findings as cards; how many checks ran is said even when nothing was found."""
    st.subheader("What was found", anchor=False)
    report = view.draft.report
    if report is None:
        return
    shown = [finding for finding in report.findings if finding.level != Level.OK]
    count = f"{report.checks_run} checks ran"
    if not shown:
        st.success(f"{count}, no problem found. Checks can miss things: you know your data best.", icon=":material/check:")
    else:
        st.caption(f"{count}. Checks can miss things: you know your data best.")
    _remove_all(view, [finding for finding in shown if finding.level is Level.STOP])
    for place, finding in enumerate(shown):
        _card(view, finding, place)


def _remove_all(view: View, stops: list[Finding]) -> None:
    """One press where several columns have to go."""
    drops = [(finding, remedy) for finding in stops for remedy in finding.remedies if remedy.operation == DROP]
    if len(drops) < FEW:
        return
    named = ", ".join(str(finding.column) for finding, _ in drops)
    if st.button(f"Remove all {len(drops)} columns that name people", key=view.key("remove-all"), help=escape(named)):
        decisions = view.draft.recipe.privacy
        for finding, remedy in drops:
            decisions = _with_remedy(decisions, finding, remedy)
        _keep(view, decisions)


def _card(view: View, finding: Finding, place: int) -> None:
    decided = decision_on(finding, view.draft.recipe.privacy)
    with st.container(border=True):
        st.markdown(f"{ICONS[finding.level]} **{WORDS[finding.level]}:** {escape(finding.message)}")
        if finding.why:
            st.caption(escape(finding.why))
        comments_beside(view, finding.key, "this finding")
        if decided:
            _decided(view, finding, decided)
            return
        remedies = possible_remedies(view, finding)
        with st.container(horizontal=True):
            for number, remedy in enumerate(remedies):
                label = escape(f"{remedy.label}" + (f" ({remedy.effect})" if remedy.effect else ""))
                if st.button(label, key=view.key(f"remedy-{place}-{number}")):
                    take_remedy(view, finding, remedy)
        why_more_cells(view, finding)
        if plan := remedy_plan(view, finding):
            _take_plan(view, plan)
        if finding.level == Level.REVIEW:
            _accept(view, finding, place)
            _statute(view, finding, place)
        if finding.level == Level.STOP:
            _exception(view, finding, place)


def take_remedy(view: View, finding: Finding, remedy: Remedy) -> None:
    """Add the remedy to the recipe, apply it, and assess again."""
    _keep(view, _with_remedy(view.draft.recipe.privacy, finding, remedy))


def _take_plan(view: View, plan: tuple[Remedy, ...]) -> None:
    """Steps of the plan, each a remedy of its own column. The finding stays open as long as it is found."""
    steps = tuple(
        RemedyStep(
            operation=remedy.operation, column=remedy.parameters.get("column"), parameters=dict(remedy.parameters), sentence=remedy.label
        )
        for remedy in plan
    )
    decisions = view.draft.recipe.privacy
    _keep(view, decisions.model_copy(update={"remedies": (*decisions.remedies, *steps)}))


def _with_remedy(decisions: PrivacyDecisions, finding: Finding, remedy: Remedy) -> PrivacyDecisions:
    step = RemedyStep(operation=remedy.operation, column=finding.column, parameters=dict(remedy.parameters), sentence=remedy.label)
    kind = KIND_OF_DECISION.get(remedy.operation, "generalise")
    made = FindingDecision.model_validate(
        {"finding": finding.key, "decision": kind, "reason": remedy.label, "when": date.today().isoformat()}
    )
    return decisions.model_copy(update={"remedies": (*decisions.remedies, step), "decisions": (*decisions.decisions, made)})


def _accept(view: View, finding: Finding, place: int) -> None:
    with st.expander("Keep it as it is"):
        reason = st.text_input("Why is this safe?", key=view.key(f"why-{place}"))
        if st.button("Keep it", key=view.key(f"keep-{place}"), disabled=not reason.strip()):
            _decide(view, FindingDecision(finding=finding.key, decision="accept", reason=reason.strip(), when=date.today().isoformat()))


def _statute(view: View, finding: Finding, place: int) -> None:
    """A law may ask for just this detail, as for traffic stops: recorded with the law, and no remedy is forced."""
    with st.expander("A law requires this detail"):
        law = st.text_input("Which law? (for example Conn. Gen. Stat. § 54-1m)", key=view.key(f"law-{place}"))
        name = st.text_input("Your name", key=view.key(f"law-by-{place}"))
        if st.button("Record the law", key=view.key(f"law-do-{place}"), disabled=not (law.strip() and name.strip())):
            _decide(
                view,
                FindingDecision(
                    finding=finding.key, decision="statute", legal_basis=law.strip(), by=name.strip(), when=date.today().isoformat()
                ),
            )


def _exception(view: View, finding: Finding, place: int) -> None:
    with st.expander("Ask OPM for an exception"):
        st.caption("Until OPM has answered, the dataset can be published privately only.")
        reason = st.text_input("Why would the dataset be useless without it, and what good does it do?", key=view.key(f"reason-{place}"))
        basis = st.text_input("Which law or rule allows it?", key=view.key(f"basis-{place}"))
        name = st.text_input("Your name", key=view.key(f"asker-{place}"))
        ready = bool(reason.strip() and basis.strip() and name.strip())
        if st.button("Record that I asked", key=view.key(f"ask-{place}"), disabled=not ready):
            today = date.today().isoformat()
            asked = FindingDecision(
                finding=finding.key, decision="exception", reason=reason, legal_basis=basis, by=name, when=today, columns=_columns(view)
            )
            _decide(view, asked)


def _columns(view: View) -> tuple[str, ...]:
    """The table's columns: an exception that was granted for others is asked for again."""
    return tuple(column.name for column in view.draft.safe.columns) if view.draft.safe else ()


def _decided(view: View, finding: Finding, decision: FindingDecision) -> None:
    said = f"Decided: {DECISION_WORDS[decision.decision].lower()}. {' '.join(filter(None, [decision.reason, decision.legal_basis]))}"
    st.markdown(f":material/check: {escape(said)}")
    if decision.decision == "exception":
        _answer(view, finding, decision)
    if st.button("Take this decision back", key=view.key(f"back-{finding.key}")):
        kept = tuple(d for d in view.draft.recipe.privacy.decisions if d.finding != finding.key)
        _keep(view, view.draft.recipe.privacy.model_copy(update={"decisions": kept}))


def exception_card(view: View, finding: Finding, place: int) -> None:
    """The question to OPM about a finding that is shown on another page, or what was decided about it."""
    decided = next((d for d in view.draft.recipe.privacy.decisions if d.finding == finding.key), None)
    if decided:
        _decided(view, finding, decided)
    else:
        _exception(view, finding, place)


def _answer(view: View, finding: Finding, decision: FindingDecision) -> None:
    if decision.answer:
        st.markdown(escape(f"OPM's answer: {decision.answer}, {decision.answered_by}, reference {decision.answer_reference}."))
        return
    st.text_area(
        "Message to dapa@ct.gov, ready to copy", exception_message(finding, decision, view.draft.recipe.metadata.title), height=160
    )
    with st.expander("Record OPM's answer"):
        answer = st.radio("The answer", ["granted", "refused"], index=None, horizontal=True, key=view.key(f"answer-{finding.key}"))
        who = st.text_input("Who answered", key=view.key(f"who-{finding.key}"))
        reference = st.text_input("Reference (date or subject of the mail)", key=view.key(f"ref-{finding.key}"))
        until = st.text_input("Valid until (YYYY-MM-DD, empty for no end)", key=view.key(f"until-{finding.key}"))
        if st.button(
            "Record the answer", key=view.key(f"record-{finding.key}"), disabled=not (answer and who.strip() and reference.strip())
        ):
            told = {"answer": answer, "answered_by": who, "answer_reference": reference, "valid_until": until}
            kept = tuple(d if d.finding != finding.key else d.model_copy(update=told) for d in view.draft.recipe.privacy.decisions)
            _keep(view, view.draft.recipe.privacy.model_copy(update={"decisions": kept}))


def applied_remedies(view: View) -> None:
    """What was done so far, each undone with one press."""
    decisions = view.draft.recipe.privacy
    if not decisions.remedies:
        return
    st.subheader("What you did", anchor=False)
    effects = effects_of(view.draft)
    for place, step in enumerate(decisions.remedies):
        with st.container(horizontal=True, vertical_alignment="center"):
            effect = f" ({effects[place]})" if effects[place] else ""
            st.markdown(f"{place + 1}. {escape(step.sentence or step.operation)}{escape(effect)}", width="stretch")
            if st.button("Undo", key=view.key(f"undo-remedy-{place}")):
                remedies = decisions.remedies[:place] + decisions.remedies[place + 1 :]
                kept = tuple(d for d in decisions.decisions if d.reason != step.sentence)
                _keep(view, decisions.model_copy(update={"remedies": remedies, "decisions": kept}))


def effects_of(draft: Draft) -> tuple[str, ...]:
    """What each remedy did, before and after; empty for those that a handed-over table carried already."""
    count = len(draft.recipe.privacy.remedies)
    made = count - draft.applied
    if draft.safe is None or len(draft.safe.changes) < made:
        return ("",) * count
    told = [change.effect for change in draft.safe.changes]
    return (*[""] * draft.applied, *told[len(told) - made :])


def what_remains(left: tuple[str, ...]) -> None:
    """What is still open before this can be published."""
    if left:
        st.warning("**Before you can publish:**\n\n" + "\n".join(f"- {escape(sentence)}" for sentence in left), icon=":material/pending:")
    else:
        st.success("Every column is confirmed and every finding has a decision.", icon=":material/check:")


def _decide(view: View, decision: FindingDecision) -> None:
    decisions = view.draft.recipe.privacy
    _keep(view, decisions.model_copy(update={"decisions": (*decisions.decisions, decision)}))


def _keep(view: View, decisions: PrivacyDecisions) -> None:
    keep_decisions(view, decisions)
