"""A step opened again: what it asks, with what was answered. A person's own step can also be moved or deleted."""

from __future__ import annotations

import streamlit as st

from ctcompanion.cleaning import OWN
from ctcompanion.cleaning.asked import Steps, can_move, changed, moved, placed, without
from ctcompanion.cleaning.edit import Field, edited, fields
from ctcompanion.errors import CompanionError
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.widgets.ways import wanted_again


def change_step(view: View, step: CleaningStep) -> Steps | None:
    """The *Change* beside a step that has something to change; the steps as the person wants them, or None."""
    own = step.operation in OWN
    if not own and not fields(step):
        return None
    opened = st.popover("Change", type="tertiary", key=view.key(f"change-{step.id}"), on_change="rerun")
    if not opened.open:
        return None
    with opened:
        return _own(view, step) if own else _proposed(view, step)


def _proposed(view: View, step: CleaningStep) -> Steps | None:
    """The names and values that the step gives."""
    answers = {field.key: _field(view, step, field) for field in fields(step)}
    if not st.button("Save", key=view.key(f"save-{step.id}")):
        return None
    table = view.draft.table
    taken = [column.display or column.name for column in table.columns] if table else []
    try:
        other = edited(step, answers, taken)
    except CompanionError as error:
        error_box(error)
        return None
    return tuple(other if one.id == step.id else one for one in view.draft.recipe.cleaning)


def _field(view: View, step: CleaningStep, field: Field) -> str:
    key = view.key(f"field-{step.id}-{field.key}")
    if field.choices is None:
        return st.text_input(field.label, value=field.value, key=key)
    words = field.choices
    options = list(words)
    return st.radio(field.label, options, index=options.index(field.value), format_func=lambda one: words[one], key=key)


def _own(view: View, step: CleaningStep) -> Steps | None:
    """The form with the old answers; up, down, delete."""
    steps = view.draft.recipe.cleaning
    try:
        new = wanted_again(view, step)
    except CompanionError as error:
        error_box(error)
        new = None
    if st.button("Save", key=view.key(f"save-{step.id}"), disabled=new is None) and new is not None:
        for before in new[:-1]:
            steps = placed(steps, before)
        return changed(steps, step.id, new[-1])
    with st.container(horizontal=True):
        for label, icon, by in (("Earlier", "arrow_upward", -1), ("Later", "arrow_downward", 1)):
            key = view.key(f"move-{by}-{step.id}")
            if st.button(label, icon=f":material/{icon}:", key=key, disabled=not can_move(steps, step.id, by)):
                return moved(steps, step.id, by)
        if st.button("Delete", icon=":material/delete:", key=view.key(f"delete-{step.id}")):
            return without(steps, step.id)
    return None
