"""Total columns: taken off with a word for total and parts of one dimension; everything else is a person's word."""

from __future__ import annotations

from ctcompanion import cleaning
from tests.cleaning.drawing import cleaned, drawn, shown, step, steps

REVISED = """
header | Town   | Original | Adjusted | Revised
data   | Avon   | 40       | 5        | 45
data   | Essex  | 50       | 6        | 56
data   | Canton | 20       | 7        | 27
"""
HIDDEN = """
header | Town   | Grade 1 | Grade 2 | Total
data   | Avon   | *       | 66      | 100
data   | Essex  | 40      | *       | 99
data   | Canton | 20      | *       | 29
"""
ONCE = """
title  | Clients served (unduplicated)
header | Town   | 2018 | 2019 | Total
data   | Avon   | 40   | 5    | 43
data   | Essex  | 50   | 6    | 52
data   | Canton | 20   | 7    | 25
"""


def test_a_measure_that_is_the_sum_of_its_neighbours_stays_and_is_offered() -> None:
    table = cleaned(REVISED)
    assert shown(table)[0] == ["town", "original", "adjusted", "revised"]
    offered = step("total-columns:Revised", steps(REVISED))
    assert not offered.on
    assert offered.sentence == (
        "*Revised* is the sum of Original and Adjusted. No word calls it a total, so it stays as a figure of its own; switch this on to take it off."
    )


def test_on_a_persons_word_it_is_taken_off() -> None:
    sheet, layout = drawn(REVISED)
    proposed = cleaning.propose(sheet, layout=layout).steps
    chosen = tuple(one.model_copy(update={"on": True}) if one.operation == "total-columns" else one for one in proposed)
    table = cleaning.clean(sheet, chosen, layout=layout)
    assert shown(table)[0] == ["town", "original", "adjusted"]
    assert "3 were totals, which your table adds up to" in table.conservation.sentence()


def test_a_total_that_stands_beside_its_parts_is_handed_on_with_them() -> None:
    assert [(found.column, found.parts, found.kept) for found in cleaned(REVISED).sums] == [("revised", ("original", "adjusted"), True)]


def test_a_column_that_is_the_sum_in_most_rows_only_is_a_measure() -> None:
    assert not [found for found in steps(REVISED.replace("27", "28")) if found.operation == "total-columns"]


def test_a_total_whose_parts_are_hidden_in_every_row_stays_as_a_category() -> None:
    table = cleaned(HIDDEN)
    assert [row for row in shown(table) if row[1] == "All grades"] == [
        ["Avon", "All grades", 100],
        ["Essex", "All grades", 99],
        ["Canton", "All grades", 29],
    ]
    assert [(found.column, found.label, found.why) for found in table.sums] == [("grade", "All grades", "parts are hidden")]


def test_a_total_that_counts_people_once_stays_and_says_so() -> None:
    table = cleaned(ONCE)
    assert step("total-columns:Total", steps(ONCE)).sentence == (
        "*Total* is a total in which people are counted once; 2018 and 2019 may count them several times: it stays."
    )
    assert [(found.dimension, found.label, found.why) for found in table.sums] == [("Year", "All years", "people are counted once")]
    assert len(table.rows) == 9


def test_percentages_add_up_within_rounding() -> None:
    table = cleaned("""
header | Town   | Male % | Female % | Total %
data   | Avon   | 33.3   | 66.6     | 100
data   | Essex  | 40.1   | 59.9     | 100
data   | Canton | 20.2   | 79.8     | 100
""")
    assert len(table.rows) == 6
