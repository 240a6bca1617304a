"""Count the rows together: one row for each combination of some columns, with how many rows it has."""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.counts_of_people import holds_towns
from ctcompanion.privacy.risk import in_words
from ctcompanion.recipe import RemedyStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.keep_remedy import keep_remedy
from ctcompanion.ui.widgets.remedy_form import tried


def count_form(view: View) -> None:
    """Folded away; the effect is said as soon as a column is chosen."""
    table = view.draft.safe
    if table is None or not table.columns:
        return
    with st.expander("Count the rows together", icon=":material/functions:"):
        st.caption("The rows themselves go. What stays is how many there are: for each town and year, for example.")
        step = _step(view, table)
        if step is not None and tried(view, step) and st.button("Count them", key=view.key("count-do")):
            keep_remedy(view, step)


def _step(view: View, table: CleanTable) -> RemedyStep | None:
    names = {column.name: column.display or column.name for column in table.columns}
    by = st.multiselect("For each", list(names), format_func=lambda one: names[one], placeholder="Choose columns", key=view.key("count-by"))
    if not by:
        return None
    numbers = [column.name for column in table.columns if column.type is DataType.NUMBER and column.name not in by]
    sums = _sums(view, numbers, names)
    zeros = st.checkbox("Show combinations that no row has too, with 0", key=view.key("count-zeros"))
    towns = [name for name in by if holds_towns(table, name)]
    regions = bool(towns) and st.checkbox("Planning regions in place of towns", key=view.key("count-regions"))
    parameters = {"by": by, "sum": sums, "all_combinations": zeros, "regions": towns if regions else []}
    said = f"Count the rows by {in_words([names[name] for name in by])}" + (", towns by planning region" if regions else "")
    added = f", with sums of {in_words([names[name] for name in sums])}" if sums else ""
    return RemedyStep(operation="aggregate", parameters=parameters, sentence=said + added)


def _sums(view: View, numbers: list[str], names: dict[str, str]) -> list[str]:
    if not numbers:
        return []
    return st.multiselect(
        "Add up as well (optional)",
        numbers,
        format_func=lambda one: names[one],
        placeholder="No column",
        key=view.key("count-sum"),
    )
