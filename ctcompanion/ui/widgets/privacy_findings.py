"""What was found, worst first: a card each with its remedies as buttons, the exception form, and what is decided so far."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ctcompanion.draft import Draft
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.privacy import decision_on
from ctcompanion.privacy.record import DECISION_WORDS
from ctcompanion.recipe import FindingDecision, PrivacyDecisions, RemedyStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.exception_card import ask_for_all, exception_card
from ctcompanion.ui.widgets.hiding import possible_remedies
from ctcompanion.ui.widgets.keep_remedy import keep_decisions
from ctcompanion.ui.widgets.people_to_look_at import people_to_look_at
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
    stops = [finding for finding in shown if finding.level is Level.STOP]
    _remove_all(view, stops)
    ask_for_all(view, stops)
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
            decisions = _with_remedy(view, decisions, finding, remedy)
        keep_decisions(view, decisions)


def _card(view: View, finding: Finding, place: int) -> None:
    decided = decision_on(finding, view.draft.recipe.privacy)
    with st.container(border=True):
        st.markdown(f"{ICONS[finding.level]} **{WORDS[finding.level]}:** {escape(finding.message)}")
        if finding.why:
            st.caption(escape(finding.why))
        if decided and finding.level is not Level.STOP:
            _decided(view, finding, decided)
            return
        remedies = possible_remedies(view, finding)
        with st.container(horizontal=True):
            for number, remedy in enumerate(remedies):
                label = escape(f"{remedy.label}" + (f" ({remedy.effect})" if remedy.effect else ""))
                if st.button(label, key=view.key(f"remedy-{place}-{number}")):
                    take_remedy(view, finding, remedy)
        why_more_cells(view, finding)
        people_to_look_at(view, finding)
        if plan := remedy_plan(view, finding):
            _take_plan(view, plan)
        if finding.level == Level.REVIEW:
            _accept(view, finding, place)
            _statute(view, finding, place)
        if finding.level == Level.STOP:
            exception_card(view, finding, place)


def take_remedy(view: View, finding: Finding, remedy: Remedy) -> None:
    """Add the remedy to the recipe, apply it, and assess again."""
    keep_decisions(view, _with_remedy(view, view.draft.recipe.privacy, finding, remedy))


def _take_plan(view: View, plan: tuple[Remedy, ...]) -> None:
    """Steps of the plan, each a remedy of its own column. The finding stays open as long as it is found."""
    steps = tuple(
        RemedyStep(
            operation=remedy.operation, column=remedy.parameters.get("column"), parameters=dict(remedy.parameters), sentence=remedy.label
        )
        for remedy in plan
    )
    decisions = view.draft.recipe.privacy
    keep_decisions(view, decisions.model_copy(update={"remedies": (*decisions.remedies, *steps)}))


def _with_remedy(view: View, decisions: PrivacyDecisions, finding: Finding, remedy: Remedy) -> PrivacyDecisions:
    names = {column.name: column.display or column.name for column in view.draft.safe.columns} if view.draft.safe else {}
    sentence = f"{remedy.label}: {names.get(finding.column, finding.column)}" if finding.column else remedy.label
    step = RemedyStep(operation=remedy.operation, column=finding.column, parameters=dict(remedy.parameters), sentence=sentence)
    kind = KIND_OF_DECISION.get(remedy.operation, "generalise")
    made = FindingDecision.model_validate({"finding": finding.key, "decision": kind, "reason": sentence, "when": date.today().isoformat()})
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
        name = st.text_input("Your name", view.draft.recipe.privacy.by, key=view.key(f"law-by-{place}"))
        if st.button("Record the law", key=view.key(f"law-do-{place}"), disabled=not (law.strip() and name.strip())):
            _decide(
                view,
                FindingDecision(
                    finding=finding.key, decision="statute", legal_basis=law.strip(), by=name.strip(), when=date.today().isoformat()
                ),
            )


def _decided(view: View, finding: Finding, decision: FindingDecision) -> None:
    said = f"Decided: {DECISION_WORDS[decision.decision].lower()}. {' '.join(filter(None, [decision.reason, decision.legal_basis]))}"
    st.markdown(f":material/check: {escape(said)}")
    if st.button("Take this decision back", key=view.key(f"back-{finding.key}")):
        kept = tuple(d for d in view.draft.recipe.privacy.decisions if d.finding != finding.key)
        keep_decisions(view, view.draft.recipe.privacy.model_copy(update={"decisions": kept}))


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
                keep_decisions(view, decisions.model_copy(update={"remedies": remedies, "decisions": kept}))


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
    keep_decisions(view, decisions.model_copy(update={"decisions": (*decisions.decisions, decision)}))
