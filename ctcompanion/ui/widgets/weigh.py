"""Weigh: how fine the data is now, and whether the public needs it so fine. The answer is recorded at every turn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ctcompanion.privacy.grain import Grain, grains
from ctcompanion.progress import needs_weighing
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

ANSWERS: dict[str, tuple[str, str]] = {
    "needed": ("The public needs this much detail", "Say what it is good for."),
    "coarser": (
        "Coarser would do as well",
        "Choose a remedy under what was found: larger groups, months in place of days, regions in place of towns.",
    ),
    "finer": ("Finer data would be safe, and of more use", "Go back to Clean, or bring a finer file. It is checked again."),
    "not sure": ("I am not sure", "Ask dapa@ct.gov before you publish."),
}


def weigh(view: View) -> None:
    """The grain before and after, and the question. Asked where rows are about people or something was found."""
    draft = view.draft
    if draft.table is None or draft.safe is None or not needs_weighing(draft):
        return
    st.subheader("Weigh: is this the right amount of detail?", anchor=False)
    rows = (
        f"{len(draft.table.rows):,} rows"
        if len(draft.table.rows) == len(draft.safe.rows)
        else f"{len(draft.table.rows):,} rows, {len(draft.safe.rows):,} after what you did"
    )
    st.caption(f"{rows}. The finer a column, the easier it is to single somebody out, and the more can be learned from it.")
    found = grains(draft.table, draft.safe)
    st.table(
        {
            "Column": [escape(one.column) for one in found],
            "Different values in your file": [_said(one.before, "not there") for one in found],
            "As it would be published": [_after(one) for one in found],
        },
        hide_index=True,
        alt="How many different values each column has, before and after",
    )
    _ask(view)


def _said(count: int | None, none: str) -> str:
    return none if count is None else f"{count:,}"


def _after(one: Grain) -> str:
    return _said(one.after, "removed") if one.changed else "the same"


def _ask(view: View) -> None:
    decisions = view.draft.recipe.privacy
    ids = list(ANSWERS)
    given = st.radio(
        "Does the public need this much detail?",
        ids,
        index=ids.index(decisions.weighed) if decisions.weighed in ids else None,
        format_func=lambda one: ANSWERS[one][0],
        captions=[ANSWERS[one][1] for one in ids],
        key=view.key("weigh"),
    )
    why = st.text_input("Why? One sentence for the record.", decisions.weighed_reason, key=view.key("weigh-why")).strip()
    told: dict[str, Any] = {"weighed": given or "", "weighed_reason": why}
    if given and (given, why) != (decisions.weighed, decisions.weighed_reason):
        view.save(view.draft.with_weighed(decisions.model_copy(update=told)))
