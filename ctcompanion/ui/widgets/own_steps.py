"""The clerk's own steps: what the proposal did not do, in the same sentences and with the same switches."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import streamlit as st

from ctcompanion.cleaning import placed
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.correct import correct
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import SAID, Test, filter_rows
from ctcompanion.cleaning.join_date import join_date
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.model import CleanTable
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.clean_steps import apply

Asked = Callable[[View, list[str]], CleaningStep | None]


def own_steps(view: View) -> None:
    """Choose what to do, fill in what it needs, and see the table change."""
    table = view.draft.table
    if table is None or view.draft.workbook is None:
        return
    with st.expander("Do something else", icon=":material/add:"):
        what = st.selectbox("What would you like to do?", list(WAYS), index=None, placeholder="Choose", key=view.key("own-step"))
        if what is None:
            return
        step = WAYS[what](view, _columns(table))
        if st.button("Do it", key=view.key("own-step-do"), disabled=step is None) and step is not None:
            apply(view, placed(view.draft.recipe.cleaning, step))


def _columns(table: CleanTable) -> list[str]:
    return [column.display or column.name for column in table.columns]


def _column(view: View, columns: list[str], label: str = "Column") -> str:
    return str(st.selectbox(label, columns, key=view.key(f"own-{label}")))


def _text(view: View, label: str, hint: str = "") -> str:
    return st.text_input(label, key=view.key(f"own-{label}"), help=hint or None).strip()


def _rename(view: View, columns: list[str]) -> CleaningStep | None:
    column, name = _column(view, columns), _text(view, "New name")
    return rename(column, name) if name else None


def _map(view: View, columns: list[str]) -> CleaningStep | None:
    column = _column(view, columns)
    old, new = _text(view, "Where it says"), _text(view, "Write", "Leave it empty for a blank.")
    return map_values(column, {old: new}) if old else None


def _filter(view: View, columns: list[str]) -> CleaningStep | None:
    column = _column(view, columns, "Keep only rows where")
    test = cast("Test", st.selectbox("Test", list(SAID), format_func=lambda one: SAID[one], key=view.key("own-test")))
    values = () if test in {"blank", "not blank"} else (_text(view, "Value"),)
    return filter_rows(column, test, *values) if all(values) else None


def _join(view: View, columns: list[str]) -> CleaningStep | None:
    month, year = _column(view, columns, "Month column"), _column(view, columns, "Year column")
    return join_date(month, year, _text(view, "Name of the new column") or "Month") if month != year else None


def _split(view: View, columns: list[str]) -> CleaningStep | None:
    column, at = _column(view, columns), st.text_input("Cut at this sign", key=view.key("own-cut"))
    first, second = _text(view, "Name of the first part"), _text(view, "Name of the second part")
    return split_column(column, at, first, second) if at and first and second else None


def _constant(view: View, _columns: list[str]) -> CleaningStep | None:
    name, value = _text(view, "Name of the new column"), _text(view, "Value in every row")
    return constant(name, value) if name and value else None


def _correct(view: View, columns: list[str]) -> CleaningStep | None:
    column = _column(view, columns)
    row = st.number_input("Row of your sheet", min_value=1, step=1, key=view.key("own-row"))
    value, reason = _text(view, "Right value"), _text(view, "Reason")
    return correct(column, int(row), value, reason) if reason else None


def _drop(view: View, columns: list[str]) -> CleaningStep | None:
    return drop_column(_column(view, columns))


WAYS: dict[str, Asked] = {
    "Rename a column": _rename,
    "Write other words for a value": _map,
    "Keep only some rows": _filter,
    "Join a month and a year to a date": _join,
    "Split a column in two": _split,
    "Add a column with one value": _constant,
    "Correct one cell": _correct,
    "Leave a column out": _drop,
}
