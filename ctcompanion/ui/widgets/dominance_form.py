"""Amounts, on request: does one contributor stand behind a sum, so that the sum tells what it paid or got?"""

from __future__ import annotations

import streamlit as st

from ctcompanion.model import CleanTable, DataType
from ctcompanion.privacy.risk import in_words
from ctcompanion.recipe import RemedyStep
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.keep_remedy import keep_remedy
from ctcompanion.ui.widgets.remedy_form import tried

AMOUNTS = {"money", "business"}
ROWS, CELLS = "Each row is one payment or one contributor", "The sums are made already, with the largest amounts beside them"


def dominance_form(view: View) -> None:
    """Folded away, and only where rows are amounts or businesses; nothing is looked at before it is asked for."""
    table = view.draft.safe
    if table is None or view.draft.recipe.privacy.row_meaning not in AMOUNTS:
        return
    with st.expander("Is a sum made up of one or two contributors?", icon=":material/payments:"):
        st.caption(
            "A town's total that comes almost all from one business tells that business's amount. Ask here if that would be a secret: "
            "payments of the State to its vendors are public and need no such check."
        )
        step = _step(view, table)
        if step is not None and tried(view, step) and st.button("Hide these sums", key=view.key("dominance-do")):
            keep_remedy(view, step)


def _step(view: View, table: CleanTable) -> RemedyStep | None:
    names = {column.name: column.display or column.name for column in table.columns}
    numbers = [column.name for column in table.columns if column.type is DataType.NUMBER]
    amount = _one(view, "Which column holds the amounts?", numbers, names, "amount")
    if amount is None:
        return None
    by = _several(view, "A sum for each", [name for name in names if name != amount], names, "by")
    kind = st.radio("What is a row?", [ROWS, CELLS], index=None, key=view.key("dominance-kind"))
    if not by or kind is None:
        return None
    sentence = f"Hide sums of {names[amount]} by {in_words([names[name] for name in by])} that one or two contributors make up"
    rest = [name for name in names if name not in {amount, *by}]
    if kind == ROWS:
        who = _one(view, "Which column says who contributes?", rest, names, "who")
        parameters = {"by": by, "contributor": who}
        return RemedyStep(operation="dominance", column=amount, parameters=parameters, sentence=sentence) if who else None
    first = _one(view, "The largest amount in each sum", [name for name in numbers if name in rest], names, "largest")
    second = _one(
        view, "The second largest (if the table has it)", [name for name in numbers if name in rest and name != first], names, "second"
    )
    largest = [name for name in (first, second) if name]
    return RemedyStep(operation="dominance", column=amount, parameters={"by": by, "largest": largest}, sentence=sentence) if first else None


def _one(view: View, label: str, options: list[str], names: dict[str, str], key: str) -> str | None:
    return st.selectbox(
        label, options, index=None, placeholder="Choose", format_func=lambda one: names[one], key=view.key(f"dominance-{key}")
    )


def _several(view: View, label: str, options: list[str], names: dict[str, str], key: str) -> list[str]:
    return st.multiselect(
        label, options, format_func=lambda one: names[one], placeholder="Choose columns", key=view.key(f"dominance-{key}")
    )
