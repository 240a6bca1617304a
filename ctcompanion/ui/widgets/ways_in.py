"""The start page's ways in: the task list, an update of what was published, a sample, and my drafts."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from ctcompanion import recipe as recipes
from ctcompanion.draft import is_published
from ctcompanion.errors import CompanionError
from ctcompanion.recipe_check import Brought, brought, said_beside
from ctcompanion.recipe_digest import Written
from ctcompanion.reference import document, path
from ctcompanion.store import SavedDraft
from ctcompanion.ui import on_file, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import clock, day, escape
from ctcompanion.ui.widgets.take_file import take

SHOWN = 20
"""Drafts that are listed at first sight."""


def task_list(view: View) -> None:
    """The six steps, each with its state in words."""
    st.subheader("Your steps", anchor=False)
    rows = [f"| {number}. {task.title} | {task.state} | {escape(task.sentence)} |" for number, task in enumerate(view.tasks, start=1)]
    st.markdown("\n".join(["| Step | State | What it is about |", "|---|---|---|", *rows]))
    if view.draft.saved and st.button("Begin another dataset", key="begin"):
        session.begin()
        st.query_params.clear()
        st.rerun()


def updates() -> None:
    """Datasets published from here, with the date when the next update is due; and a recipe that was downloaded."""
    st.subheader("Update a dataset you published", anchor=False)
    saved = session.store().recipes.mine(session.owner())
    if not saved:
        st.caption("Nothing was published from here yet. After your first publication it is listed here with the date of its next update.")
    for one in saved:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escape(one.title)}** · {_due(one.next_due)}")
            if st.button("Update now", key=f"update-{one.dataset_id}"):
                _update(recipes.from_json(one.recipe))
    with st.expander("Use a recipe file"):
        dropped = st.file_uploader("A recipe (.json) downloaded from a receipt or a draft", type=["json"], key="recipe-file")
        if dropped is not None and st.button("Use this recipe", key="use-recipe"):
            try:
                here = brought(dropped.getvalue())
                _update(here.recipe, _said_of(here))
            except CompanionError as error:
                error_box(error)


def _update(recipe: recipes.Recipe, but: str = "") -> None:
    session.update_of(recipe)
    ready = "Your decisions from last time are ready. Now choose the new file."
    session.say(f"{but} {ready}", icon=":material/warning:") if but else session.say(ready)
    st.switch_page("pages/upload.py")


def _said_of(here: Brought) -> str:
    """A recipe changed by hand is followed here, where every page shows what it does; what is otherwise is said."""
    if here.written is not Written.BY_HAND:
        return ""
    filed = on_file.recipe_of(here.recipe.target)
    return escape(" ".join((here.written.value, *said_beside(filed, here.recipe), "Look at each page before you publish.")))


def _due(due: date | None) -> str:
    if due is None:
        return "no date set for the next update"
    return f"next update due {due:%B} {due.day}, {due.year}" + (" (late)" if due < date.today() else "")


def samples(view: View) -> None:
    """The project's sample files, one press away, each with what is wrong with it."""
    st.subheader("Try it with a sample", anchor=False)
    with st.grid(3):
        for sample in document("samples/samples.json")["samples"]:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{escape(sample['title'])}**")
                st.caption(escape(sample["wrong"]))
                if st.button("Use this sample", key=f"sample-{sample['file']}"):
                    draft = session.begin() if view.draft.workbook else view.draft
                    take(draft, path(f"samples/{sample['file']}").read_bytes(), sample["file"], then="pages/upload.py")


def my_drafts(view: View) -> None:
    """Drafts that were saved and not deleted."""
    st.subheader("Your drafts", anchor=False)
    others = [kept for kept in session.mine() if kept.id != view.draft.id]
    if not others:
        st.caption(f"Drafts are saved at every step and listed here. Your file is {session.keeps_files()} until you delete them.")
    for kept in others[:SHOWN]:
        _one_draft(kept)
    if len(others) > SHOWN:
        with st.expander(f"{len(others) - SHOWN} older drafts"):
            for kept in others[SHOWN:]:
                _one_draft(kept)


def _one_draft(kept: SavedDraft) -> None:
    moment = datetime.fromisoformat(kept.saved_at)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        state = "**published**" if is_published(kept.recipe) else "not published yet"
        file = escape(str(kept.source.get("file_name", "")))
        st.markdown(f"**{escape(kept.name)}** · {file} · saved {day(moment)}, {clock(moment)} · {state}")
        if st.button("Open", key=f"open-{kept.id}"):
            session.open_draft(kept.id)
            st.switch_page("pages/upload.py", query_params={"draft": kept.id})
        with st.popover("Rename or delete", key=f"more-{kept.id}"):
            name = st.text_input("Name of this draft", value=kept.name, key=f"name-{kept.id}-{kept.saves}")
            if st.button("Rename", key=f"rename-{kept.id}") and name.strip():
                session.rename(kept, name.strip())
                st.rerun()
            sure = st.checkbox("Yes, delete this draft and its file", key=f"sure-{kept.id}")
            if st.button("Delete now", disabled=not sure, key=f"delete-{kept.id}"):
                session.delete_other(kept)
                session.say("The draft and its file are deleted.")
                st.rerun()
