"""Headings that are values become rows; headings that are names do not."""

from __future__ import annotations

import pytest

from tests.cleaning.drawing import cleaned, shown, step, steps

PERMITS = """
title  | Annual Housing Permits by Town
header | Town  | 1990 | 1991
data   | Avon  | 30   | 39
data   | Essex | 7    | 8
"""


def test_years_become_rows_named_after_the_title() -> None:
    assert shown(cleaned(PERMITS)) == [
        ["year", "town", "housing_permits"],
        [1990, "Avon", 30],
        [1991, "Avon", 39],
        [1990, "Essex", 7],
        [1991, "Essex", 8],
    ]
    assert step("melt:year", steps(PERMITS)).sentence == "Columns 1990 to 1991 are years: turned into rows as *Year* and *Housing permits*."


def test_a_year_read_as_a_decimal_is_a_year() -> None:
    assert shown(cleaned(PERMITS.replace("1990", "1990.0")))[1][0] == 1990


@pytest.mark.parametrize(
    ("labels", "dimension"),
    [
        (("FY 2018", "FY 2019"), "Fiscal year"),
        (("2017-18", "2018-19"), "Year"),
        (("Q1 2018", "Q2 2018"), "Quarter"),
        (("Jan", "Feb"), "Month"),
        (("Jan 2018", "Feb 2018"), "Month"),
        (("Under 5", "5 to 9", "65 and over"), "Age"),
        (("Kindergarten", "Grade 1", "Grade 2"), "Grade"),
        (("White", "Black or African American", "Asian"), "Race/ethnicity"),
        (("Female", "Male"), "Sex"),
        (("Avon", "Essex", "Bolton"), "Town"),
        (("District 1", "District 2"), "District"),
    ],
)
def test_headings_of_one_kind_become_a_column(labels: tuple[str, ...], dimension: str) -> None:
    cells = " | ".join(labels)
    numbers = " | ".join("123456789"[: len(labels)])
    table = cleaned(f"header | Program | {cells}\ndata | Food | {numbers}\ndata | Heat | {numbers}")
    assert table.rows.shape == (2 * len(labels), 3)
    assert dimension in [column.display for column in table.columns]


def test_different_measures_are_not_melted() -> None:
    table = cleaned("""
header | Town | Government assisted | Tenant rental assistance | Deed restricted
data   | Avon | 1 | 2 | 3
data   | Essex | 1 | 2 | 3
""")
    assert table.rows.shape == (2, 4)


def test_one_year_in_several_headings_is_not_melted() -> None:
    table = cleaned("""
header | Town | 2010 Census | 2015 Assisted | 2015 Restricted
data   | Avon | 1 | 2 | 3
data   | Essex | 1 | 2 | 3
""")
    assert table.rows.shape == (2, 4)


def test_flags_are_not_melted() -> None:
    table = cleaned("""
header | Program | Avon | Essex | Bolton
data   | Food | Y | N | Y
data   | Heat | N | Y | Y
""")
    assert table.rows.shape == (2, 4)


def test_two_levels_give_a_column_per_measure() -> None:
    table = cleaned("""
header |       | 2017  |       | 2018  |
header | Town  | Units | Cost  | Units | Cost
data   | Avon  | 1     | 10    | 3     | 30
data   | Essex | 2     | 20    | 4     | 40
""")
    assert shown(table) == [
        ["year", "town", "units", "cost"],
        [2017, "Avon", 1, 10],
        [2018, "Avon", 3, 30],
        [2017, "Essex", 2, 20],
        [2018, "Essex", 4, 40],
    ]


def test_two_dimensions_in_two_levels_give_two_columns() -> None:
    table = cleaned("""
header |       | Female  |         | Male    |
header | Town  | Under 5 | 5 to 9  | Under 5 | 5 to 9
data   | Avon  | 1       | 10      | 3       | 30
data   | Essex | 2       | 20      | 4       | 40
""")
    assert table.rows.shape == (8, 4)
    assert [column.display for column in table.columns][:3] == ["Town", "Sex", "Age"]


def test_a_spanning_heading_that_names_the_dimension_is_not_a_measure() -> None:
    table = cleaned("""
title  | Student Counts by District and Grade
header |      | Grade
header | Town | Kindergarten | Grade 1
data   | Avon | 4 | 5
data   | Essex | 4 | 5
""")
    assert [column.display for column in table.columns] == ["Town", "Grade", "Students"]


def test_the_total_column_goes_but_stays_where_parts_are_hidden() -> None:
    table = cleaned("""
header | Town  | Kindergarten | Grade 1 | Total
data   | Avon  | 4 | 5 | 9
data   | Essex | * | 5 | 11
data   | Union | 1 | 1 | 2
""")
    totals = [row for row in shown(table)[1:] if "Total" in row]
    assert totals == [["Essex", "Total", 11]]
    assert table.conservation.holds


def test_switched_off_the_table_stays_wide() -> None:
    assert cleaned(PERMITS, off=("melt:year",)).rows.shape == (2, 3)


def test_nothing_is_changed_in_what_was_given() -> None:
    from ctcompanion import cleaning
    from tests.cleaning.drawing import drawn

    sheet, layout = drawn(PERMITS)
    before = sheet.cells.to_pydict()
    cleaning.clean(sheet, cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert sheet.cells.to_pydict() == before


def test_november_among_months_is_no_school_year() -> None:
    table = cleaned("header | Town | 2010-10 | 2010-11 | 2010-12\ndata | Avon | 1 | 2 | 3\ndata | Essex | 1 | 2 | 3")
    assert sorted(set(table.rows["month"])) == ["2010-10", "2010-11", "2010-12"]


def test_measures_that_differ_in_their_unit_alone_stay_apart() -> None:
    table = cleaned("""
header |       | Employment (1,000) |      | Employment (percent) |
header | Town  | 2006               | 2016 | 2006                 | 2016
data   | Avon  | 1                  | 10   | 3                    | 30
data   | Essex | 2                  | 20   | 4                    | 40
""")
    assert [(column.display, column.unit) for column in table.columns[2:]] == [("Employment", "1,000"), ("Employment (percent)", "percent")]
    assert table.conservation.holds
