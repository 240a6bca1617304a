"""Other remedies: any column, any remedy that fits it, with its effect before the press."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable
from ctcompanion.privacy.remedies.choices import Choice, Number, choices
from ctcompanion.privacy.try_remedy import try_remedy
from ctcompanion.recipe import RemedyStep
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.keep_remedy import keep_remedy


def remedy_form(view: View) -> None:
    """Folded away; nothing is worked out before a column and a remedy are chosen."""
    table = view.draft.safe
    if table is None or not table.columns:
        return
    with st.expander("Change a column in another way", icon=":material/tune:"):
        names = {column.name: column.display or column.name for column in table.columns}
        name = st.selectbox(
            "Which column?", list(names), index=None, placeholder="Choose", format_func=lambda one: names[one], key=view.key("other-column")
        )
        step = _step(view, table, name) if name is not None else None
        if step is not None and tried(view, step) and st.button("Do it", key=view.key("other-do")):
            keep_remedy(view, step)


def _step(view: View, table: CleanTable, name: str) -> RemedyStep | None:
    """What to do with the column, and the number that it needs."""
    fitting = {choice.id: choice for choice in session.remembered(("choices", table.fingerprint, name), lambda: choices(table, name))}
    said = st.selectbox(
        "What should be done?",
        list(fitting),
        index=None,
        placeholder="Choose",
        format_func=lambda one: fitting[one].label,
        key=view.key(f"other-what-{name}"),
    )
    return None if said is None else _with_number(view, table, name, fitting[said])


def _with_number(view: View, table: CleanTable, name: str, choice: Choice) -> RemedyStep | None:
    given = _number(view, name, choice, choice.asks) if choice.asks else None
    return None if choice.asks and given is None else choice.step(table, name, given)


def _number(view: View, name: str, choice: Choice, asks: Number) -> float | None:
    whole = float(asks.value).is_integer() and float(asks.least).is_integer()
    value, least = (int(asks.value), int(asks.least)) if whole else (float(asks.value), float(asks.least))
    return st.number_input(asks.label, min_value=least, value=value, key=view.key(f"other-number-{name}-{choice.id}"), width=220)


def tried(view: View, step: RemedyStep) -> bool:
    """Say what a step would do to the table as it is now; False, with the reason, where it cannot be done."""
    table, report = view.draft.safe, view.draft.report
    if table is None:
        return False
    rule = replay.rule_for_counts(view.draft).profile
    key = (f"trial-{step.operation}", table.fingerprint, step.model_dump_json(), rule.id)
    try:
        trial = session.remembered(key, lambda: try_remedy(table, step, report, rule))
    except PrivacyError as error:
        st.warning(f"{escape(error.message)} {escape(error.hint)}")
        return False
    for said in trial.sentences():
        st.markdown(f":material/arrow_forward: {escape(said)}")
    return True
