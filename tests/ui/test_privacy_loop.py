"""The privacy page is the State's loop: the rule, the weighing, the plan and the law are asked once and recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import reference
from ctcompanion.model import Level
from tests.ui.test_pages import App, go, with_file, words

CLIENTS = reference.path("samples/program-clients.xlsx")
SERVICES = reference.path("samples/services-by-town-and-race.xlsx")


def privacy_of(visit: AppTest) -> Any:
    return visit.session_state["companion_draft"].recipe.privacy


def radio(visit: AppTest, label: str) -> Any:
    return next(one for one in visit.radio if one.label.startswith(label))


def button(visit: AppTest, label: str) -> Any:
    return next(one for one in visit.button if one.label.startswith(label))


def counts(app: App) -> AppTest:
    visit = go(with_file(app, SERVICES), "privacy")
    visit.radio[0].set_value("people-count").run()
    return visit


def people(app: App) -> AppTest:
    visit = go(with_file(app, CLIENTS), "privacy")
    visit.radio[0].set_value("person").run()
    button(visit, "Remove all").click().run()
    return visit


def test_where_no_rule_for_small_counts_is_set_a_person_says_which(app: App) -> None:
    visit = counts(app)
    assert "Say which rule for small counts holds." in words(visit)
    radio(visit, "Which rule does your agency follow?").set_value("wa_doh").run()
    assert not visit.exception
    assert privacy_of(visit).profile == "wa_doh"
    assert "counts from 1 to 9" in words(visit)
    assert "Say which rule" not in words(visit)


def test_why_more_than_the_small_counts_is_hidden_is_drawn(app: App) -> None:
    said = words(counts(app))
    assert "Whoever subtracts has the hidden count: 3." in said
    assert "small counts were blank" in said


def test_the_weighing_is_asked_and_recorded(app: App) -> None:
    visit = people(app)
    assert "Weigh: does the public need this much detail?" in words(visit)
    radio(visit, "Does the public need this much detail?").set_value("needed").run()
    assert not visit.exception
    assert privacy_of(visit).weighed == "needed"
    assert "Weigh: does the public" not in words(visit)


def test_a_plan_is_suggested_and_done_with_one_press(app: App) -> None:
    visit = people(app)
    next(one for one in visit.toggle if one.label.startswith("Suggest what to do")).set_value(True).run()
    assert "rows in small groups:" in words(visit)
    before = len(privacy_of(visit).remedies)
    button(visit, "Do all").click().run()
    assert not visit.exception
    assert len(privacy_of(visit).remedies) > before
    assert visit.session_state["companion_draft"].report.risk.rows_below_k == 0


def test_a_law_that_asks_for_the_detail_is_an_answer(app: App) -> None:
    visit = people(app)
    next(one for one in visit.text_input if one.label.startswith("Which law?")).set_value("Conn. Gen. Stat. § 54-1m")
    next(one for one in visit.text_input if one.label == "Your name").set_value("A. Clerk").run()
    button(visit, "Record the law").click().run()
    assert not visit.exception
    (made,) = [one for one in privacy_of(visit).decisions if one.decision == "statute"]
    assert (made.legal_basis, made.by) == ("Conn. Gen. Stat. § 54-1m", "A. Clerk")


def test_an_exception_is_asked_with_one_message_answered_and_lifted(app: App) -> None:
    visit = go(with_file(app, CLIENTS), "privacy")
    visit.radio[0].set_value("person").run()
    visit.text_input(key=key(visit, "reason-all")).set_value("A public register")
    visit.text_input(key=key(visit, "basis-all")).set_value("C.G.S. 20-1")
    visit.text_input(key=key(visit, "asker-all")).set_value("A. Clerk").run()
    visit.button(key=key(visit, "ask-all")).click().run()
    assert not visit.exception
    asked = [one for one in privacy_of(visit).decisions if one.decision == "exception"]
    assert len(asked) > 1
    assert all(one.standing and one.by == "A. Clerk" for one in asked)
    assert "published privately only" in words(visit)
    assert any("Subject: Standing exception for open data" in code.value for code in visit.code)
    next(one for one in visit.radio if one.label == "The answer").set_value("granted")
    next(one for one in visit.text_input if one.label == "Who answered").set_value("OPM")
    next(one for one in visit.text_input if one.label.startswith("Reference")).set_value("mail of March 1").run()
    button(visit, "Record the answer").click().run()
    assert not visit.exception
    assert {one.answer for one in privacy_of(visit).decisions if one.decision == "exception"} == {"granted"}
    assert "OPM granted an exception" in words(visit)
    button(visit, "Remove the column").click().run()
    assert "Please ask again for the table as it is now." in words(visit)


def key(visit: AppTest, name: str) -> str:
    """The key of a widget of the draft at hand."""
    return next(one.key for one in (*visit.text_input, *visit.button) if one.key and one.key.endswith(f":{name}"))


def with_vendors(app: App, tmp_path: Path) -> AppTest:
    """A file of payments to firms, three of which are people under their own name."""
    firms = [
        f"{name} {kind}"
        for name in ("Elm", "Harbor", "Valley", "Summit", "River", "Oak")
        for kind in ("Paving LLC", "Supply Inc", "Electric Co")
    ]
    vendors = [*firms, "Maria Lopez", "John Smith", "Anna Kowalski"]
    file = tmp_path / "payments.csv"
    file.write_text("Vendor,Amount\n" + "".join(f"{vendor},{100 + place}\n" for place, vendor in enumerate(vendors)))
    visit = go(with_file(app, file), "privacy")
    visit.radio[0].set_value("money").run()
    return visit


@pytest.mark.parametrize(("answer", "level"), [("These are firms", Level.NOTE), ("Some of these are people", Level.STOP)])
def test_names_among_firms_are_shown_to_the_person_alone_and_only_the_answer_is_kept(
    app: App, tmp_path: Path, answer: str, level: Level
) -> None:
    visit = with_vendors(app, tmp_path)
    assert "Maria Lopez" not in words(visit)
    next(one for one in visit.toggle if one.label == "Show me some of these names").set_value(True).run()
    assert "Maria Lopez" in words(visit)
    button(visit, answer).click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    assert next(finding for finding in draft.report.findings if finding.rule == "hidden-people").level is level
    assert "Lopez" not in draft.to_payload()
