"""The clerk's own steps on the clean page: each shows what it would do, can be opened again, moved, deleted and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion.model import DataType
from ctcompanion.ui.widgets.ways import WAYS
from tests.ui.test_pages import counted, go, with_file, words

App = Callable[[], AppTest]
CSV = "Town,Units,Status,Month,Year\n" + "\n".join(
    [
        "Avonn,4,A,March,2019",
        "Essex,four,C,April,2019",
        "Union,9,A,May,2020",
        "Salem,7,A,June,2020",
        "Bolton,7,C,July,2020",
        "Bristol,7,C,July,2021",
    ]
)


@pytest.fixture
def visit(app: App, tmp_path: Path) -> AppTest:
    path = tmp_path / "homes.csv"
    path.write_text(CSV)
    return go(with_file(app, path), "clean")


WHOLE = {"Delete"}
"""Labels with which others begin too."""


def choose(visit: AppTest, what: str) -> AppTest:
    return field(visit.selectbox, "What would you like to do?").set_value(what).run()


def field(among: object, label: str) -> object:
    return next(one for one in among if one.label == label or (one.label.startswith(label) and label not in WHOLE))  # type: ignore[attr-defined]


def press(visit: AppTest, label: str) -> AppTest:
    field(visit.button, label).click().run()
    assert not visit.exception
    return visit


def draft(visit: AppTest) -> object:
    return visit.session_state["companion_draft"]


def own(visit: AppTest) -> list[str]:
    return [step.id for step in draft(visit).recipe.cleaning if step.by == "person"]


def opened(visit: AppTest, step: str) -> AppTest:
    """The *Change* of that step, opened."""
    revision = counted(visit, "companion_revision")
    visit.session_state[f"{draft(visit).id}:{revision}:change-{step}"] = True
    return visit.run()


def renamed(visit: AppTest, column: str = "Units", to: str = "Homes") -> AppTest:
    choose(visit, "Rename a column")
    field(visit.selectbox, "Column").set_value(column).run()
    field(visit.text_input, "New name").set_value(to).run()
    return press(visit, "Do it")


@pytest.mark.parametrize("what", list(WAYS))
def test_each_way_opens_with_an_example_and_without_an_error(visit: AppTest, what: str) -> None:
    choose(visit, what)
    assert not visit.exception
    assert not visit.error
    assert any("Example: a sheet before" in str(one.proto.body) for one in visit.get("html"))


def test_a_filter_says_how_many_rows_it_keeps_before_it_is_done(visit: AppTest) -> None:
    choose(visit, "Keep only some rows")
    field(visit.selectbox, "Keep only rows where").set_value("Status").run()
    field(visit.text_input, "Value").set_value("A").run()
    assert "Keeps 3 of 6 rows; 3 are left out." in words(visit)
    assert len(draft(visit).table.rows) == 6
    press(visit, "Do it")
    assert len(draft(visit).table.rows) == 3


def test_what_does_not_fit_a_type_is_shown_before_and_can_be_left_blank(visit: AppTest) -> None:
    choose(visit, "Say what a column holds (numbers, dates, text...)")
    field(visit.selectbox, "Column").set_value("Units").run()
    field(visit.selectbox, "It holds").set_value(DataType.NUMBER).run()
    assert "1 value of Units does not fit: B3." in words(visit)
    assert field(visit.button, "Do it").disabled
    press(visit, "Leave all of them blank")
    press(visit, "Do it")
    table = draft(visit).table
    assert table.column("units").type is DataType.NUMBER
    assert table.column("units").description == "Blank where the source says “four”: 1 value."


def test_misspelled_towns_are_put_right_with_one_press(visit: AppTest) -> None:
    choose(visit, "Write other words for values")
    assert "Avonn → Avon" in words(visit)
    press(visit, "Use this suggestion")
    assert "1 cell changes." in words(visit)
    press(visit, "Do it")
    assert draft(visit).table.rows["town"].tolist()[0] == "Avon"


def test_one_cell_is_corrected_by_its_name_in_excel(visit: AppTest) -> None:
    choose(visit, "Correct one cell")
    field(visit.text_input, "Cell of your sheet").set_value("B4").run()
    assert "B4 says 9 in the column Units." in words(visit)
    field(visit.text_input, "Right value").set_value("90").run()
    field(visit.text_input, "Why").set_value("typing error").run()
    press(visit, "Do it")
    assert draft(visit).table.rows["units"].tolist()[2] == "90"


def test_an_own_step_opens_with_its_old_answers_and_is_changed_in_its_place(visit: AppTest) -> None:
    opened(renamed(visit), "rename:Units")
    assert field(visit.text_input, "New name").value == "Homes"
    field(visit.text_input, "New name").set_value("Flats").run()
    press(visit, "Save")
    assert own(visit) == ["rename:Units"]
    assert "flats" in draft(visit).table.rows.columns


def test_an_own_step_is_deleted_and_comes_back_with_undo_also_after_a_look_at_another_page(visit: AppTest) -> None:
    opened(renamed(visit), "rename:Units")
    press(visit, "Delete")
    assert own(visit) == []
    go(go(visit, "privacy"), "clean")
    visit.button(key="undo-steps").click().run()
    assert own(visit) == ["rename:Units"]
    visit.button(key="redo-steps").click().run()
    assert own(visit) == []


def test_a_step_that_needs_another_is_not_moved_above_it_and_nothing_changes(visit: AppTest) -> None:
    renamed(renamed(visit), "Homes", "Flats")
    assert own(visit) == ["rename:Units", "rename:Homes"]
    opened(visit, "rename:Homes")
    before = draft(visit).recipe
    press(visit, "Earlier")
    assert draft(visit).recipe == before
    assert "needs the column Homes" in words(visit)


def test_own_steps_change_places(visit: AppTest) -> None:
    renamed(renamed(visit), "Status", "State of work")
    opened(visit, "rename:Status")
    press(visit, "Earlier")
    assert own(visit) == ["rename:Status", "rename:Units"]


def test_own_steps_are_marked_as_yours(visit: AppTest) -> None:
    renamed(visit)
    assert [toggle.label for toggle in visit.toggle if toggle.label.startswith("**Yours:**")] == ["**Yours:** *Units* is called *Homes*."]


def test_the_list_of_removals_names_cells_and_is_there_to_download(visit: AppTest) -> None:
    choose(visit, "Leave a column out")
    field(visit.selectbox, "Column").set_value("Year").run()
    press(visit, "Do it")
    assert "in columns that you left out | 6 | E2:E7 | no" in words(visit)
    assert visit.get("download_button")


def test_the_names_that_a_melt_gives_are_changed(app: App) -> None:
    visit = go(with_file(app), "clean")
    opened(visit, "melt:year")
    field(visit.text_input, "Name of the column for the headings").set_value("Calendar year").run()
    press(visit, "Save")
    assert "calendar_year" in draft(visit).table.rows.columns
    assert any("*Calendar year*" in toggle.label for toggle in visit.toggle)
