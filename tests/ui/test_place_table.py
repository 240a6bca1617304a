"""A person says where the table stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import replay
from ctcompanion.ui.widgets import place_table
from tests.test_replay import TOWNS, permits, workbook
from tests.ui.test_pages import counted, go, with_file, words

App = Callable[[], AppTest]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "permits.xlsx"
    path.write_bytes(workbook({"Data": permits(above=2)}))
    return path


def on_clean(app: App, file: Path, confidence: float) -> AppTest:
    """The clean page, the program being so sure of the layout."""
    visit = with_file(app, file)
    draft = visit.session_state["companion_draft"]
    visit.session_state["companion_draft"] = replace(draft, layout=replace(draft.layout, edge_confidence=confidence))
    return go(visit, "clean")


def rows(visit: AppTest) -> list[int]:
    return [int(field.value) for field in visit.number_input if "row" in field.label.lower()]


def test_where_the_program_is_sure_the_question_waits_behind_a_line(app: App, file: Path) -> None:
    visit = on_clean(app, file, 0.95)
    assert not visit.exception
    assert "I am not sure where the table starts" not in words(visit)
    assert "I am sure where the table starts and ends." not in words(visit)
    assert "The table starts somewhere else?" in [expander.label for expander in visit.expander]


def test_it_says_so_where_it_is_sure(app: App, file: Path) -> None:
    assert "I am sure where the table starts and ends." in words(on_clean(app, file, 0.99))


def test_where_it_is_not_sure_it_asks_and_offers_what_it_found(app: App, file: Path) -> None:
    visit = on_clean(app, file, 0.4)
    assert "I am not sure where the table starts. Which row holds the column names?" in words(visit)
    assert rows(visit) == [3, 3, 4, 11]


def test_the_rows_that_a_person_gives_make_the_table_and_can_be_taken_back(app: App, file: Path) -> None:
    visit = on_clean(app, file, 0.4)
    next(field for field in visit.number_input if field.label == "Last row of data").set_value(8).run()
    next(button for button in visit.button if button.label == "Use these rows").click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    assert draft.table.rows["town"].tolist() == TOWNS[:5]
    assert draft.recipe.cleaning[0].id == "layout"
    assert "I am not sure" not in words(visit)
    visit.button(key="undo-steps").click().run()
    assert visit.session_state["companion_draft"].table.rows["town"].tolist() == TOWNS


def test_rows_that_cannot_be_are_refused_in_words_and_the_table_stays(app: App, file: Path) -> None:
    visit = on_clean(app, file, 0.4)
    next(field for field in visit.number_input if field.label == "First row of data").set_value(2).run()
    next(button for button in visit.button if button.label == "Use these rows").click().run()
    assert not visit.exception
    assert "must stand above the first row of data" in words(visit)
    assert len(visit.session_state["companion_draft"].table.rows) == 8


def click(visit: AppTest, row: int) -> AppTest:
    """What a click in the sheet does. The test kit has no mouse: the answer that the click gives is filled in."""
    draft = visit.session_state["companion_draft"]
    count = f"{draft.id}:{counted(visit, 'companion_revision')}:place-clicks"
    done = counted(visit, count)
    answers = place_table.answered(replay.current_sheet(draft), done, row, tuple(rows(visit)))
    for field, value in zip([one for one in visit.number_input if "row" in one.label.lower()], answers, strict=True):
        field.set_value(value)
    visit.session_state[count] = done + 1
    return visit.run()


def test_three_clicks_fill_in_the_rows_and_make_the_table(app: App, file: Path) -> None:
    visit = on_clean(app, file, 0.4)
    assert "Click 1 of 3" in words(visit)
    click(visit, 3)
    assert "Click 2 of 3: the first row of data" in words(visit).replace("*", "")
    click(click(visit, 5), 8)
    assert rows(visit) == [3, 4, 5, 8]
    next(button for button in visit.button if button.label == "Use these rows").click().run()
    assert len(visit.session_state["companion_draft"].table.rows) == 4


def test_a_long_sheet_is_laid_out_with_its_first_and_last_rows() -> None:
    shown = place_table.shown_rows(10_000)
    assert (shown[0], shown[-1], len(shown)) == (1, 10_000, 600)
    assert place_table.shown_rows(5) == [1, 2, 3, 4, 5]
