"""Check your answers: one line each with a link to change it, and what is still missing."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import decide
from ctcompanion.progress import evaluation_left, metadata_left, privacy_left
from ctcompanion.reference import licences
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape


def check_answers(view: View) -> bool:
    """Show every answer; True when nothing is missing."""
    st.subheader("Check your answers", anchor=False)
    for page, label, answer in _answers(view):
        changes = "your answers" if page == "start" else label.lower()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{label}:** {escape(answer)}", width="stretch")
            st.page_link(f"pages/{page}.py", label=f"Change {changes}", query_params={"draft": view.draft.id})
    left = [
        (page, sentence)
        for page, asked in (("start", evaluation_left), ("privacy", privacy_left), ("metadata", metadata_left))
        for sentence in asked(view.draft)
    ]
    if not left:
        st.success("Nothing is missing.", icon=":material/check:")
        return True
    with st.container(border=True):
        st.subheader("There is something missing", anchor=False)
        for page, sentence in left:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escape(sentence), width="stretch")
                st.page_link(f"pages/{page}.py", label="Go there", query_params={"draft": view.draft.id})
    return False


def _answers(view: View) -> list[tuple[str, str, str]]:
    draft, metadata = view.draft, view.draft.recipe.metadata
    table = draft.safe or draft.table
    if table is None:
        return []
    remedies = len(draft.recipe.privacy.remedies)
    done = f"{remedies} change{'s' if remedies != 1 else ''} made to protect people" if remedies else "no change was needed"
    licence = licences().get(metadata.license)
    return [
        ("start", "May it be published", decide(draft.recipe.evaluation).sentence),
        (
            "upload",
            "File",
            f"{draft.recipe.source.file_name}" + (f", sheet {draft.recipe.source.sheet}" if draft.recipe.source.sheet else ""),
        ),
        ("clean", "Table", f"{len(table.rows):,} rows, {len(table.columns)} columns"),
        ("privacy", "Privacy", f"{len(draft.recipe.privacy.classes)} of {len(table.columns)} columns confirmed, {done}"),
        ("metadata", "Title", metadata.title or "empty"),
        ("metadata", "Agency", metadata.agency or "empty"),
        ("metadata", "Updates", metadata.update_frequency or "empty"),
        ("metadata", "License", str(licence["name"]) if licence else "empty"),
    ]
