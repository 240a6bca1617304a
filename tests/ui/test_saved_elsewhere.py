"""Two tabs, two servers, one draft: the second save is refused kindly, and what was typed there is not lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion.draft import Draft
from ctcompanion.settings import Settings
from ctcompanion.store import Store, open_store
from tests.ui.test_pages import PERMITS, App, go, with_file, words
from tests.ui.test_privacy_loop import button


def draft_of(visit: AppTest) -> Draft:
    draft = visit.session_state["companion_draft"]
    assert isinstance(draft, Draft)
    return draft


def tab(app: App, draft_id: str, page: str) -> AppTest:
    """The same draft in another tab."""
    visit = app()
    visit.query_params["draft"] = draft_id
    return go(visit, page)


def renamed(visit: AppTest, name: str) -> AppTest:
    """Something is done in this tab that is saved."""
    next(one for one in visit.text_input if one.label == "Name of this draft").set_value(name)
    return button(visit, "Rename").click().run()


def names(store: Store) -> list[str]:
    return sorted(kept.name for kept in store.drafts.mine("local"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The app's own store, looked at from outside."""
    return open_store(Settings(data_folder=tmp_path / "var"))


def test_the_second_save_is_refused_and_what_was_typed_becomes_a_draft_of_its_own(app: App, store: Store) -> None:
    first = with_file(app)
    draft = draft_of(first)
    second = tab(app, draft.id, "upload")
    renamed(first, "From the first tab")
    renamed(second, "From the second tab")
    assert "changed in another tab" in words(second)
    assert names(store) == ["From the first tab"]
    assert "What is in your file" not in words(second)
    button(second, "Keep what I have here, as a draft of its own").click().run()
    assert not second.exception
    assert "Both drafts stand in your list" in words(second)
    assert "What is in your file" in words(second)
    assert names(store) == ["From the first tab", "From the second tab (from another tab)"]
    kept = draft_of(second)
    assert kept.id != draft.id
    assert kept.recipe.cleaning == draft.recipe.cleaning
    assert store.drafts.kept(kept.id, "local") == PERMITS.read_bytes()
    renamed(second, "And on")
    assert names(store) == ["And on", "From the first tab"]


def test_who_goes_on_from_the_other_one_sees_what_stands_there(app: App, store: Store) -> None:
    first = with_file(app)
    second = tab(app, draft_of(first).id, "upload")
    renamed(first, "From the first tab")
    renamed(second, "From the second tab")
    go(second, "clean")
    assert "changed in another tab" in words(second)
    button(second, "Go on from the other one").click().run()
    assert not second.exception
    assert draft_of(second).name == "From the first tab"
    assert names(store) == ["From the first tab"]


def test_a_draft_that_was_deleted_in_the_other_tab_can_be_kept_or_let_go(app: App, store: Store) -> None:
    for choice, left in (("Let it go", []), ("Keep what I have here, as a draft of its own", ["Mine (from another tab)"])):
        first = with_file(app)
        second = tab(app, draft_of(first).id, "upload")
        store.drafts.delete(draft_of(first).id, "local")
        renamed(second, "Mine")
        assert "deleted in another tab" in words(second)
        button(second, choice).click().run()
        assert not second.exception
        assert names(store) == left


def test_a_server_that_still_holds_an_older_file_in_memory_asks_for_the_newer_one(
    app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft went on with another file on another server; here the first one still stands in memory."""
    monkeypatch.setenv("CTCOMPANION_KEEP_SOURCES", "false")
    here = with_file(app)
    draft = draft_of(here)
    again = tab(app, draft.id, "upload")
    assert "What is in your file" in words(again)
    kept = store.drafts.load(draft.id, "local")
    store.drafts.save(kept.id, kept.name, kept.recipe, {**kept.source, "sha256": "0" * 64}, "local")
    again = tab(app, draft.id, "upload")
    assert "is not here any more. Choose it again" in words(again)
    assert json.loads(kept.recipe)["recipe"]["cleaning"] == [step.model_dump(mode="json") for step in draft_of(again).recipe.cleaning]
