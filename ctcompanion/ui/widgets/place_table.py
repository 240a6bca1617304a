"""Where the table stands, on the person's word: the rows with the column names, the first and the last row of data."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning.told import OPERATION, told_step
from ctcompanion.errors import CompanionError
from ctcompanion.model import Layout, Sheet
from ctcompanion.recipe import CleaningStep
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.clean_steps import SURE, apply


def place_table(view: View) -> None:
    """Ask where the table stands when the program is not sure; otherwise the question waits behind a quiet line."""
    layout = view.draft.layout
    if layout is None or view.draft.workbook is None:
        return
    if layout.confidence < SURE and _word(view.draft.recipe.cleaning) is None:
        st.warning("I am not sure where the table starts. Which row holds the column names?", icon=":material/help:")
        _ask(view, layout)
    else:
        with st.expander("The table starts somewhere else?", icon=":material/table_rows:"):
            _ask(view, layout)


def _word(steps: tuple[CleaningStep, ...]) -> CleaningStep | None:
    return next((step for step in steps if step.operation == OPERATION and step.on), None)


def _ask(view: View, layout: Layout) -> None:
    """Four row numbers, as they stand beside the sheet below."""
    sheet = replay.current_sheet(view.draft)
    st.caption(
        escape(f"Row numbers stand beside your sheet below{f', {sheet.name}' if sheet.name else ''}. You can take it back at any time.")
    )
    with st.container(horizontal=True):
        asked = [_row(view, sheet, label, number) for label, number in zip(LABELS, _as_found(sheet, layout), strict=True)]
    top, bottom, first, last = asked
    if st.button("Use these rows", key=view.key("place-use")):
        try:
            word = told_step(sheet, range(top, bottom + 1), first, last)
        except CompanionError as error:
            error_box(error)
            return
        rest = tuple(step for step in view.draft.recipe.cleaning if step.operation != OPERATION)
        apply(view, (word, *rest))


LABELS = ("Column names begin in row", "Column names end in row", "First row of data", "Last row of data")


def _row(view: View, sheet: Sheet, label: str, number: int) -> int:
    return int(st.number_input(label, min_value=1, max_value=max(sheet.height, 1), value=number, step=1, key=view.key(f"place-{label}")))


def _as_found(sheet: Sheet, layout: Layout) -> tuple[int, int, int, int]:
    """The rows of the layout at hand; of a sheet where nothing was found its first two and its last."""
    if not layout.blocks:
        return 1, 1, min(2, sheet.height), sheet.height
    main = layout.blocks[0]
    head = main.header_rows or (max(main.range.first_row - 1, 1),)
    last = max(block.range.last_row for block in layout.blocks if block.headers == main.headers)
    return min(head), max(head), main.first_body_row, last
