"""What a row is, proposed from the headers."""

from __future__ import annotations

from typing import Any

import pytest

from ctcompanion.privacy import ROW_MEANINGS, propose_row_meaning
from ctcompanion.privacy.row_meaning import is_about_people, meaning
from tests.privacy.tables import clean_table

COMMAND_LINE = ("person", "household", "event", "business", "place", "money", "measurement", "people-count", "count")


def test_the_answers_are_those_of_the_command_line() -> None:
    assert tuple(entry.id for entry in ROW_MEANINGS) == COMMAND_LINE
    assert all(entry.label and entry.explanation for entry in ROW_MEANINGS)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Student_Name": ["a"], "Grade": ["1"]}, "person"),
        ({"Client_ID": [1], "Admission_Date": ["2020-01-01"]}, "event"),
        ({"Age": [1], "Sex": ["F"], "Race": ["White"], "Town": ["Avon"]}, "person"),
        ({"Town": ["Avon"], "Est_Pop": [18000]}, "people-count"),
        ({"Town": ["Avon"], "Age_Group": ["0-17"], "Total": [12]}, "people-count"),
        ({"District": ["Avon"], "Grade": ["1"], "Students": [120]}, "people-count"),
        ({"Office": ["Avon"], "Out_of_State": ["N"], "TOTAL_CIP": [4], "FOSTER_CARE": [3]}, "people-count"),
        ({"Office": ["Avon"], "Demographic": ["Age 18 and over"], "Total": [4]}, "people-count"),
        ({"Town": ["Avon"], "Year": [2020], "Housing_Permits": [12]}, "count"),
        ({"Town": ["Avon"], "Tenant_Rental_Assistance": [4], "Assisted_Units": [12]}, "count"),
        ({"Agency": ["DPH"], "Grant_Amount": [12]}, "money"),
        ({"Town": ["Avon"], "Unemployment_Rate": [4.1]}, "measurement"),
        ({"Facility_Name": ["x"], "Status": ["Open"]}, "business"),
        ({"Latitude": [41.1], "Longitude": [-72.1]}, "place"),
        ({"Remark": ["x"]}, None),
    ],
)
def test_headers_tell_what_a_row_is(columns: dict[str, list[Any]], expected: str | None) -> None:
    assert propose_row_meaning(clean_table(**columns)) == expected


@pytest.mark.parametrize(
    ("id_", "people"), [("person", True), ("household", True), ("event", True), (None, True), ("people-count", False), ("place", False)]
)
def test_until_somebody_says_otherwise_rows_are_read_as_people(id_: str | None, people: bool) -> None:
    assert is_about_people(id_) is people


def test_an_unknown_answer_has_no_meaning() -> None:
    assert meaning("planet") is None
