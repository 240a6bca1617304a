"""What was found in the workbook, in sentences, and a choice of sheet where there is one."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.model import Sheet, Workbook
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

ROLES = {"notes": "text, no table", "empty": "empty", "chart": "a chart"}


def sheet_choice(view: View) -> None:
    """Say what the file holds; ask only when more than one sheet may be meant."""
    workbook = view.draft.workbook
    if workbook is None:
        return
    st.subheader("What is in your file", anchor=False)
    for sentence in (*_sentences(workbook), *workbook.notices):
        st.markdown(f"- {escape(sentence)}")
    if workbook.guesses:
        with st.expander("How it was read"):
            for guess in workbook.guesses:
                st.markdown(f"- {escape(guess)}")
    tables = replay.tables_in(workbook)
    if len(tables) > 1:
        _choose(view, tables)


def _sentences(workbook: Workbook) -> list[str]:
    if len(workbook.sheets) == 1:
        return [f"{workbook.file_name}: {_size(workbook.sheets[0])}."]
    many = [f"This workbook has {len(workbook.sheets)} sheets."]
    for sheet in workbook.sheets:
        hidden = " (hidden)" if not sheet.visible else ""
        many.append(f"{sheet.name}{hidden}: {ROLES.get(sheet.role) or 'looks like a table, ' + _size(sheet)}.")
    return many


def _size(sheet: Sheet) -> str:
    return f"{sheet.height:,} rows, {sheet.width:,} columns"


def _choose(view: View, tables: tuple[Sheet, ...]) -> None:
    names = [str(sheet.name) for sheet in tables]
    now = replay.current_sheet(view.draft).name
    chosen = st.radio("Which sheet holds the data to publish?", names, index=names.index(str(now)), key=view.key("sheet"))
    if chosen != now:
        with st.spinner("Looking at that sheet..."):
            sheet = next(sheet for sheet in tables if sheet.name == chosen)
            view.save(replay.reviewed(replay.chosen(view.draft, sheet)))
