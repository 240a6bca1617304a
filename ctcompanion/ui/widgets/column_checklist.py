"""The checklist of all columns: a class is proposed for each, and a person confirms or changes it."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.model import ColumnClass, ColumnVerdict
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

WORDS = {
    ColumnClass.DIRECT: "Unique identifier",
    ColumnClass.QUASI: "Quasi-identifier",
    ColumnClass.SENSITIVE: "Sensitive",
    ColumnClass.NONE: "None of these",
}
CLASSES = """- **Unique identifier**: names one person by itself, such as a name, a Social Security number or a phone number.
- **Quasi-identifier**: harmless alone, telling together with others, such as age, town and race.
- **Sensitive**: could harm or shame somebody, such as health, income or an arrest."""


def column_checklist(view: View) -> None:
    """One line a column, in a form: nothing changes until the checklist is confirmed as a whole."""
    st.subheader("The checklist: every column", anchor=False)
    report, decisions = view.draft.report, view.draft.recipe.privacy
    if report is None or view.draft.safe is None:
        return
    done = all(verdict.column in decisions.classes for verdict in report.verdicts)
    st.caption(
        "You confirmed every column. Change one and confirm again if needed."
        if done
        else "A class is proposed for each. Change what is not right, then confirm."
    )
    st.markdown(CLASSES)
    names = {column.name: column.display or column.name for column in view.draft.safe.columns}
    with st.form(view.key("checklist")):
        given = {
            verdict.column: _one(view, verdict, names[verdict.column], decisions.classes.get(verdict.column)) for verdict in report.verdicts
        }
        pressed = st.form_submit_button("Confirm the checklist", type="secondary" if done else "primary")
    if pressed:
        kept = {**decisions.classes, **given}
        view.save(replay.reviewed(view.draft.with_privacy(decisions.model_copy(update={"classes": kept}))))


def _one(view: View, verdict: ColumnVerdict, name: str, confirmed: ColumnClass | None) -> ColumnClass:
    choices = list(WORDS)
    given: ColumnClass = st.radio(
        f"**{escape(name)}**" + (f" – {escape(verdict.why)}" if verdict.why else ""),
        choices,
        index=choices.index(confirmed or verdict.role),
        format_func=lambda one: WORDS[one],
        horizontal=True,
        key=view.key(f"class-{verdict.column}"),
    )
    return given
