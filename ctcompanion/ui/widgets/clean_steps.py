"""The cleanup steps: a sentence with a switch each, undo and redo, and the proof that no number was lost."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay, shape
from ctcompanion.cleaning import OWN, placed
from ctcompanion.cleaning.remedy import remedied
from ctcompanion.errors import CompanionError
from ctcompanion.model import Finding, Level
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape, sentence
from ctcompanion.ui.widgets.change_step import change_step
from ctcompanion.ui.widgets.removals import removals
from ctcompanion.ui.widgets.step_help import question_mark

SURE = 0.5
"""Below this a step asks to be looked at."""


def shape_changes(view: View) -> None:
    """For an update: what is different from last time, each with what to do about it."""
    changes = [change for change in shape.shape_changes(view.draft) if not change.sure]
    for place, change in enumerate(changes):
        with st.container(border=True):
            st.markdown(f":material/compare_arrows: **{sentence(change.sentence)}** {sentence(change.proposal)}")
            if change.step is not None and st.button(escape(change.label), key=view.key(f"shape-{place}-{change.label}")):
                apply(view, placed(view.draft.recipe.cleaning, change.step))
    for said in view.draft.drift:
        st.info(sentence(said), icon=":material/compare_arrows:")
    if view.draft.last_month is not None and not changes and view.draft.table is not None:
        st.success("The same columns as last time.", icon=":material/check:")


def clean_steps(view: View) -> None:
    """All steps in order; switching one makes the table anew at once."""
    st.subheader("What was found", anchor=False)
    steps = view.draft.recipe.cleaning
    if not steps:
        st.markdown("Your table was clean already: nothing had to be done.")
    for place, step in enumerate(steps):
        _one_step(view, steps, place, step)
    _undo_redo(view)


def _one_step(view: View, steps: tuple[CleaningStep, ...], place: int, step: CleaningStep) -> None:
    fixed = view.draft.workbook is None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label = f"**Yours:** {sentence(step.sentence)}" if step.operation in OWN else sentence(step.sentence)
        on = st.toggle(label, value=step.on, disabled=fixed, wrap=True, key=view.key(f"step-{place}-{step.id}-{step.on}"))
        question_mark(step.operation, view.key(f"help-{step.id}"))
        if not fixed and (other := change_step(view, step)) is not None:
            apply(view, other)
    if step.evidence or step.confidence < SURE:
        unsure = "Please look: I am not sure about this one. " if step.confidence < SURE else ""
        st.caption(escape(unsure + step.evidence))
    if on != step.on:
        changed = (*steps[:place], step.model_copy(update={"on": on, "by": "person"}), *steps[place + 1 :])
        apply(view, changed)


def apply(view: View, steps: tuple[CleaningStep, ...]) -> None:
    """Make the table with these steps; when that cannot be, say why and leave everything as it was."""
    before = view.draft.recipe.cleaning
    if _made(view, steps):
        history = session.history(view.draft)
        history["undo"].append(before)
        history["redo"].clear()
        st.rerun()


def _made(view: View, steps: tuple[CleaningStep, ...]) -> bool:
    """Whether the table could be made and was kept."""
    try:
        with st.spinner("Making the table..."):
            draft = replay.reviewed(replay.cleaned(view.draft, steps))
    except CompanionError as error:
        session.refresh_fields()
        error_box(error)
        return False
    session.refresh_fields()
    view.save(draft, rerun=False)
    return True


def _undo_redo(view: View) -> None:
    history = session.history(view.draft)
    with st.container(horizontal=True):
        for way, other in (("undo", "redo"), ("redo", "undo")):
            pressed = st.button(way.capitalize(), icon=f":material/{way}:", disabled=not history[way], key=f"{way}-steps")
            if pressed and _made(view, history[way][-1]):
                history[other].append(view.draft.recipe.cleaning)
                history[way].pop()
                st.rerun()


def proof(view: View) -> None:
    """Every number that came in is in the table or in a listed removal."""
    table = view.draft.table
    if table is None:
        return
    show = st.success if table.conservation.holds else st.error
    show(escape(table.conservation.sentence()), icon=":material/balance:")
    removals(view, table)
    for finding in table.findings:
        say = st.warning if finding.level in {Level.STOP, Level.REVIEW} else st.info
        say(escape(f"{finding.message} {finding.why}".strip()))
        remedies(view, finding)


def remedies(view: View, finding: Finding) -> None:
    """What can be done about it, a button each with its effect."""
    if view.draft.workbook is None or not finding.remedies:
        return
    offers = [(one, remedied(view.draft.recipe.cleaning, one)) for one in finding.remedies]
    with st.container(horizontal=True):
        for remedy, steps in offers:
            label = f"{remedy.label} ({remedy.effect})" if remedy.effect else remedy.label
            if steps is not None and st.button(escape(label), key=view.key(f"remedy-{finding.key}-{finding.place}-{remedy.label}")):
                apply(view, steps)
