"""How well the dataset is described, the one thing that would help most, and what is still missing: each a link to its field."""

from __future__ import annotations

import streamlit as st

from ctcompanion.metadata import label_of, missing, score
from ctcompanion.metadata.score import Improvement, Part
from ctcompanion.model import CleanTable, Finding
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.field_help import link

MOST_LINKS = 12


def metadata_score(view: View) -> None:
    """The score out of 100 in words, the next best improvement, what is missing, and how the score is made."""
    table = view.draft.safe or view.draft.table
    if table is None:
        return
    recipe = view.draft.recipe
    found = score(recipe.metadata, recipe.columns, table)
    st.progress(found.points / 100, text=f"Description: {found.points} of 100")
    if found.next:
        st.info(
            f"**Next best improvement:** {escape(found.next.sentence)} {_there(found.next, recipe.columns)}", icon=":material/lightbulb:"
        )
    _missing(missing(recipe.metadata, recipe.columns, table), recipe.columns, table)
    with st.expander("How the score is made"):
        st.caption("The portal counts missing descriptions, update frequencies and tags, and how fresh the data is. So does this score.")
        st.markdown("\n".join(["| What | Points | Of |", "|---|---|---|", *map(_row, found.parts)]))


def _there(improvement: Improvement, columns: tuple[ColumnMetadata, ...]) -> str:
    key = _place(improvement.column, columns) if improvement.column else improvement.key
    return link("Go to the field", key)


def _place(name: str, columns: tuple[ColumnMetadata, ...]) -> str:
    """The key of a column's place on the page."""
    column = next((one for one in columns if one.name == name), None)
    return f"column-{(column.field_name if column else '') or name}"


def _missing(stops: tuple[Finding, ...], columns: tuple[ColumnMetadata, ...], table: CleanTable) -> None:
    if not stops:
        st.success("Every required field is filled.", icon=":material/check:")
        return
    shown = {column.name: column.display or column.name for column in table.columns}
    links = [
        link(escape(f"Column {shown.get(stop.column, stop.column)}"), _place(stop.column, columns))
        if stop.column
        else link(escape(label_of(stop)), stop.place or "")
        for stop in stops
    ]
    more = f" and {len(links) - MOST_LINKS} more" if len(links) > MOST_LINKS else ""
    st.markdown(f":material/error: **Still to do before publishing:** {' · '.join(dict.fromkeys(links[:MOST_LINKS]))}{more}")


def _row(part: Part) -> str:
    return f"| {escape(part.label)} | {part.points:.0f} | {part.of:.0f} |"
