"""What was found in the workbook, in sentences, and a choice of sheet where there is one."""

from __future__ import annotations

import streamlit as st

from ctcompanion import filled_in, replay
from ctcompanion.cleaning.step import counted, listed
from ctcompanion.model import Sheet, Workbook, column_letter
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.files_together import files_here, files_together
from ctcompanion.ui.widgets.load_receipt import load_receipt
from ctcompanion.ui.widgets.sheets_together import put_together, sheets_together

FEW = 8
"""More sheets than this are chosen from a list that opens."""
ROLES = {"notes": "text, no table", "empty": "empty", "chart": "a chart"}


def sheet_choice(view: View) -> None:
    """Say what the file holds; ask only when more than one sheet may be meant."""
    workbook = view.draft.workbook
    if workbook is None:
        return
    st.subheader("What is in your files" if workbook.files else "What is in your file", anchor=False)
    if (data := filled_in.sheet_of(view.draft)) is not None:
        _made_for_it(workbook, data)
        return
    if workbook.files:
        files_here(workbook)
    for sentence in (*(() if workbook.files else _sentences(workbook)), *workbook.notices):
        st.markdown(f"- {escape(sentence)}")
    load_receipt(workbook)
    for sentence in _came_along(view, workbook):
        st.warning(escape(sentence), icon=":material/visibility_off:")
    tables = replay.tables_in(workbook)
    if view.draft.recipe.source.sheets:
        put_together(view)
    elif workbook.files:
        files_together(view, workbook)
        _choose(view, tables)
    elif len(tables) > 1:
        _choose(view, tables)
        sheets_together(view, workbook)


def _made_for_it(workbook: Workbook, data: Sheet) -> None:
    """The workbook that a receipt wrote, filled in: where the rows stand is known, and nothing is asked."""
    rows = counted(max(data.height - 1, 0), "row")
    st.markdown(f"This is the workbook that was made for this dataset. Your rows are on its tab **{data.name}**: {rows}.")
    load_receipt(workbook)
    for name in filled_in.added(workbook):
        st.warning(
            f"**Somebody added the tab {escape(name)}.** What stands on it is not taken. Rows that belong to this dataset go on the tab "
            f"{data.name}: move them there, save, and choose the file again.",
            icon=":material/tab:",
        )


def _came_along(view: View, workbook: Workbook) -> list[str]:
    """Hidden columns, rows and filters of the sheets in use, in sentences."""
    names = view.draft.recipe.source.sheets or (replay.current_sheet(view.draft).label,)
    several = len(workbook.sheets) > 1
    return [
        f"{f'{sheet.label}: ' if several else ''}{said}" for sheet in workbook.sheets if sheet.label in names and (said := hidden(sheet))
    ]


def hidden(sheet: Sheet) -> str:
    """What of a sheet is hidden in Excel and is read all the same; empty when nothing is."""
    rows, columns = sheet.hidden_rows, sheet.hidden_columns
    parts = [f"{counted(len(columns), 'hidden column')} ({_some([column_letter(number) for number in columns])})"] if columns else []
    parts += [f"{counted(len(rows), 'hidden row')} ({_some([f'{number:,}' for number in rows])})"] if rows else []
    said = f"{listed(parts)} came along. Look at them before you go on: they may not be meant for the public." if parts else ""
    if sheet.filtered and rows:
        said += " A filter is set; the rows that it hides are in your table too."
    return said


def _some(words: list[str]) -> str:
    return listed(words) if len(words) <= 6 else f"{', '.join(words[:5])} and {len(words) - 5:,} more"


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
    names = [str(sheet.label) for sheet in tables]
    now = str(replay.current_sheet(view.draft).label)
    several = bool(view.draft.workbook and view.draft.workbook.files)
    asked = "Or go on with one of them alone:" if several else "Which sheet holds the data to publish?"
    at, key = names.index(now), view.key("sheet")
    chosen = st.selectbox(asked, names, index=at, key=key) if len(names) > FEW else st.radio(asked, names, index=at, key=key)
    if chosen != now:
        with st.spinner("Looking at that sheet..."):
            sheet = next(sheet for sheet in tables if sheet.label == chosen)
            view.save(replay.reviewed(replay.chosen(view.draft, sheet)))
