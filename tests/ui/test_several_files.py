"""Several files on the upload page: what is said of them, the press that puts them together, and their coming back."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.test_replay import csv
from tests.ui.test_pages import go, words
from tests.ui.test_sheet_choice import press

App = Callable[[], AppTest]
MONTHS = [("permits_feb2024.csv", csv(1)), ("permits_jan2024.csv", csv()), ("permits_mar2024.csv", csv(2))]


def bring(app: App, files: list[tuple[str, bytes]]) -> AppTest:
    visit = go(app(), "upload")
    zone = visit.file_uploader[0]
    zone.set_value([(name, content, "text/csv") for name, content in files])
    visit = visit.run()
    assert not visit.exception
    return visit


def rows(visit: AppTest) -> int:
    return len(visit.session_state["companion_draft"].table.rows)


def test_files_of_one_table_are_offered_together_and_can_be_parted_again(app: App) -> None:
    visit = bring(app, MONTHS)
    assert "3 files, all with the same 3 columns: they may be parts of one table." in words(visit)
    assert rows(visit) == 8
    visit = press(visit, "Put all 3 together")
    assert "3 files are put together: permits_jan2024.csv, permits_feb2024.csv and permits_mar2024.csv." in words(visit)
    assert rows(visit) == 24
    assert "each step is done on all 3 files" in words(go(visit, "clean"))
    assert rows(press(go(visit, "upload"), "Use one file only")) == 8


def test_a_file_that_does_not_fit_and_one_that_cannot_be_read_are_named(app: App) -> None:
    visit = bring(app, [*MONTHS, ("fees.csv", b"Office,Fee\nA,1\nB,2\nC,3\n"), ("letter.csv", b"%PDF-1.7")])
    said = words(visit)
    assert "3 of 4 files have the same 3 columns" in said
    assert "**fees.csv** is left out: its columns are other ones" in said.replace("\\", "")
    assert "letter.csv" in said
    assert rows(press(visit, "Put all 3 together")) == 24


def test_the_same_file_twice_is_said_and_not_taken_beforehand(app: App) -> None:
    visit = bring(app, [*MONTHS[:2], ("copy of january 2024.csv", csv())])
    assert "it holds the same rows as" in words(visit)
    assert len(visit.multiselect[0].value) == 2


def test_after_a_reload_the_files_are_all_there(app: App) -> None:
    visit = press(bring(app, MONTHS), "Put all 3 together")
    again = app()
    again.query_params["draft"] = visit.session_state["companion_draft"].id
    again = go(again, "upload")
    assert not again.exception
    assert rows(again) == 24
    assert "3 files are put together" in words(again)


def test_a_file_that_cannot_be_read_beside_those_at_hand_costs_no_decision(app: App) -> None:
    visit = press(bring(app, MONTHS), "Put all 3 together")
    visit.file_uploader[0].set_value([(name, content, "text/csv") for name, content in [*MONTHS, ("letter.csv", b"%PDF-1.7")]])
    visit = visit.run()
    assert "This is a PDF document, not a table." in words(visit)
    assert "Your draft still holds permits_jan2024.csv and 2 more" in words(visit).replace("*", "")
    assert rows(visit) == 24
