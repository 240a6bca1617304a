"""The drop zone, and what was found in the file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ctcompanion import replay
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.model import Workbook
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape

KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "zip", "dbf"]


def take_file(view: View) -> None:
    """Show the drop zone; a new file is read and its likeliest sheet cleaned. A refusal leaves the draft as it was."""
    megabytes = session.settings().limits.upload_bytes // (1024 * 1024)
    label = f"Your file: Excel, OpenDocument, csv or tab-separated text, up to {megabytes} MB"
    dropped = st.file_uploader(label, type=KINDS, key=f"file-{view.draft.id}")
    if dropped is not None and session.is_new_file(dropped.file_id):
        take(view.draft, dropped.getvalue(), dropped.name)
    elif view.draft.handed_over and view.draft.table is not None:
        st.info("This dataset came in a package with its table. A file that you choose here takes the table's place.")
    elif view.draft.workbook is None and view.draft.recipe.source.file_name:
        st.info(
            f"The file **{escape(view.draft.recipe.source.file_name)}** is not here any more. Choose it again; all your decisions are kept."
        )


def take(draft: Draft, content: bytes, file_name: str, then: str = "") -> None:
    """Read, choose the likeliest sheet, clean, check and keep; an error is shown and the draft stays as it was."""
    with st.status("Reading your file...", expanded=True) as status:
        try:
            ready = _through_the_stages(draft, content, file_name, status.update)
        except CompanionError as error:
            # Open, or the reason and the remedy would be folded away: a status that has ended closes itself.
            status.update(label="This file was not taken", state="error", expanded=True)
            error_box(error)
            if draft.workbook is not None:
                st.markdown(f"Your draft still holds **{escape(draft.workbook.file_name)}**, with all your decisions.")
            return
        status.update(label="Keeping your draft...")
        saved = session.save(ready)
        session.keep_file(saved, content)
    session.refresh_fields()
    if then:
        st.switch_page(then, query_params={"draft": saved.id})
    st.rerun()


def _through_the_stages(draft: Draft, content: bytes, file_name: str, say: Callable[..., None]) -> Draft:
    limits = session.settings().limits
    opened = replay.opened(draft, content, file_name, limits, on_progress=lambda text: say(label=text))
    if opened.workbook is None:
        return opened
    if _is_back(draft, opened.workbook):
        return replay.reopened(opened, content, limits)
    say(label="Looking for the table...")
    table = replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))
    say(label="Checking privacy...")
    reviewed = replay.reviewed(table)
    return replay.moved_forward(reviewed) if reviewed.last_month else reviewed


def _is_back(draft: Draft, workbook: Workbook) -> bool:
    """The file of a draft whose raw data is gone was chosen again: its decisions hold."""
    known = draft.recipe.source
    return draft.workbook is None and bool(draft.recipe.cleaning) and known.file_name == workbook.file_name
