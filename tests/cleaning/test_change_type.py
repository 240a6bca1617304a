"""A person says what a column holds; what does not fit is told before."""

from __future__ import annotations

import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning.change_type import Misfit, change_type, misfits
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.errors import CleaningError
from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn

TABLE = """
header | Town  | Units | Code | Open  | Seen
data   | Avon  | 4     | 1    | Yes   | 3/14/2020
data   | Essex | four  | 22   | no    | 3/15/2020
data   | Union | 9     | 1    | Y     | soon
data   | Salem | four  | 3    | No    | 12/1/2020
"""


def after(*own: CleaningStep, picture: str = TABLE) -> CleanTable:
    sheet, layout = drawn(picture, name="Data")
    steps = cleaning.propose(sheet, layout=layout).steps
    for one in own:
        steps = cleaning.placed(steps, one)
    return cleaning.clean(sheet, steps, layout=layout)


def failing(column: str, to: DataType) -> tuple[Misfit, ...]:
    sheet, layout = drawn(TABLE, name="Data")
    steps = cleaning.propose(sheet, layout=layout).steps
    return misfits(cleaning.made(sheet, steps[:1], layout=layout), column, to)


def test_what_does_not_fit_is_told_with_count_and_first_place() -> None:
    assert failing("Units", DataType.NUMBER) == (Misfit("four", 2, "Data!B3"),)
    assert failing("Seen", DataType.DATE) == (Misfit("soon", 1, "Data!E4"),)
    assert [one.value for one in failing("Code", DataType.CHECKBOX)] == ["22", "3"]


@pytest.mark.parametrize(("column", "to"), [("Code", DataType.NUMBER), ("Units", DataType.TEXT), ("Open", DataType.CHECKBOX)])
def test_nothing_is_told_where_all_fits(column: str, to: DataType) -> None:
    assert failing(column, to) == ()


def test_a_type_that_does_not_fit_is_refused_with_the_places() -> None:
    with pytest.raises(CleaningError) as stopped:
        after(change_type("Units", DataType.NUMBER))
    assert (stopped.value.code, stopped.value.place) == ("values-do-not-fit", "Data!B3")


def test_after_the_failing_values_are_mapped_the_type_holds() -> None:
    table = after(map_values("Units", {"four": "4"}), change_type("Units", DataType.NUMBER))
    assert table.column("units").type is DataType.NUMBER
    assert table.rows["units"].tolist() == [4, 4, 9, 4]


def test_values_mapped_to_a_blank_are_said_in_the_description() -> None:
    table = after(map_values("Units", {"four": ""}), change_type("Units", DataType.NUMBER))
    assert table.rows["units"].isna().tolist() == [False, True, False, True]
    assert table.column("units").description == "Blank where the source says “four”: 2 values."


def test_a_code_becomes_text_and_keeps_its_numbers() -> None:
    table = after(change_type("Code", DataType.TEXT))
    assert table.rows["code"].tolist() == ["1", "22", "1", "3"]
    assert table.conservation.holds


def test_yes_and_no_are_read_and_ones_and_zeros_are_logged() -> None:
    assert after(change_type("Open", DataType.CHECKBOX)).rows["open"].tolist() == [True, False, True, False]
    table = after(change_type("Flag", DataType.CHECKBOX), picture="header | Town | Flag\ndata | Avon | 1\ndata | Essex | 0")
    assert table.rows["flag"].tolist() == [True, False]
    assert [(one.numbers, one.rebuilt) for one in table.conservation.removals] == [(2, True)]


def test_years_that_came_from_headings_can_be_numbers_or_text() -> None:
    picture = "header | Town | 2017 | 2018\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4\ndata | Union | 5 | 6"
    assert after(change_type("Year", DataType.TEXT), picture=picture).rows["year"].tolist()[:2] == ["2017", "2018"]
    assert after(change_type("Year", DataType.NUMBER), picture=picture).column("year").type is DataType.NUMBER


def test_what_stands_in_place_of_a_number_is_blank_before_the_type_is_looked_at() -> None:
    picture = "header | Town | Units\ndata | Avon | 4\ndata | Essex | *\ndata | Union | 9"
    assert after(change_type("Units", DataType.NUMBER), picture=picture).rows["units"].isna().tolist() == [False, True, False]


def test_the_recipe_names_column_and_type_only() -> None:
    assert change_type("Units", DataType.NUMBER).parameters == {"column": "Units", "to": "number"}
