"""The drop zone: one file, or several that may be parts of one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ctcompanion import replay
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.model import Workbook
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape

if TYPE_CHECKING:
    from ctcompanion.reading import Refused

Files = Sequence[tuple[str, bytes]]
KINDS = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "zip", "dbf"]


def take_file(view: View) -> None:
    """Show the drop zone; a new file is read and its likeliest sheet cleaned. A refusal leaves the draft as it was."""
    megabytes = session.settings().limits.upload_bytes // (1024 * 1024)
    label = f"Your file: Excel, OpenDocument, csv or tab-separated text, up to {megabytes} MB. Several at once when they are parts of one table."
    dropped = st.file_uploader(label, type=KINDS, key=f"file-{view.draft.id}", accept_multiple_files=True)
    if view.draft.workbook is None:
        st.caption(
            "**What not to bring:** names, addresses, Social Security or case numbers, and any other personal detail that the dataset does not need. "
            f"Your file is {session.keeps_files()}. You can delete both at any time from the draft's menu."
        )
    if dropped and session.is_new_file(" ".join(file.file_id for file in dropped)):
        take_all(view.draft, [(file.name, file.getvalue()) for file in dropped])
    elif view.draft.handed_over and view.draft.table is not None:
        st.info("This dataset came in a package with its table. A file that you choose here takes the table's place.")
    elif view.draft.workbook is None and view.draft.recipe.source.file_name:
        st.info(
            f"The file **{escape(view.draft.recipe.source.file_name)}** is not here any more. Choose it again; all your decisions are kept."
            if not view.draft.recipe.source.files
            else f"Your files (**{escape(view.draft.recipe.source.file_name)}**) are not here any more. Choose them again, all at once."
        )


def take(draft: Draft, content: bytes, file_name: str, then: str = "") -> None:
    """Read, choose the likeliest sheet, clean, check and keep; an error is shown and the draft stays as it was."""
    take_all(draft, [(file_name, content)], then)


def take_all(draft: Draft, files: Files, then: str = "") -> None:
    """The same for several files at once. Those that cannot be read are named and left out."""
    from ctcompanion.cleaning.order_files import in_order

    files = in_order(files)
    one = len(files) == 1
    with st.status("Reading your file..." if one else f"Reading your {len(files)} files...", expanded=True) as status:
        try:
            ready, refused = _through_the_stages(draft, files, status.update)
        except CompanionError as error:
            # Open, or the reason and the remedy would be folded away: a status that has ended closes itself.
            status.update(label="This file was not taken" if one else "These files were not taken", state="error", expanded=True)
            error_box(error)
            _still_holds(draft)
            return
        if refused and ready is draft:
            status.update(label="Not every file was taken", state="error", expanded=True)
            for other in refused:
                st.markdown(f"**{escape(other.file_name)}**")
                error_box(other.error)
            _still_holds(draft)
            return
        status.update(label="Keeping your draft...")
        saved = session.save(ready)
        session.keep_files(saved, _read(files, refused))
    if refused:
        told = "\n".join(f"- **{escape(other.file_name)}**: {escape(f'{other.error.message} {other.error.hint}')}" for other in refused)
        session.say(f"Not every file could be read. These were left out:\n{told}", ":material/error:")
    session.refresh_fields()
    if then:
        st.switch_page(then, query_params={"draft": saved.id})
    st.rerun()


def _still_holds(draft: Draft) -> None:
    if draft.workbook is not None:
        st.markdown(f"Your draft still holds **{escape(draft.workbook.file_name)}**, with all your decisions.")


def _through_the_stages(draft: Draft, files: Files, say: Callable[..., None]) -> tuple[Draft, tuple[Refused, ...]]:
    """The draft with these files, and those that were refused. The very draft where it holds just these files already: its decisions stay."""
    limits = session.settings().limits
    opened, refused = replay.opened_together(draft, files, limits, on_progress=lambda text: say(label=text))
    if opened.workbook is None:
        return opened, refused
    if draft.workbook is not None and len(files) > 1 and draft.workbook.sha256 == opened.workbook.sha256:
        return draft, refused
    if _is_back(draft, opened.workbook):
        return replay.reopened(opened, _read(files, refused), limits), refused
    say(label="Looking for the table...")
    table = replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))
    say(label="Checking privacy...")
    reviewed = replay.reviewed(table)
    return (replay.moved_forward(reviewed) if reviewed.last_month else reviewed), refused


def _read(files: Files, refused: Sequence[Refused]) -> list[bytes]:
    """The contents of the files that could be read."""
    out = {one.place for one in refused}
    return [content for at, (_, content) in enumerate(files) if at not in out]


def _is_back(draft: Draft, workbook: Workbook) -> bool:
    """The file of a draft whose raw data is gone was chosen again: its decisions hold."""
    known = draft.recipe.source
    same = known.file_name == workbook.file_name and known.files == workbook.files
    return draft.workbook is None and bool(draft.recipe.cleaning) and same
