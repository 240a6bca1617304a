"""A second person's word, on the pages: the author asks, the approver looks and answers, and any change asks anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import practice
from ctcompanion.draft import Draft
from ctcompanion.settings import Settings
from ctcompanion.store import open_store
from tests.shell.test_replay_series import WEEKS, decided, file_of
from tests.ui.test_pages import App, go, words
from tests.ui.test_privacy_loop import button

PEOPLE = """
approval = ["*"]

["ed@ct.gov"]
"*" = ["editor"]

["ann@ct.gov"]
"*" = ["approver"]
"""


@pytest.fixture
def come(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Somebody opens a page; the sign-in itself is walked in tests/journeys/test_signing_in.py."""
    file = tmp_path / "people.toml"
    file.write_text(PEOPLE)
    monkeypatch.setenv("CTCOMPANION_PEOPLE_FILE", str(file))

    def coming(who: str, page: str, draft: Draft | None = None) -> AppTest:
        monkeypatch.setattr("ctcompanion.ui.session.person", lambda: who)
        visit = app()
        if draft is not None:
            visit.session_state["companion_draft"] = draft
        return go(visit, page)

    with practice.running(tmp_path / "portal") as portal:
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", portal.domain)
        yield coming


def may_publish(visit: AppTest) -> bool:
    assert not visit.exception
    return any(one.label == "Publish privately" for one in visit.button)


def test_who_asks_waits_for_another_person_and_a_change_asks_anew(come: Callable[..., AppTest], tmp_path: Path) -> None:
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    author = come("ed@ct.gov", "publish", draft)
    assert "a second person looks at a dataset before it is published" in words(author)
    assert not may_publish(author)
    button(author, "Ask for approval").click().run()
    assert "Approval was asked for." in words(author)
    assert "Who can: ann@ct.gov. No mail is sent" in words(author)
    assert "1 dataset waits for your approval." in words(come("ann@ct.gov", "start"))
    assert not may_publish(author)

    approver = come("ann@ct.gov", "review")
    assert draft.recipe.metadata.title in words(approver)
    next(one for one in approver.toggle if one.label == "Look at it").set_value(True).run()
    assert not approver.exception
    assert len(approver.dataframe) == 1
    assert "It becomes a new dataset, private at first." in words(approver)
    next(one for one in approver.text_input if one.label == "A word to the author about the whole").set_value("Well described.")
    button(approver, "Approve").click().run()
    assert not approver.exception
    assert "Waiting for your approval" not in words(approver)

    author = come("ed@ct.gov", "publish", draft)
    assert "Approved by ann@ct.gov. Well described." in words(author)
    assert may_publish(author)
    edited = draft.recipe.metadata.model_copy(update={"description": draft.recipe.metadata.description + " And more."})
    author = come("ed@ct.gov", "publish", draft.with_metadata(edited, draft.recipe.columns))
    assert not may_publish(author)
    assert "It was approved by ann@ct.gov as it was before your last change. Well described." in words(author)


def test_an_older_question_about_the_same_dataset_is_marked(come: Callable[..., AppTest], tmp_path: Path) -> None:
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    button(come("ed@ct.gov", "publish", draft), "Ask for approval").click().run()
    edited = draft.recipe.metadata.model_copy(update={"description": draft.recipe.metadata.description + " And more."})
    button(come("ed@ct.gov", "publish", draft.with_metadata(edited, draft.recipe.columns)), "Ask for approval").click().run()
    approver = come("ann@ct.gov", "review")
    assert len([one for one in approver.toggle if one.label == "Look at it"]) == 2
    assert words(approver).count("Its author changed it since, and asked again") == 1


def test_where_nobody_may_approve_the_author_is_told_whom_to_ask(come: Callable[..., AppTest], tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text(PEOPLE.replace('"approver"', '"viewer"'))
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    author = come("ed@ct.gov", "publish", draft)
    button(author, "Ask for approval").click().run()
    assert "nobody else may approve for your agency yet" in words(author)


def test_what_is_sent_back_comes_with_the_reason(come: Callable[..., AppTest], tmp_path: Path) -> None:
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    button(come("ed@ct.gov", "publish", draft), "Ask for approval").click().run()
    approver = come("ann@ct.gov", "review")
    next(one for one in approver.toggle if one.label == "Look at it").set_value(True).run()
    next(one for one in approver.text_input if one.label == "A word to the author about the whole").set_value("Name the source.")
    button(approver, "Send back").click().run()
    author = come("ed@ct.gov", "publish", draft)
    assert "Sent back by ann@ct.gov." in words(author)
    assert "Name the source." in words(author)
    assert not may_publish(author)


def test_nothing_is_approved_that_cannot_be_looked_at_any_more(come: Callable[..., AppTest], tmp_path: Path) -> None:
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    button(come("ed@ct.gov", "publish", draft), "Ask for approval").click().run()
    store = open_store(Settings(data_folder=tmp_path / "var"))
    (asked,) = store.approvals.waiting_for("ann@ct.gov")
    store.sealed.forget(f"approval:{asked.hash}")
    approver = come("ann@ct.gov", "review")
    next(one for one in approver.toggle if one.label == "Look at it").set_value(True).run()
    assert "Its rows are no longer kept here." in words(approver)
    assert button(approver, "Approve").disabled
    button(approver, "Send back").click().run()
    assert not approver.exception
    assert store.approvals.waiting_for("ann@ct.gov") == ()


def beside(visit: AppTest, label: str) -> Any:
    return next(one for one in visit.text_input if one.label == f"Comment on {label}")


def test_a_comment_beside_a_field_reaches_its_author_and_is_answered_without_an_edit(come: Callable[..., AppTest], tmp_path: Path) -> None:
    draft = decided(file_of(tmp_path, "weekly.csv", *WEEKS))
    button(come("ed@ct.gov", "publish", draft), "Ask for approval").click().run()
    approver = come("ann@ct.gov", "review")
    next(one for one in approver.toggle if one.label == "Look at it").set_value(True).run()
    assert not [link for link in approver.page_link if link.label == "Decide it myself"]
    beside(approver, "Title").set_value("Say which weeks.").run()
    assert not approver.exception
    assert "You have written 1 comment on single fields." in words(approver)

    later = come("ann@ct.gov", "review")
    next(one for one in later.toggle if one.label == "Look at it").set_value(True).run()
    assert beside(later, "Title").value == "Say which weeks."
    button(later, "Send back").click().run()

    author = come("ed@ct.gov", "publish", draft)
    assert "Sent back by ann@ct.gov." in words(author)
    assert "See the comment beside the fields" in [link.label for link in author.page_link]
    home = go(author, "metadata")
    assert "ann@ct.gov" in words(home)
    assert "Say which weeks." in words(home)
    next(box for box in home.checkbox if box.label == "Seen to").check().run()
    assert "Every comment on a field is settled." in words(home)

    button(go(home, "publish"), "Ask for approval").click().run()
    again = come("ann@ct.gov", "review")
    next(one for one in again.toggle if one.label == "Look at it").set_value(True).run()
    assert "The author has seen to it." in words(again)
    button(again, "Approve").click().run()
    author = come("ed@ct.gov", "publish", draft)
    assert may_publish(author)


def test_an_approver_prepares_and_publishes_nothing(come: Callable[..., AppTest]) -> None:
    visit = come("ann@ct.gov", "upload")
    assert "you may not prepare a dataset" in words(visit)
    assert not visit.file_uploader
