"""A running total on a real practice portal: the next week is stopped, a way out is pressed, and then the rows go in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import practice, replay
from ctcompanion.publishable import filed, publication_of
from ctcompanion.publishing import connect, publish_new
from ctcompanion.recipe import Recipe
from ctcompanion.settings import Limits, PortalSettings, Settings
from ctcompanion.store import open_store
from tests.shell.test_replay_series import SMALL, WEEKS, decided, file_of
from tests.ui.test_pages import App, go, words
from tests.ui.test_privacy_loop import button, radio


@dataclass
class Desk:
    """The portal that the app publishes to, with two weeks of a series on it."""

    domain: str
    recipe: Recipe
    folder: Path

    def rows(self) -> list[dict[str, Any]]:
        return connect(PortalSettings(domain=self.domain)).read(self.recipe.target.dataset_id, limit=100)


@pytest.fixture
def desk(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with practice.running(tmp_path / "portal") as portal:
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", portal.domain)
        store, draft = open_store(Settings(data_folder=tmp_path / "var")), decided(file_of(tmp_path, "weekly.csv", *WEEKS))
        publication = publication_of(draft, PortalSettings(), "local", domain=portal.domain)
        receipt = publish_new(publication, connect(PortalSettings(domain=portal.domain)), store)
        yield Desk(portal.domain, filed(draft.recipe, publication, receipt, store), tmp_path)


def at_publish(app: App, desk: Desk, *weeks: list[int]) -> AppTest:
    """The next file, replayed with the recipe as Update now does, on the publish page."""
    path = file_of(desk.folder, "weekly.csv", *weeks)
    opened = replay.opened(replay.updating(desk.recipe, "next"), path, path.name, Limits())
    assert opened.workbook
    draft = replay.reviewed(replay.chosen(opened, replay.likely_sheet(opened.workbook, desk.recipe)))
    visit = app()
    visit.session_state["companion_draft"] = replay.moved_forward(draft)
    return go(visit, "publish")


def add(visit: AppTest) -> Any:
    return next(one for one in visit.button if one.key == "append")


def finish(visit: AppTest, desk: Desk, rows: int) -> list[dict[str, Any]]:
    """Press the button that adds the rows, and wait until they are in."""
    add(visit).click().run()
    assert not visit.exception
    for _ in range(100):
        if len(found := desk.rows()) >= rows:
            return found
        time.sleep(0.1)
    raise AssertionError(words(visit))


def test_hiding_what_grew_by_a_few_people_lets_the_week_in(app: App, desk: Desk) -> None:
    visit = at_publish(app, desk, SMALL)
    assert not visit.exception
    assert "the new count minus the published one leaves 1 to 5 people" in words(visit)
    assert add(visit).disabled
    button(visit, "Hide the counts that changed by a few people").click().run()
    assert not visit.exception
    assert not add(visit).disabled
    week = [row.get("patients_to_date") for row in finish(visit, desk, 30)[20:]]
    assert len(week) == 10
    assert {None, "63", "214"} & set(week) == {None, "214"}


def test_new_counts_of_each_week_go_to_a_dataset_of_their_own(app: App, desk: Desk) -> None:
    visit = at_publish(app, desk, *WEEKS, SMALL)
    button(visit, "Publish the new counts of each period").click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    assert draft.recipe.target.dataset_id == ""
    assert draft.safe.rows["patients_to_date"].tolist()[:3] == [20, 25, 30]
    visit = go(visit, "privacy")
    button(visit, "Hide the small counts").click().run()
    assert not visit.exception
    if "Weigh: does the public need" in words(visit):
        radio(visit, "Does the public need").set_value("needed").run()
    button(visit, "Confirm the checklist").click().run()
    visit = go(go(visit, "metadata"), "publish")
    assert not visit.exception
    assert "Is it already there?" in words(visit), words(visit)


def test_a_standing_ruling_opens_the_way(app: App, desk: Desk) -> None:
    visit = at_publish(app, desk, SMALL)
    for label, text in (("Why would", "Epidemics are followed weekly"), ("Which law or rule", "C.G.S. 19a-2a"), ("Your name", "Jo Clerk")):
        next(one for one in visit.text_input if one.label.startswith(label)).set_value(text)
    visit.run()
    radio(visit, "For what?").set_value(radio(visit, "For what?").options[1]).run()
    button(visit, "Write the message").click().run()
    assert not visit.exception
    assert add(visit).disabled
    assert any("Standing exception" in code.value for code in visit.code)
    radio(visit, "The answer").set_value("granted")
    next(one for one in visit.text_input if one.label == "Who answered").set_value("OPM")
    next(one for one in visit.text_input if one.label.startswith("Reference")).set_value("mail of May 3").run()
    button(visit, "Record the answer").click().run()
    assert not add(visit).disabled
    assert len(finish(visit, desk, 30)) == 30


def test_a_dataset_too_large_to_compare_is_said_before_the_press(app: App, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctcompanion.versions.COMPARED", 3)
    visit = at_publish(app, desk, *WEEKS, SMALL)
    assert not visit.exception
    assert "Not compared with what is published:" in words(visit)
    assert not add(visit).disabled
