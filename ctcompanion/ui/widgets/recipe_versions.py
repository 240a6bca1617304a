"""The recipe of a published dataset: download, another in its place, a copy, its versions side by side, and the way back to one."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.recipe import from_json
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
        _other(receipt)


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
    found = changes(from_json(old.recipe), from_json(newest.recipe))
    if not found:
        st.markdown("The two say the same.")
    for part, said in found.items():
        more = [f"- and {len(said) - SHOWN} more"] if len(said) > SHOWN else []
        st.markdown("\n".join([f"**{part}**", "", *(f"- {sentence(one)}" for one in said[:SHOWN]), *more]))
    if st.button(f"Go back to version {old.version}", icon=":material/history:", key=f"back-{key}"):
        made = on_file.roll_back(old)
        session.say(f"Version {old.version} holds again, as version {made.version}. The published rows are as they were.")
        st.rerun()


def _when(saved: SavedRecipe) -> str:
    moment = datetime.fromisoformat(saved.saved_at)
    return f"{day(moment)}, {clock(moment)}"


def _other(receipt: Receipt) -> None:
    """A recipe that was downloaded and edited comes back as the newest version."""
    dropped = st.file_uploader(
        "Put a recipe file in its place (.json)", type=["json"], key=f"put-{receipt.publication_id}", max_upload_size=5
    )
    if dropped is None or not st.button("Use this file as the newest version", key=f"put-it-{receipt.publication_id}"):
        return
    try:
        here = brought(dropped.getvalue())
        on_file.put_recipe(receipt, here.recipe)
    except CompanionError as error:
        error_box(error)
        return
    by_hand = f"{here.written.value} Compare the two versions here. " if here.written is Written.BY_HAND else ""
    session.say(f"{by_hand}The recipe is kept as the newest version.")
    st.rerun()
