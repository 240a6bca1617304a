"""What a step would do is said before it is done."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.join_date import join_date
from ctcompanion.cleaning.map_values import map_values, values_of
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.cleaning.trial import Effect, standing_before, tried
from ctcompanion.errors import CleaningError
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn, steps

TABLE = """
header | Town      | Units | Month | Year
data   | Avonn, CT | 4     | March | 2019
data   | Essex, CT | 5     | Apr   | 2019
data   | Avonn, CT | 9     | 5     | 2020
"""


def effect(step: CleaningStep) -> Effect:
    sheet, layout = drawn(TABLE)
    return tried(standing_before(sheet, steps(TABLE), step, layout=layout), step)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (filter_rows("Units", "more than", "4"), "Keeps 2 of 3 rows; 1 are left out."),
        (filter_rows("Units", "more than", "40"), "Keeps none of 3 rows: nothing would be left."),
        (filter_rows("Units", "not blank"), "Each value stays as it is written."),
        (map_values("Town", {"Avonn, CT": "Avon, CT"}), "2 cells change."),
        (rename("Units", "Homes"), "*Units* becomes *Homes*."),
        (constant("Program", "Heating aid"), "*Program* is added."),
        (drop_column("Units"), "*Units* goes."),
        (join_date("Month", "Year", "Start"), "*Month* and *Year* become *Start*."),
        (split_column("Town", ",", "Place", "State"), "*Town* becomes *Place* and *State*."),
    ],
)
def test_the_effect_is_one_sentence(step: CleaningStep, said: str) -> None:
    assert effect(step).sentence == said.replace("1 are", "1 is")


def test_changed_cells_are_shown_before_and_after_each_once() -> None:
    assert effect(map_values("Town", {"Avonn, CT": "Avon, CT"})).examples == (
        ("Column", "Before", "After"),
        ("Town", "Avonn, CT", "Avon, CT"),
    )


def test_new_columns_are_shown_beside_those_they_come_from() -> None:
    assert effect(join_date("Month", "Year", "Start")).examples[:2] == (("Month", "Year", "Start"), ("March", "2019", "2019-03-01"))


def test_a_step_that_cannot_be_applied_says_why() -> None:
    with pytest.raises(CleaningError, match="step-needs-another"):
        effect(drop_column("Price"))


def test_the_values_of_a_column_are_counted_the_most_frequent_first() -> None:
    sheet, layout = drawn(TABLE)
    asked = map_values("Town", {})
    working = standing_before(sheet, steps(TABLE), asked, layout=layout)
    assert values_of(working, "Town") == (("Avonn, CT", 2), ("Essex, CT", 1))
    assert values_of(working, "Town", most=1) == (("Avonn, CT", 2),)


def test_a_step_that_takes_anothers_place_finds_the_table_that_the_other_found() -> None:
    sheet, layout = drawn(TABLE)
    proposed = steps(TABLE)
    there = map_values("Town", {"Avonn, CT": "Avon, CT"})
    from ctcompanion import cleaning

    chosen = cleaning.placed(proposed, there)
    again = standing_before(sheet, chosen, map_values("Town", {}), layout=layout)
    assert values_of(again, "Town")[0] == ("Avonn, CT", 2)
