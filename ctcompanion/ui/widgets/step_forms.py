"""The forms of the clerk's own steps: each asks in plain words, says at once what the step would do, and gives the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning import applied
from ctcompanion.cleaning.asked import position
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.correct import cell_at, correct, place_of
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import SAID, Test, filter_rows
from ctcompanion.cleaning.join_date import join_date
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.cleaning.trial import compared, standing_before
from ctcompanion.cleaning.working import Working
from ctcompanion.errors import CompanionError
from ctcompanion.model import column_letter
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape, sentence
from ctcompanion.ui.widgets.step_help import table


@dataclass(frozen=True)
class Form:
    """Where a form stands: `name` keeps its fields apart from others; `old` are the answers of a step that is opened again."""

    view: View
    name: str
    working: Working
    old: Mapping[str, Any] = field(default_factory=dict)

    def key(self, of: str) -> str:
        return self.view.key(f"{self.name}-{of}")

    @property
    def columns(self) -> list[str]:
        """The columns as the step will find them."""
        return [held.label for held in self.working.columns]

    def column(self, label: str = "Column", of: str = "column") -> str:
        """One of the columns."""
        known = self.columns
        there = self.old.get(of)
        return str(st.selectbox(label, known, index=known.index(there) if there in known else 0, key=self.key(of)))

    def text(self, label: str, of: str, example: str = "", value: str | None = None) -> str:
        """A line of text, with an example in the empty field."""
        old = str(self.old.get(of, "")) if value is None else value
        return st.text_input(label, value=old, key=self.key(of), placeholder=f"For example: {example}" if example else None).strip()


def form_of(view: View, name: str, probe: CleaningStep, old: Mapping[str, Any] | None = None) -> Form:
    """The form for a step that will stand where `probe` would. CleaningError where a step before it cannot be applied."""
    return Form(view, name, found_by(view, probe), old or {})


def found_by(view: View, probe: CleaningStep) -> Working:
    """The table in the making as a step finds it that stands where `probe` does. Made once for the same steps."""
    draft = view.draft
    sheet, steps = replay.current_sheet(draft), draft.recipe.cleaning
    name = draft.recipe.source.file_name
    key = ("working", draft.workbook.sha256 if draft.workbook else "", sheet.name, steps[: position(steps, probe)])
    return session.remembered(key, lambda: standing_before(sheet, steps, probe, file_name=name, layout=draft.layout))


def effect(working: Working, step: CleaningStep) -> Working | None:
    """Say what the step would do, and give the table after it; None, with the reason, where it cannot be done."""
    try:
        after = applied(working, step)
    except CompanionError as error:
        st.warning(f"{escape(error.message)} {escape(error.hint)}")
        return None
    found = compared(working, after)
    st.markdown(f":material/visibility: {sentence(found.sentence)}")
    if found.examples:
        head, *rows = found.examples
        st.markdown(table(head, rows))
    return after


def ask_rename(form: Form) -> CleaningStep | None:
    """A column and its new name."""
    column, name = form.column(), form.text("New name", "to", "Housing units")
    return rename(column, name) if name else None


def ask_filter(form: Form) -> CleaningStep | None:
    """A column, a test and a value."""
    column = form.column("Keep only rows where")
    tests = list(SAID)
    there = tests.index(form.old["test"]) if form.old.get("test") in tests else 0
    test = cast("Test", st.selectbox("Test", tests, index=there, format_func=lambda one: SAID[one], key=form.key("test")))
    if test in {"blank", "not blank"}:
        return filter_rows(column, test)
    several = test in {"is", "is not"}
    label = "Value (several with a semicolon between them)" if several else "Number"
    said = form.text(label, "values", "Avon; Essex" if several else "100", value="; ".join(form.old.get("values", ())))
    values = tuple(value.strip() for value in said.split(";") if value.strip()) if several else (said,)
    return filter_rows(column, test, *values) if values and all(values) else None


def ask_join(form: Form) -> CleaningStep | None:
    """The two columns and the name of the date."""
    month, year = form.column("Column with the month", "month"), form.column("Column with the year", "year")
    name = form.text("Name of the new column", "to", "Month of permit")
    return join_date(month, year, name) if month != year and name else None


def ask_split(form: Form) -> CleaningStep | None:
    """A column, the sign, and two names."""
    column = form.column()
    sign = st.text_input("Cut at this sign", value=str(form.old.get("at", "")), key=form.key("at"), placeholder="For example: ,")
    names = [*form.old.get("to", ()), "", ""]
    first = form.text("Name of the first part", "first", "Town", value=names[0])
    second = form.text("Name of the second part", "second", "State", value=names[1])
    return split_column(column, sign, first, second) if sign and first and second and first != second else None


def ask_constant(form: Form) -> CleaningStep | None:
    """A name and a value."""
    name, value = form.text("Name of the new column", "column", "Program"), form.text("Value in every row", "value", "Heating aid")
    if name and name in form.columns and name != form.old.get("column"):
        st.caption("There is a column of that name already.")
        return None
    return constant(name, value) if name and value else None


def ask_correct(form: Form) -> CleaningStep | None:
    """A cell as in Excel, its right value, and why."""
    was = f"{column_letter(int(form.old.get('at') or 1))}{form.old['row']}" if form.old.get("row") else ""
    named = form.text("Cell of your sheet, as in Excel", "cell", "C12", value=was)
    place = place_of(named) if named else None
    found = cell_at(form.working, *place) if place else None
    if named and found is None:
        st.caption("This cell is not in the table. Look at the row numbers and column letters of your sheet below.")
    if found:
        st.caption(f"{escape(named.upper())} says {escape(found[1]) or '(nothing)'} in the column {escape(found[0])}.")
    value = form.text("Right value", "value", "1200 (leave it empty for a blank)")
    reason = form.text("Why", "reason", "typing error, confirmed by the town clerk")
    return correct(found[0], place[0], value, reason, at=place[1]) if found and place and reason else None


def ask_drop(form: Form) -> CleaningStep | None:
    """A column."""
    return drop_column(form.column())
