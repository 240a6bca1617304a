"""Footnote marks leave names and numbers; what they say goes to the column's description."""

from __future__ import annotations

import pytest

from tests.cleaning.drawing import cleaned, step, steps

STARRED = "header | Town | Units\ndata | Avon* | 12\ndata | Essex | 13\ndata | Union | 4\n"


def test_an_explained_mark_leaves_the_name_and_its_text_goes_to_the_description() -> None:
    table = cleaned(STARRED + "note | * Includes Unionville")
    assert table.rows["town"].tolist() == ["Avon", "Essex", "Union"]
    assert table.column("town").description == "In the source some names carry the mark “*”: Includes Unionville."


def test_a_repeated_sign_leaves_the_names_too() -> None:
    table = cleaned(STARRED + "data | Bolton* | 7")
    assert table.rows["town"].tolist() == ["Avon", "Essex", "Union", "Bolton"]
    assert "no note explains it" in table.column("town").description


@pytest.mark.parametrize("name", ["Avon*", "Avon (a)", "District (1)"])
def test_a_mark_that_is_neither_explained_nor_repeated_stays(name: str) -> None:
    assert cleaned(STARRED.replace("Avon*", name)).rows["town"].tolist()[0] == name


def test_a_letter_in_parentheses_may_be_part_of_a_name_also_when_repeated() -> None:
    names = cleaned("header | Program | Units\ndata | Title I (c) | 1\ndata | Title II (c) | 2\ndata | Other | 3").rows["program"].tolist()
    assert names == ["Title I (c)", "Title II (c)", "Other"]


def test_switched_off_the_marks_stay_on_the_names() -> None:
    assert cleaned(STARRED + "note | * Includes Unionville", off=("label-marks",)).rows["town"].tolist()[0] == "Avon*"


def test_a_mark_behind_a_number_goes_to_the_description() -> None:
    picture = "header | Town | Units\ndata | Avon | 12*\ndata | Essex | 1,300 (p)\ndata | Union | 4\nnote | * Estimated"
    table = cleaned(picture)
    assert table.rows["units"].tolist() == [12, 1300, 4]
    assert table.column("units").description == (
        "In the source some numbers carry the mark “*”: Estimated. "
        "In the source some numbers carry the mark “(p)” (usually: preliminary; no note explains it)."
    )
    assert step("value-marks", steps(picture)).sentence == (
        "2 numbers in *Units* carry the footnote marks “*” and “(p)”: read as numbers, and said in the column's description."
    )
    assert table.conservation.holds
