"""What the checks say under a field: the reason, the proposal, and one press to take it."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning import placed
from ctcompanion.cleaning.map_values import with_words
from ctcompanion.errors import CompanionError
from ctcompanion.metadata import accept, value_words
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape

REWRITE = "rewrite-values"


def advice(view: View, findings: list[Finding], key: str) -> None:
    """One line a finding. `key` tells the buttons of this field from those of others."""
    for number, finding in enumerate(findings):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            icon = ":material/error:" if finding.level == Level.STOP else ":material/edit_note:"
            st.caption(f"{icon} {escape(finding.message)}", help=escape(finding.why) or None, width="content")
            for remedy in finding.remedies:
                if _can_be_done(view, remedy) and st.button(escape(remedy.label), key=view.key(f"{key}-{number}-{remedy.operation}")):
                    _take(view, remedy)


def _can_be_done(view: View, remedy: Remedy) -> bool:
    """Values are rewritten by a cleanup step, and that needs the sheet and the column as the cleanup made it."""
    table = view.draft.table
    return remedy.operation != REWRITE or (
        view.draft.workbook is not None
        and table is not None
        and bool(value_words(table, remedy.parameters["column"], remedy.parameters["word"]))
    )


def _take(view: View, remedy: Remedy) -> None:
    session.refresh_fields()
    if remedy.operation == REWRITE:
        _rewrite(view, remedy.parameters["column"], remedy.parameters["word"])
        return
    view.save(view.draft.with_metadata(*accept(remedy, view.draft.recipe.metadata, view.draft.recipe.columns)))


def _rewrite(view: View, column: str, word: str) -> None:
    draft = view.draft
    if draft.table is None:
        return
    step = with_words(draft.recipe.cleaning, column, value_words(draft.table, column, word))
    try:
        with st.spinner("Making the table..."):
            changed = replay.reviewed(replay.cleaned(draft, placed(draft.recipe.cleaning, step)))
    except CompanionError as error:
        error_box(error)
        return
    session.say("The values are written in other words. You can take it back on the clean page.")
    view.save(changed)
