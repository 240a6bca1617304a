"""Names in a column of towns are held against the 169."""

from __future__ import annotations

import pyarrow as pa

from ctcompanion.cleaning import suggested_towns
from tests.cleaning.drawing import cleaned

TOWNS = ["Avon", "Essex", "Union", "Bolton", "Canton", "Vernon", "Durham", "Easton", "Granby", "Groton", "Guilford"]


def picture(*names: str) -> str:
    return "header | Town | Units\n" + "\n".join(f"data | {name} | {at}" for at, name in enumerate((*TOWNS, *names)))


def test_a_name_that_is_no_town_is_said_without_the_name() -> None:
    found = cleaned(picture("Manchestor")).findings
    assert [(finding.rule, finding.place) for finding in found] == [("not-a-town", "A13")]
    assert "Manchestor" not in found[0].message


def test_unknown_and_out_of_state_are_categories() -> None:
    assert not cleaned(picture("Unknown", "Out of State", "Connecticut")).findings


def test_a_column_of_other_names_is_left_alone() -> None:
    assert not cleaned("header | District | Units\n" + "\n".join(f"data | District {at} | 1" for at in range(30))).findings


def test_misspellings_and_villages_get_a_suggestion() -> None:
    assert suggested_towns(pa.array(["Avon", "Manchestor", "Willimantic", "Unknown", "Atlantis"])) == {
        "Manchestor": "Manchester",
        "Willimantic": "Windham",
    }


def test_a_school_district_is_no_town_and_no_mistake() -> None:
    assert not cleaned(picture("Regional School District 10", "Avon School District", "Farmington Valley Health District")).findings
    assert suggested_towns(pa.array(["Avon School District"])) == {}


def test_under_a_heading_that_says_town_a_few_names_are_enough() -> None:
    found = cleaned("header | Town | Units\ndata | Avon | 1\ndata | Essex | 2\ndata | Manchestor | 3").findings
    assert [finding.rule for finding in found] == ["not-a-town"]
