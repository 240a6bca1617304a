"""Step 2 on the start page: the answers are kept, a failed must holds publishing back, and what is there already comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion.practice.server import running
from ctcompanion.publishing import publish_new
from ctcompanion.recipe import Evaluation, Recipe
from ctcompanion.ui import on_file, portals, session
from tests.publishing.desk import Desk, permits, portal_at
from tests.ui.test_pages import go, with_file, words

App = Callable[[], AppTest]
MUSTS = ("E1", "E2", "E3", "E4", "E5")


def answer(visit: AppTest, question: str, given: str) -> AppTest:
    return next(radio for radio in visit.radio if radio.key.endswith(f":{question}")).set_value(given).run()


def kept(visit: AppTest) -> object:
    return visit.session_state["companion_draft"].recipe.evaluation


@pytest.fixture
def with_permits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A portal that has the permits of 2018 and 2019; the app publishes there. Gives the dataset's id."""
    from ctcompanion.store import Seal, Store

    with running(tmp_path / "practice") as serving:
        address = f"{serving.address}/practice/default"
        store = Store(f"sqlite:///{tmp_path / 'desk.db'}", seal=Seal(b"k" * 32))
        desk = Desk(portal_at(address), store, address)
        view = {"name": "Housing Permits by Town, 2018-2019", "attribution": "Department of Housing"}
        receipt = desk.publish(desk.new(permits(range(2018, 2020)), view=view))
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", address.removeprefix("http://"))
        yield receipt.dataset_id
        store.close()


def test_all_five_musts_answered_with_yes_open_the_way(app: App) -> None:
    visit = app()
    for question in MUSTS:
        visit = answer(visit, question, "yes")
    assert "may be published" in words(visit)
    assert kept(visit).answers == dict.fromkeys(MUSTS, "yes")


def test_the_considerations_the_reasons_the_inventory_and_fairness_go_into_the_record(app: App) -> None:
    visit = answer(answer(app(), "C1", "not sure"), "Q2", "no")
    next(box for box in visit.checkbox if box.key.endswith(":reason-A")).check().run()
    next(field for field in visit.text_input if field.key.endswith(":note-inventory")).set_value("Permits").run()
    next(field for field in visit.text_input if field.key.endswith(":note-Q1")).set_value("Renters see what is built.").run()
    found = kept(visit)
    assert (found.answers, found.reasons) == ({"C1": "not sure", "Q2": "no"}, ("A",))
    assert found.notes == {"inventory": "Permits", "Q1": "Renters see what is built."}


def test_a_failed_must_says_the_next_step_and_holds_publishing_back(app: App) -> None:
    visit = answer(with_evaluation_page(app), "E2", "no")
    assert "Ask your agency's counsel" in words(visit)
    visit = go(visit, "publish")
    assert "This data should not be published as it is" in words(visit)
    assert not [button for button in visit.button if button.label == "Publish privately"]


def with_evaluation_page(app: App) -> AppTest:
    return go(with_file(app), "start")


def test_a_question_without_an_answer_is_among_what_is_missing(app: App) -> None:
    visit = go(with_file(app), "publish")
    assert "5 questions are not answered" in words(visit)


def test_what_is_on_the_portal_already_is_offered_first(app: App, with_permits: str) -> None:
    visit = app()
    next(field for field in visit.text_input if field.key.endswith(":about")).set_value("Housing permits by town 2020").run()
    assert not visit.exception
    offered = next(radio for radio in visit.radio if radio.key.endswith(":destination"))
    assert offered.value is None
    assert offered.options[0].replace("\\", "") == "Add to **Housing Permits by Town, 2018-2019** instead"
    assert offered.options[-1] == "Make a new dataset"
    offered.set_value(with_permits).run()
    assert visit.session_state["companion_draft"].recipe.target.dataset_id == with_permits
    assert kept(visit).answers["K1"] == "yes"
    next(button for button in visit.button if button.label == "Make a new dataset after all").click().run()
    assert not visit.session_state["companion_draft"].recipe.target.dataset_id
    assert kept(visit).answers["K1"] == "no"


def test_without_a_word_from_the_portal_the_start_page_goes_on(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", "127.0.0.1:1")
    visit = app()
    next(field for field in visit.text_input if field.key.endswith(":about")).set_value("Bus stops").run()
    assert not visit.exception
    assert "asked again on the publish page" in words(visit)


def test_a_not_sure_keeps_the_dataset_private_until_it_is_settled_on_the_receipt(app: App, with_permits: str) -> None:
    visit = app()
    portal, store = portals.portal(), session.store()
    publication = Desk(portal, store, "").new(permits(range(2020, 2021)), owner="local", view={"name": "Permits of 2020"})
    receipt = publish_new(publication, portal, store)
    recipe = Recipe(evaluation=Evaluation(answers=dict.fromkeys(MUSTS, "yes") | {"E1": "not sure"}))
    store.recipes.save(receipt.domain, receipt.dataset_id, recipe.to_json(), owner="local", title=receipt.title)

    visit = go(visit, "receipts")
    assert "It stays private until the questions of Step 2 are settled." in words(visit)
    assert not [button for button in visit.button if button.label == "Make public"]
    next(radio for radio in visit.radio if radio.label == "What is the answer now?").set_value("yes")
    next(field for field in visit.text_input if field.label == "Who settled it, and when").set_value("OPM, March 3")
    next(button for button in visit.button if button.label == "Record the answer").click().run()
    assert [button for button in visit.button if button.label == "Make public"]
    kept = on_file.recipe_of(receipt)
    assert kept is not None
    assert (kept.evaluation.answers["E1"], kept.evaluation.notes["E1"]) == ("yes", "OPM, March 3")
