"""A person's own steps: before and after."""

from __future__ import annotations

from datetime import date

import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning.asked import can_move, changed, moved, without
from ctcompanion.cleaning.change_type import change_type
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.correct import cell_at, correct, place_of
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.join_date import join_date
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.errors import CleaningError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn, step, steps

TABLE = """
header | Town       | Units | Month | Year | Code
data   | Avonn      | 4     | March | 2019 | 1
data   | Essex      | 5     | Apr   | 2019 | 2
data   | Union      | 9     | 5     | 2020 | 1
"""


def after(*own: CleaningStep, picture: str = TABLE) -> CleanTable:
    sheet, layout = drawn(picture)
    chosen = cleaning.propose(sheet, layout=layout).steps
    for asked in own:
        chosen = cleaning.placed(chosen, asked)
    return cleaning.clean(sheet, chosen, layout=layout)


def test_a_renamed_column_keeps_the_heading_it_came_with() -> None:
    found = after(rename("Units", "Homes")).column("homes")
    assert (found.display, found.original) == ("Homes", "Units")


def test_a_misspelling_is_mapped() -> None:
    assert after(map_values("Town", {"Avonn": "Avon"})).rows["town"].tolist() == ["Avon", "Essex", "Union"]


def test_codes_become_words_and_their_numbers_are_logged() -> None:
    table = after(map_values("Code", {"1": "New", "2": "Old"}))
    assert table.rows["code"].tolist() == ["New", "Old", "New"]
    assert [(removal.reason, removal.numbers, removal.rebuilt) for removal in table.conservation.removals] == [
        ("codes that you gave words", 3, False)
    ]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (filter_rows("Town", "is", "Essex", "Union"), ["Essex", "Union"]),
        (filter_rows("Town", "is not", "Essex"), ["Avonn", "Union"]),
        (filter_rows("Units", "more than", "4"), ["Essex", "Union"]),
        (filter_rows("Units", "less than", "5"), ["Avonn"]),
        (filter_rows("Town", "not blank"), ["Avonn", "Essex", "Union"]),
    ],
)
def test_rows_are_kept_or_left_out(asked: CleaningStep, left: list[str]) -> None:
    table = after(asked)
    assert table.rows["town"].tolist() == left
    assert table.conservation.holds


def test_month_and_year_become_a_date() -> None:
    table = after(join_date("Month", "Year", "Month of permit"))
    assert table.rows["month_of_permit"].dt.strftime("%Y-%m-%d").tolist() == ["2019-03-01", "2019-04-01", "2020-05-01"]
    assert "year" not in table.rows.columns


def test_one_column_becomes_two() -> None:
    picture = "header | Place | Units\ndata | Avon, CT | 4\ndata | Essex | 5"
    rows = after(split_column("Place", ",", "Town", "State"), picture=picture).rows
    assert (rows["town"].tolist(), rows["state"].isna().tolist()) == (["Avon", "Essex"], [False, True])


def test_a_constant_is_added() -> None:
    assert after(constant("Program", "Heating aid")).rows["program"].tolist() == ["Heating aid"] * 3


def test_a_cell_is_corrected_with_a_reason_and_nothing_of_it_is_kept() -> None:
    asked = correct("Units", 3, "50", "typing error, confirmed by the town")
    table = after(asked)
    assert table.rows["units"].tolist() == [4, 50, 9]
    assert [(removal.reason, removal.numbers) for removal in table.conservation.removals] == [("corrected by you, with a reason", 1)]


def test_a_correction_without_a_reason_is_refused() -> None:
    with pytest.raises(CleaningError, match="step-unclear"):
        correct("Units", 3, "50", " ")


def test_a_column_is_left_out() -> None:
    table = after(drop_column("Code"))
    assert "code" not in table.rows.columns
    assert table.conservation.holds


def test_a_step_about_a_column_that_is_not_there_says_so() -> None:
    with pytest.raises(CleaningError) as stopped:
        after(rename("Price", "Cost"))
    assert stopped.value.code == "step-needs-another"


def test_an_unknown_step_says_so() -> None:
    with pytest.raises(CleaningError, match="unknown-step"):
        after(CleaningStep(id="x", operation="conjure", sentence="Conjure."))


