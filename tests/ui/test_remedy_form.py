"""Other remedies on the privacy page: chosen freely, the effect said before the press, and what was done said after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from ctcompanion import reference
from tests.ui.test_pages import App, go, with_file, words

CLIENTS = reference.path("samples/program-clients.xlsx")


def people(app: App) -> AppTest:
    visit = go(with_file(app, CLIENTS), "privacy")
    visit.radio[0].set_value("person").run()
    return visit


def choose(visit: AppTest, label: str, value: str) -> AppTest:
    return next(one for one in visit.selectbox if one.label == label).set_value(value).run()


def button(visit: AppTest, label: str) -> Any:
    return next(one for one in visit.button if one.label == label)


def labels(visit: AppTest) -> list[str]:
    return [one.label for one in visit.button]


def column_like(visit: AppTest, word: str) -> str:
    return next(column.name for column in visit.session_state["companion_draft"].safe.columns if word in column.name.casefold())


def test_nothing_can_be_pressed_before_a_column_and_a_remedy_are_chosen(app: App) -> None:
    visit = people(app)
    assert "Do it" not in labels(visit)
    assert "Count them" not in labels(visit)


def test_a_remedy_of_any_column_says_its_effect_and_is_done_and_told(app: App) -> None:
    visit = people(app)
    town = column_like(visit, "town")
    visit = choose(choose(visit, "Which column?", town), "What should be done?", "town-to-region")
    assert "towns become" in words(visit)
    assert "Rows in small groups:" in words(visit)
    button(visit, "Do it").click().run()
    assert not visit.exception
    (step,) = visit.session_state["companion_draft"].recipe.privacy.remedies
    assert (step.operation, step.column) == ("town-to-region", town)
    assert "1. Show the planning region instead: " in words(visit)
    assert "towns become" in words(visit)


def test_rows_are_counted_together_and_the_small_counts_stop(app: App) -> None:
    visit = people(app)
    by = [column_like(visit, "town"), column_like(visit, "race")]
    next(one for one in visit.multiselect if one.label == "For each").set_value(by).run()
    assert "rows before," in words(visit)
    assert "counts would be small" in words(visit)
    button(visit, "Count them").click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    assert [column.name for column in draft.safe.columns] == [*by, "Count"]
    assert draft.report.row_meaning == "people-count"
    assert "small-counts:Count" in {finding.key for finding in draft.report.findings}
    assert "rows before," in words(visit)


def test_sums_of_one_vendor_are_looked_for_only_when_asked(app: App, tmp_path: Path) -> None:
    paid = tmp_path / "paid.csv"
    rows = [
        f"{town},Vendor {n},{amount}"
        for town, amounts in (("Avon", (9000, 50, 20, 10)), ("Kent", (200, 210, 190, 205)))
        for n, amount in enumerate(amounts)
    ]
    paid.write_text("Town,Vendor,Amount\n" + "\n".join(rows) + "\n")
    visit = go(with_file(app, paid), "privacy")
    visit.radio[0].set_value("people-count").run()
    assert "Is a sum made up of one or two contributors?" not in [one.label for one in visit.expander]
    visit.radio[0].set_value("money").run()
    assert "Is a sum made up of one or two contributors?" in [one.label for one in visit.expander]
    choose(visit, "Which column holds the amounts?", "amount")
    next(one for one in visit.multiselect if one.label == "A sum for each").set_value(["town"]).run()
    next(one for one in visit.radio if one.label == "What is a row?").set_value("Each row is one payment or one contributor").run()
    choose(visit, "Which column says who contributes?", "vendor")
    assert "1 of 2 sums are hidden" in words(visit)
    button(visit, "Hide these sums").click().run()
    assert not visit.exception
    assert visit.session_state["companion_draft"].safe.rows["amount"].isna().tolist() == [True, False]
