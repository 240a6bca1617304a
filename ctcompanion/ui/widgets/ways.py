"""What a person may ask for beyond the proposal, in their words: the operation of the step and its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets import step_forms as forms
from ctcompanion.ui.widgets import value_forms
from ctcompanion.ui.widgets.step_forms import Form, effect, form_of

Steps = tuple[CleaningStep, ...]


@dataclass(frozen=True)
class Way:
    """One thing that a person may ask for: the operation of its step, and its form."""

    operation: str
    ask: Callable[[Form], CleaningStep | Steps | None]
    """The step, or several of which the last is the one that was asked for; None while an answer is missing."""


WAYS: dict[str, Way] = {
    "Rename a column": Way("rename", forms.ask_rename),
    "Say what a column holds (numbers, dates, text...)": Way("change-type", value_forms.ask_type),
    "Write other words for values": Way("map-values", value_forms.ask_map),
    "Keep only some rows": Way("filter-rows", forms.ask_filter),
    "Join a month and a year to a date": Way("join-date", forms.ask_join),
    "Split a column in two": Way("split-column", forms.ask_split),
    "Add a column with one value": Way("constant", forms.ask_constant),
    "Correct one cell": Way("correct", forms.ask_correct),
    "Leave a column out": Way("drop-column", forms.ask_drop),
}


def wanted(form: Form, way: Way) -> Steps | None:
    """The steps that were asked for, where they can be done; what they would do is said."""
    asked_for = way.ask(form)
    if asked_for is None:
        return None
    steps = asked_for if isinstance(asked_for, tuple) else (asked_for,)
    working = form.working
    for step in steps:
        after = effect(working, step)
        if after is None:
            return None
        working = after
    return steps


def wanted_again(view: View, step: CleaningStep) -> Steps | None:
    """The same for a person's own step that is opened again, with the old answers in its form."""
    way = next(way for way in WAYS.values() if way.operation == step.operation)
    return wanted(form_of(view, f"again-{step.id}", step, step.parameters), way)