def test_the_same_step_asked_twice_replaces_the_first() -> None:
    chosen = cleaning.placed(cleaning.placed(steps(TABLE), rename("Units", "Homes")), rename("Units", "Flats"))
    assert [found.parameters["to"] for found in chosen if found.operation == "rename"] == ["Flats"]


def test_a_date_updated_is_offered_but_not_added() -> None:
    offered = step("date-updated", steps(TABLE))
    assert offered.on is False
    dated = offered.model_copy(update={"on": True, "parameters": {**offered.parameters, "date": "2026-11-23"}})
    sheet, layout = drawn(TABLE)
    chosen = tuple(dated if found.id == "date-updated" else found for found in steps(TABLE))
    table = cleaning.clean(sheet, chosen, layout=layout)
    assert table.rows["date_updated"].dt.strftime("%Y-%m-%d").tolist() == ["2026-11-23"] * 3


def order(*own: CleaningStep) -> list[str]:
    chosen = steps(TABLE)
    for one in own:
        chosen = cleaning.placed(chosen, one)
    return [one.id for one in chosen]


def test_a_step_asked_again_stays_where_it_stood() -> None:
    assert order(rename("Units", "Homes"), drop_column("Code"), rename("Units", "Flats"))[1:3] == ["rename:Units", "drop-column:Code"]


def test_a_change_of_type_goes_after_the_marks() -> None:
    picture = TABLE.replace("| 9 ", "| * ")
    chosen = cleaning.placed(steps(picture), change_type("Units", DataType.NUMBER))
    ids = [one.id for one in chosen]
    assert ids.index("marks") < ids.index("change-type:Units") < ids.index("types")


def test_a_step_changes_places_with_its_neighbour_but_never_goes_above_the_header_or_below_the_types() -> None:
    chosen = cleaning.placed(cleaning.placed(steps(TABLE), rename("Units", "Homes")), drop_column("Code"))
    down = moved(chosen, "rename:Units", 1)
    assert [one.id for one in down][1:3] == ["drop-column:Code", "rename:Units"]
    assert moved(down, "rename:Units", -1) == chosen
    assert not can_move(chosen, "rename:Units", -1)
    assert not can_move(chosen, "drop-column:Code", 1)
    assert moved(chosen, "rename:Units", -1) == chosen


def test_a_changed_step_stays_in_its_place_with_its_switch() -> None:
    off = rename("Units", "Homes").model_copy(update={"on": False})
    chosen = changed(cleaning.placed(cleaning.placed(steps(TABLE), off), drop_column("Code")), "rename:Units", rename("Town", "Place"))
    assert [(one.id, one.on) for one in chosen][1:3] == [("rename:Town", False), ("drop-column:Code", True)]


def test_a_deleted_step_is_gone() -> None:
    chosen = cleaning.placed(steps(TABLE), rename("Units", "Homes"))
    assert without(chosen, "rename:Units") == steps(TABLE)


@pytest.mark.parametrize(
    ("text", "cell"), [("C12", (12, 3)), ("Sheet1!aa7", (7, 27)), ("$B$3", (3, 2)), ("12", None), ("C0", None), ("", None)]
)
def test_a_cell_is_named_as_in_excel(text: str, cell: tuple[int, int] | None) -> None:
    assert place_of(text) == cell


def test_one_cell_of_a_melted_table_is_corrected_by_its_cell_in_the_sheet() -> None:
    picture = "header | Town | 2017 | 2018\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4\ndata | Union | 5 | 6"
    sheet, layout = drawn(picture)
    proposed = steps(picture)
    working = cleaning.made(sheet, proposed[:2], layout=layout)
    label, value = cell_at(working, 3, 2) or ("", "")
    assert value == "3"
    assert cell_at(working, 1, 1) is None
    table = after(correct(label, 3, "30", "typing error", at=2), picture=picture)
    assert table.rows[table.columns[-1].name].tolist() == [1, 2, 30, 4, 5, 6]


def test_the_day_of_the_cleanup_is_kept_with_the_offer() -> None:
    assert step("date-updated", steps(TABLE)).parameters["date"] == date.today().isoformat()
