"""The table's columns beside last time's: a spelling is settled, anything else is a question with a proposal."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.columns_now import columns_now
from ctcompanion.cleaning.same_name import same_name
from ctcompanion.model import CleanTable, DataType
from tests.cleaning.drawing import cleaned

TEXT, NUMBER = DataType.TEXT, DataType.NUMBER
LAST = {"town": TEXT, "deed_restricted_units": NUMBER}


def table(*names: str) -> CleanTable:
    head = " | ".join(names)
    rows = "\n".join(f"data | {town} | " + " | ".join(str(at + place) for place in range(len(names) - 1)) for at, town in enumerate(TOWNS))
    return cleaned(f"header | {head}\n{rows}")


TOWNS = ("Avon", "Bethel", "Canton", "Darien")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deed_restricted", "deed_restricted_units"),
        ("governm_entally_assisted", "governmentally_assisted"),
        ("chfa_mortages", "chfa_mortgages"),
        ("total_assisted", "totally_assisted_units"),
        ("c_2010_census_housing_units", "2010_census_housing_units"),
    ],
)
def test_another_spelling_says_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("male", "female"),
        ("employed", "unemployed"),
        ("grade_1", "grade_2"),
        ("2000_census_units", "2010_census_units"),
        ("assisted", "not_assisted"),
        ("permits", "permits_per_1_000"),
        ("under_18", "over_18"),
        ("deaths", "deaths_male"),
        ("town", "industry"),
    ],
)
def test_another_measure_does_not(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_the_same_columns_are_no_change() -> None:
    assert columns_now(LAST, table("Town", "Deed Restricted Units")) == ()


def test_without_knowledge_of_last_time_nothing_is_compared() -> None:
    assert columns_now({}, table("Town", "Permits")) == ()


def test_a_spelling_is_settled_by_a_step_of_the_companion() -> None:
    (change,) = columns_now(LAST, table("Town", "Deed Restricted"))
    assert change.sure
    assert change.step is not None
    assert (change.step.by, change.step.parameters) == ("companion", {"column": "Deed Restricted", "to": "Deed restricted units"})


def test_last_times_own_words_are_used_for_the_column() -> None:
    (change,) = columns_now(LAST, table("Town", "Deed Restricted"), {"deed_restricted_units": "Deed Restricted Units"})
    assert change.step is not None
    assert change.step.parameters["to"] == "Deed Restricted Units"


def test_another_name_is_a_question_with_a_button() -> None:
    (change,) = columns_now(LAST, table("Town", "Houses with covenants"))
    assert (change.sure, change.label) == (False, "Call it Deed restricted units")
    assert "may have a new name" in change.sentence


def test_a_new_column_may_be_left_out() -> None:
    (change,) = columns_now(LAST, table("Town", "Deed Restricted Units", "Rental assistance"))
    assert "“Rental assistance” is new" in change.sentence
    assert change.step is not None
    assert change.step.operation == "drop-column"


def test_a_missing_column_says_whom_to_ask() -> None:
    (change,) = columns_now({**LAST, "rental_assistance": NUMBER}, table("Town", "Deed Restricted Units"))
    assert "“Rental assistance” is missing" in change.sentence
    assert change.step is None


def test_two_columns_that_may_be_meant_are_a_question() -> None:
    changes = columns_now(LAST, table("Town", "Deed Restricted", "Restricted Units"))
    assert not any(change.sure for change in changes)


def test_a_column_that_holds_something_else_now_is_said() -> None:
    (change,) = columns_now({**LAST, "deed_restricted_units": TEXT}, table("Town", "Deed Restricted Units"))
    assert change.sentence == "“Deed Restricted Units” was text last time, and is a number now."
