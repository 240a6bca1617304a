"""Is it already there? Adding to what exists comes first; a new dataset is the second choice."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import PublishingError
from ctcompanion.publishing.find import Similar
from ctcompanion.recipe import Target
from ctcompanion.ui.frame import View, nothing_sent_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.already_there import NEW, choose, look, target_of
from ctcompanion.ui.widgets.append_rows import append_rows
from ctcompanion.ui.widgets.new_dataset import new_dataset
from ctcompanion.ui.widgets.published_before import published_before


def destination(view: View) -> None:
    """Choose between adding to a dataset and making a new one; then the form for that."""
    target = view.draft.recipe.target
    if target.dataset_id:
        _known(view, target)
        return
    st.subheader("Is it already there?", anchor=False)
    published_before(view)
    try:
        found = _look(view)
    except PublishingError as error:
        nothing_sent_box(error)
        return
    choice = _choice(view, found)
    if choice == NEW:
        new_dataset(view)
    elif choice:
        view.save(view.draft.with_target(target_of(view, found, choice)))


def _look(view: View) -> tuple[Similar, ...]:
    metadata = view.draft.recipe.metadata
    fields = tuple(column.field_name or column.name for column in view.draft.recipe.columns)
    return look(metadata.title, fields, metadata.agency)


def _choice(view: View, found: tuple[Similar, ...]) -> str | None:
    if not found:
        st.markdown("No similar dataset was found on the portal, so this will be a new one.")
        return NEW
    return choose(view, found)


def _known(view: View, target: Target) -> None:
    st.subheader("Add to a dataset that is there", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Your rows go to **{escape(target.title_there or target.dataset_id)}** ({escape(target.dataset_id)}).")
        if st.button("Choose another", key=view.key("other-target")):
            view.save(view.draft.with_target(Target()))
    published_before(view, target.dataset_id)
    append_rows(view)
