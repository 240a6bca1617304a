"""Copy from my other dataset: one that was published from here, a draft, or one on the portal."""

from __future__ import annotations

import re

import streamlit as st

from ctcompanion import recipe as recipes
from ctcompanion.errors import CompanionError
from ctcompanion.metadata import copy_from as copied_from
from ctcompanion.metadata import field, from_view
from ctcompanion.metadata.copy_from import Copied
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata
from ctcompanion.ui import on_file, portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape

FOUR_BY_FOUR = re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}")
Described = tuple[DatasetMetadata, tuple[ColumnMetadata, ...]]


def copy_from(view: View) -> None:
    """Choose a dataset, see what would be copied, and copy it. What you wrote stays."""
    with st.expander("Copy from your other dataset", icon=":material/content_copy:"):
        st.caption(
            "Columns of the same name take its descriptions; agency, contact and the like come along. What you wrote yourself stays."
        )
        mine = {f"saved:{one.dataset_id}": f"{one.title} (published)" for one in session.store().recipes.mine(session.owner())}
        mine |= {f"draft:{one.id}": f"{one.name} (draft)" for one in session.mine() if one.id != view.draft.id}
        chosen = st.selectbox(
            "Your other dataset", list(mine), index=None, format_func=lambda one: mine[one], placeholder="Choose", key=view.key("copy-mine")
        )
        there = st.text_input(
            "Or the address of one on the portal", placeholder="https://data.ct.gov/d/abcd-1234", key=view.key("copy-there")
        )
        try:
            other = _published(there) if there.strip() else _mine(chosen) if chosen else None
        except CompanionError as error:
            error_box(error)
            return
        if there.strip() and other is None:
            st.caption("The address should hold the dataset's id, such as abcd-1234.")
        if other is not None:
            _offer(view, other)


def _mine(chosen: str) -> Described | None:
    kind, _, name = chosen.partition(":")
    if kind == "saved":
        saved = next(one for one in session.store().recipes.mine(session.owner()) if one.dataset_id == name)
        recipe = recipes.from_json(saved.recipe)
        return recipe.metadata, recipe.columns
    recipe = on_file.recipe_of_draft(name)
    return recipe.metadata, recipe.columns


def _published(address: str) -> Described | None:
    found = FOUR_BY_FOUR.findall(address.lower())
    if not found:
        return None
    view = session.remembered(("copy", found[-1]), lambda: portals.portal().view(found[-1]))
    return from_view(view.body)


def _offer(view: View, other: Described) -> None:
    table = view.draft.safe or view.draft.table
    recipe = view.draft.recipe
    if table is None:
        return
    copied = copied_from(other, table, recipe.metadata, recipe.columns)
    st.markdown(_said(copied))
    if (copied.columns_filled or copied.fields_filled) and st.button("Copy", key=view.key("copy-do")):
        session.say("Copied. Please look it over: it was written for another dataset.")
        session.refresh_fields()
        view.save(view.draft.with_metadata(copied.metadata, copied.columns))


def _said(copied: Copied) -> str:
    lines = [
        f"**Columns:** {escape(', '.join(copied.columns_filled))}." if copied.columns_filled else "No column of that dataset fits yours.",
        f"**Fields:** {escape(', '.join(field(key).label for key in copied.fields_filled))}." if copied.fields_filled else "",
        f"**Without a namesake there:** {escape(', '.join(copied.without))}." if copied.columns_filled and copied.without else "",
    ]
    return "\n\n".join(line for line in lines if line)
