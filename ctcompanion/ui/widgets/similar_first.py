"""Before a new dataset is begun: what the portal has already, with "add to it instead" as the first choice."""

from __future__ import annotations

import streamlit as st

from ctcompanion import recipe as recipes
from ctcompanion.errors import PublishingError
from ctcompanion.publishing.find import Similar
from ctcompanion.recipe import Evaluation, Target
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.already_there import NEW, choose, look, target_of

CONSOLIDATE, ABOUT = "K1", "about"


def similar_first(view: View, now: Evaluation) -> Evaluation:
    """Ask what the data is called, look on the portal, and offer to add to what is found. The answer is K1 of the record."""
    st.markdown("**Is it on the portal already?**")
    target = view.draft.recipe.target
    if target.dataset_id:
        _chosen(view, target)
        return now
    said = view.draft.recipe.metadata.title or now.notes.get(ABOUT, "")
    about = st.text_input("What would you call the data?", said, placeholder="Housing permits by town", key=view.key("about")).strip()
    if about and about != view.draft.recipe.metadata.title:
        now = now.model_copy(update={"notes": {**now.notes, ABOUT: about}})
    return _offered(view, now, about) if about else now


def _offered(view: View, now: Evaluation, about: str) -> Evaluation:
    recipe = view.draft.recipe
    fields = tuple(column.field_name or column.name for column in recipe.columns)
    try:
        found = look(about, fields, recipe.metadata.agency)
    except PublishingError as error:
        st.caption(f"{escape(error.message)} You are asked again on the publish page.")
        return now
    if not found:
        st.caption("No similar dataset was found on the portal.")
        return now
    choice = choose(view, found, NEW if now.answers.get(CONSOLIDATE) == "no" else None)
    if choice is None:
        return now
    said = now.model_copy(update={"answers": {**now.answers, CONSOLIDATE: "no" if choice == NEW else "yes"}})
    if choice != NEW:
        _add_to(view, said, found, choice)
    return said


def _add_to(view: View, said: Evaluation, found: tuple[Similar, ...], choice: str) -> None:
    view.save(view.draft.with_evaluation(said).with_target(target_of(view, found, choice)))


def _chosen(view: View, target: Target) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Yes: your rows will be added to **{escape(target.title_there or target.dataset_id)}**.")
        if st.button("Make a new dataset after all", key=view.key("not-there")):
            answers = {**view.draft.recipe.evaluation.answers, CONSOLIDATE: "no"}
            evaluation = view.draft.recipe.evaluation.model_copy(update={"answers": answers})
            view.save(view.draft.with_evaluation(evaluation).with_target(Target()))
    mine = next((one for one in session.store().recipes.mine(session.owner()) if one.dataset_id == target.dataset_id), None)
    if mine is not None and view.draft.last_month is None:
        st.caption("It was published from here: your decisions from last time can be used again.")
        if st.button("Use the decisions from last time", key=view.key("use-last")):
            session.update_of(recipes.from_json(mine.recipe))
            session.say("Your decisions from last time are ready. Now choose the new file.")
            st.switch_page("pages/upload.py")
