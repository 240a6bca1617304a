from __future__ import annotations

from ctcompanion.cleaning.layout.names import levels, unique_names
from ctcompanion.model import Range
from tests.cleaning.layout.sheets import grid


def names(*head: list[str], merged: tuple[Range, ...] = ()) -> tuple[str, ...]:
    found = Range(1, len(head) + 1, 1, max(map(len, head)))
    return unique_names(levels(grid(*head, merged=merged), range(len(head)), found), 1)


def test_a_span_reaches_over_the_columns_that_a_lower_row_names() -> None:
    assert names(["", "Male", "", "Female", ""], ["Town", "Number", "Percent", "Number", "Percent"])[1:] == (
        "Male Number", "Male Percent", "Female Number", "Female Percent",
    )  # fmt: skip


def test_a_merge_says_how_far_a_span_reaches() -> None:
    head = ["Town", "Births", "", ""], ["", "2019", "2020", "Notes"]
    assert names(*head, merged=(Range(1, 1, 2, 3),)) == ("Town", "Births 2019", "Births 2020", "Notes")


def test_words_wrapped_over_rows_do_not_spread() -> None:
    assert names(["Housing", "Assisted", "", "Deed"], ["units", "units", "Percent", "restricted"]) == (
        "Housing units", "Assisted units", "Percent", "Deed restricted",
    )  # fmt: skip


def test_a_column_without_a_header_is_named_by_its_letter_and_equal_names_get_numbers() -> None:
    assert names(["", "Town", "Town"]) == ("Column A", "Town", "Town 2")
