"""Where the table stands, on the person's word: the rows with the column names, the first and the last row of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning.layout import sure
from ctcompanion.cleaning.told import OPERATION, header_end, told_step
from ctcompanion.errors import CompanionError
from ctcompanion.model import Layout, Sheet
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.clean_steps import apply

ASKED = 0.9
"""A person is asked where the table stands when fewer of so read sheets had its edges right."""

SHOWN, WIDEST = 300, 40
"""Rows from the top and from the foot, and columns, that are laid out for clicking; any other row can be typed."""
LABELS = ("Column names begin in row", "Column names end in row", "First row of data", "Last row of data")
CLICKS = ("the row with the column names (the first of them, if there are several)", "the first row of data", "the last row of data")


def place_table(view: View) -> None:
    """Ask where the table stands when the program is not sure; otherwise the question waits behind a quiet line."""
    layout = view.draft.layout
    if layout is None or view.draft.workbook is None:
        return
    if layout.edge_confidence < ASKED and _word(view.draft.recipe.cleaning) is None:
        st.warning("I am not sure where the table starts. Which row holds the column names?", icon=":material/help:")
        _ask(view, layout)
        return
    if layout.edge_confidence >= sure():
        st.caption("I am sure where the table starts and ends.")
    waiting = st.expander(
        "The table starts somewhere else?", icon=":material/table_rows:", key=view.key("place-elsewhere"), on_change="rerun"
    )
    if waiting.open:
        with waiting:
            _ask(view, layout)


def _word(steps: tuple[CleaningStep, ...]) -> CleaningStep | None:
    return next((step for step in steps if step.operation == OPERATION and step.on), None)


def _ask(view: View, layout: Layout) -> None:
    """Three clicks in the sheet fill in the four row numbers; who types them instead need not click."""
    sheet = replay.current_sheet(view.draft)
    found = _as_found(sheet, layout)
    for label, number in zip(LABELS, found, strict=True):
        st.session_state.setdefault(_key(view, label), number)
    _clickable(view, sheet)
    st.caption("Or type the row numbers. You can take it back at any time.")
    with st.container(horizontal=True):
        asked = [_row(view, sheet, label) for label in LABELS]
    top, bottom, first, last = asked
    if st.button("Use these rows", key=view.key("place-use")):
        try:
            word = told_step(sheet, range(top, bottom + 1), first, last)
        except CompanionError as error:
            error_box(error)
            return
        rest = tuple(step for step in view.draft.recipe.cleaning if step.operation != OPERATION)
        apply(view, (word, *rest))


def _key(view: View, label: str) -> str:
    return view.key(f"place-{label}")


def _row(view: View, sheet: Sheet, label: str) -> int:
    return int(st.number_input(label, min_value=1, max_value=max(sheet.height, 1), step=1, key=_key(view, label)))


def _clickable(view: View, sheet: Sheet) -> None:
    """The sheet as it came; a click on a row answers the question that stands above it."""
    count = view.key("place-clicks")
    done = int(st.session_state.get(count, 0))
    named = f" ({escape(sheet.name)})" if sheet.name else ""
    if done < len(CLICKS):
        st.markdown(f"**Click {done + 1} of 3:** {CLICKS[done]}, in the little box left of it in your sheet{named}.")
    else:
        st.markdown(
            f":material/check: Look at the row numbers below, then press *Use these rows*. Or click the sheet{named} to begin again."
        )
    rows = shown_rows(sheet.height)
    width = min(sheet.width, WIDEST)
    cells = sheet.cells.select(list(range(width))).take([row - 1 for row in rows]).to_pandas().fillna("")
    cells.index = pd.Index([str(row) for row in rows], name="Row")
    key = view.key(f"place-sheet-{done}")
    st.dataframe(
        cells,
        key=key,
        height=380,
        selection_mode="single-row",
        on_select=lambda: clicked(view, sheet, key, rows),
        alt="Your sheet, to click in",
    )


def shown_rows(height: int) -> list[int]:
    """The rows to click in: all of a short sheet, the first and the last of a long one."""
    if height <= 2 * SHOWN:
        return list(range(1, height + 1))
    return [*range(1, SHOWN + 1), *range(height - SHOWN + 1, height + 1)]


def clicked(view: View, sheet: Sheet, key: str, rows: Sequence[int]) -> None:
    """Fill in what the click says, and ask the next question."""
    state: Mapping[str, Mapping[str, Sequence[int]]] = st.session_state.get(key) or {}
    chosen = state.get("selection", {}).get("rows", ())
    if not chosen:
        return
    count = view.key("place-clicks")
    done = int(st.session_state.get(count, 0))
    keys = [_key(view, label) for label in LABELS]
    top, bottom, first, last = (int(st.session_state[one]) for one in keys)
    for one, number in zip(keys, answered(sheet, done, rows[chosen[0]], (top, bottom, first, last)), strict=True):
        st.session_state[one] = number
    st.session_state[count] = done % len(CLICKS) + 1


def answered(sheet: Sheet, clicks: int, row: int, known: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The four row numbers after one more click: the header row, the first row of data (what stands between is header too), the last row;
    then from the start again."""
    top, bottom, first, last = known
    question = clicks % len(CLICKS)
    if question == 0:
        return row, row, first, last
    if question == 1:
        return top, header_end(sheet, top, row), row, last
    return top, bottom, first, row


def _as_found(sheet: Sheet, layout: Layout) -> tuple[int, int, int, int]:
    """The rows of the layout at hand; of a sheet where nothing was found its first two and its last."""
    if not layout.blocks:
        return 1, 1, min(2, sheet.height), sheet.height
    main = layout.blocks[0]
    head = main.header_rows or (max(main.range.first_row - 1, 1),)
    last = max(block.range.last_row for block in layout.blocks if block.headers == main.headers)
    return min(head), max(head), main.first_body_row, last
