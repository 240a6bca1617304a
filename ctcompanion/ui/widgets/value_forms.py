"""The forms that lay a column's values before a person: other words for them, and what does not fit another type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import streamlit as st

from ctcompanion.cleaning import suggested_towns
from ctcompanion.cleaning.change_type import Misfit, change_type, misfits
from ctcompanion.cleaning.map_values import MOST, map_values, values_of
from ctcompanion.cleaning.step import counted
from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.step_forms import Form, found_by

VALUE, ROWS, WRITE, BLANK = "Value", "Rows", "Write instead", "Leave blank"
TYPES = {DataType.NUMBER: "Numbers", DataType.DATE: "Dates", DataType.CHECKBOX: "Yes or no", DataType.TEXT: "Text"}


def ask_map(form: Form) -> CleaningStep | None:
    """The column's values, each with room for another word; a press takes over the suggestions for misspelled towns."""
    column = form.column()
    form, words = _as_it_was(form, column)
    values = values_of(form.working, column)
    if len(values) == MOST:
        st.caption(f"The {MOST} most frequent values are shown.")
    suggested = {value: word for value, word in _suggested(values).items() if words.get(value) != word}
    if suggested and _take(form, column, suggested):
        words = {**words, **suggested}
    answers = _table(form, f"map-{column}", values, words)
    return map_values(column, answers) if answers else None


def _as_it_was(form: Form, column: str) -> tuple[Form, Mapping[str, str]]:
    """Where this column has a mapping already, it is that one which is opened again."""
    there = map_values(column, {})
    known = next((step for step in form.view.draft.recipe.cleaning if step.id == there.id), None)
    if known is None:
        return form, {}
    return replace(form, working=found_by(form.view, there)), known.parameters["words"]


def _suggested(values: Sequence[tuple[str, int]]) -> dict[str, str]:
    return suggested_towns(pa.array([value for value, _ in values], type=pa.string())) if _mostly_towns(values) else {}


def _mostly_towns(values: Sequence[tuple[str, int]]) -> bool:
    from ctcompanion import reference

    known = {town.casefold() for town in reference.towns()}
    return sum(value.casefold() in known for value, _ in values) > len(values) / 2


def _take(form: Form, column: str, suggested: Mapping[str, str]) -> bool:
    """Whether the suggestions were taken over with the one press."""
    key = form.key(f"suggested-{column}")
    said = ", ".join(f"{value} → {word}" for value, word in list(suggested.items())[:5])
    more = f" and {len(suggested) - 5} more" if len(suggested) > 5 else ""
    st.caption(escape(f"Not among the 169 towns: {said}{more}"))
    label = f"Use {'this suggestion' if len(suggested) == 1 else f'these {len(suggested)} suggestions'}"
    if st.button(label, key=f"{key}-press"):
        st.session_state[key] = True
    return bool(st.session_state.get(key))


def _table(form: Form, name: str, values: Sequence[tuple[object, ...]], words: Mapping[str, str], *more: str) -> dict[str, str]:
    """The values with what to write in their place: only those that were answered; an empty word is a blank."""
    rows = pd.DataFrame(values, columns=[VALUE, ROWS, *more])
    rows[WRITE] = [words.get(value) or "" for value in rows[VALUE]]
    rows[BLANK] = [words.get(value) == "" for value in rows[VALUE]]
    key = form.key(f"{name}-{len(words)}")
    edited = st.data_editor(
        rows,
        key=key,
        hide_index=True,
        disabled=[VALUE, ROWS, *more],
        height=min(36 * len(rows) + 40, 380),
        alt="Values and what to write instead",
    )
    answers = zip(edited[VALUE], edited[WRITE], edited[BLANK], strict=True)
    return {str(value): "" if blank else str(word).strip() for value, word, blank in answers if blank or str(word or "").strip()}


def ask_type(form: Form) -> tuple[CleaningStep, ...] | None:
    """A column and its type. What does not fit is shown at once, with room to say what to write instead."""
    column = form.column()
    kinds = list(TYPES)
    there = kinds.index(DataType(form.old["to"])) if form.old.get("to") else None
    to = st.selectbox("It holds", kinds, index=there, placeholder="Choose", format_func=lambda one: TYPES[one], key=form.key("to"))
    if to is None:
        return None
    step = change_type(column, to)
    failing = misfits(found_by(form.view, step), column, to)
    if not failing:
        st.markdown(f":material/check: Each value of *{escape(column)}* fits.")
        return (step,)
    words = _words_for(form, column, to, failing)
    if len(words) < len(failing):
        return None
    known: dict[str, str] = next(
        (one.parameters["words"] for one in form.view.draft.recipe.cleaning if one.id == map_values(column, {}).id), {}
    )
    return map_values(column, {**known, **words}), step


def _words_for(form: Form, column: str, to: DataType, failing: Sequence[Misfit]) -> dict[str, str]:
    """What to write in place of each value that does not fit."""
    count = sum(one.count for one in failing)
    if len(failing) == MOST:
        st.warning(f"More than {counted(count, 'value')} of {escape(column)} do not fit. It seems to hold something else.")
        return {}
    st.warning(
        f"{counted(count, 'value')} of {escape(column)} {'does' if count == 1 else 'do'} not fit: "
        f"{escape(', '.join(one.place for one in failing[:5]))}{' and more' if len(failing) > 5 else ''}. "
        "Write what should stand there instead, or leave them blank. To put right one cell with a reason, choose *Correct one cell*."
    )
    key = form.key(f"blank-{column}-{to.value}")
    if st.button("Leave all of them blank", key=f"{key}-press"):
        st.session_state[key] = True
    words = {one.value: "" for one in failing} if st.session_state.get(key) else {}
    rows = [(one.value, one.count, one.place) for one in failing]
    return _table(form, f"fit-{column}-{to.value}", rows, words, "First in")
