"""The recipe of a published dataset: download, another in its place, a copy, its versions side by side, and the way back to one."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.recipe import Recipe, from_json
from ctcompanion.recipe_changes import changes
from ctcompanion.recipe_check import brought
from ctcompanion.recipe_digest import Written
from ctcompanion.store import SavedRecipe
from ctcompanion.ui import on_file, session
from ctcompanion.ui.frame import error_box
from ctcompanion.ui.texts import clock, day, sentence

SHOWN = 12
"""Differences of one part that are listed at first sight."""


def recipe_versions(receipt: Receipt, newest: SavedRecipe) -> None:
    """Everything that can be done with the recipe itself."""
    key = receipt.publication_id
    with st.expander(f"The recipe (version {newest.version})", icon=":material/menu_book:"):
        st.markdown("Every decision you made for this dataset, without a single value of the data. It is what *Update now* follows.")
        with st.container(horizontal=True):
            st.download_button(
                "Download the recipe", from_json(newest.recipe).to_json(), file_name=f"recipe-{receipt.dataset_id}.json", mime="application/json",
                on_click="ignore", key=f"recipe-{key}",
            )  # fmt: skip
            if st.button("Use it for another dataset", icon=":material/content_copy:", key=f"copy-{key}"):
                session.duplicate_of(from_json(newest.recipe))
                session.say("A copy of the decisions is ready for a new dataset. Now choose its file.")
                st.switch_page("pages/upload.py")
        _versions(receipt, newest)
        _other(receipt, newest)


def _versions(receipt: Receipt, newest: SavedRecipe) -> None:
    older = [saved for saved in on_file.recipe_versions(receipt) if saved.version != newest.version]
    if not older:
        st.caption("This is its first version. After the next change you can compare the two here, and go back.")
        return
    key = receipt.publication_id
    by_number = {saved.version: saved for saved in older}
    chosen = st.selectbox(
        f"Compare version {newest.version}, the newest, with",
        list(by_number),
        format_func=lambda number: f"Version {number}, saved {_when(by_number[number])}",
        key=f"version-{key}-{newest.version}",
    )
    old = by_number[chosen]
    _differences(from_json(old.recipe), from_json(newest.recipe))
    if st.button(f"Go back to version {old.version}", icon=":material/history:", key=f"back-{key}"):
        made = on_file.roll_back(old)
        session.say(
            f"The next update follows what you decided in version {old.version} again; it is kept as version {made.version}. "
            "What is published stays as it is."
        )
        st.rerun()


def _differences(old: Recipe, new: Recipe) -> bool:
    """Say part by part what is different in the newer of two recipes; False when nothing is."""
    found = changes(old, new)
    if not found:
        st.markdown("The two say the same.")
    for part, said in found.items():
        more = [f"- and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
        st.markdown("\n".join([f"**{part}**", "", *(f"- {sentence(one)}" for one in said[:SHOWN]), *more]))
    return bool(found)


def _when(saved: SavedRecipe) -> str:
    moment = datetime.fromisoformat(saved.saved_at)
    return f"{day(moment)}, {clock(moment)}"


def _other(receipt: Receipt, newest: SavedRecipe) -> None:
    """A recipe that was downloaded and edited comes back as the newest version, after a look at what it changes."""
    dropped = st.file_uploader(
        "Put a recipe file in its place (.json)", type=["json"], key=f"put-{receipt.publication_id}", max_upload_size=5
    )
    if dropped is None:
        return
    try:
        here = brought(dropped.getvalue())
        recipe = on_file.fitting(receipt, here.recipe)
    except CompanionError as error:
        error_box(error)
        st.caption(f"Nothing was changed: version {newest.version} stays in use.")
        return
    by_hand = f"{here.written.value} " if here.written is Written.BY_HAND else ""
    st.markdown(f"{by_hand}What this file changes in version {newest.version}:")
    other = _differences(from_json(newest.recipe), recipe)
    if other and st.button("Use this file as the newest version", key=f"put-it-{receipt.publication_id}"):
        on_file.put_recipe(receipt, recipe)
        session.say("The recipe is kept as the newest version. What is published stays as it is.")
        st.rerun()
