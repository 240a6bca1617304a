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
    totals = [row for row in shown(table)[1:] if "All grades" in row]
    assert totals == [["Essex", "All grades", 11]]
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


def test_numbers_and_percentages_in_turn_give_a_column_each() -> None:
    table = cleaned("""
title  | Student Enrollment by Town
header | Town  | 2017 Number | 2017 Percent | 2018 Number | 2018 Percent
data   | Avon  | 1 | 10.5 | 3 | 30.5
data   | Essex | 2 | 20.5 | 4 | 40.5
""")
    assert [column.display for column in table.columns] == ["Year", "Town", "Student enrollment", "Percent"]
    assert table.rows["percent"].tolist() == [10.5, 30.5, 20.5, 40.5]


@pytest.mark.parametrize(("word", "dimension"), [("Grade", "Grade"), ("Age", "Age")])
def test_bare_numbers_are_grades_or_ages_under_the_word(word: str, dimension: str) -> None:
    table = cleaned(f"header |  | {word} |  |\nheader | Town | 1 | 2 | 3\ndata | Avon | 4 | 5 | 6\ndata | Essex | 7 | 8 | 9")
    assert dimension in [column.display for column in table.columns]


def test_bare_numbers_without_the_word_stay_columns() -> None:
    assert cleaned("header | Town | 1 | 2 | 3\ndata | Avon | 4 | 5 | 6\ndata | Essex | 7 | 8 | 9").rows.shape == (2, 4)


def test_a_year_over_quarters_gives_two_columns() -> None:
    table = cleaned("""
header |       | 2017 |    | 2018 |
header | Town  | Q1   | Q2 | Q1   | Q2
data   | Avon  | 1    | 10 | 3    | 30
data   | Essex | 2    | 20 | 4    | 40
""")
    assert {"Year", "Quarter"} <= {column.display for column in table.columns}
    assert len(table.rows) == 8


def test_race_and_sex_in_one_heading_are_two_columns() -> None:
    table = cleaned(
        "header | Town | White Male | White Female | Asian Male | Asian Female\ndata | Avon | 1 | 2 | 3 | 4\ndata | Essex | 5 | 6 | 7 | 8"
    )
    assert [column.display for column in table.columns][1:3] == ["Race/ethnicity", "Sex"]


def test_the_total_among_sexes_is_one_of_them_in_every_year() -> None:
    table = cleaned("""
header |       | Total |      | Male |      | Female |
header | Town  | 2017  | 2018 | 2017 | 2018 | 2017   | 2018
data   | Avon  | 9     | 9    | 3    | 4    | 5      | 4
data   | Essex | 9     | 9    | 4    | 5    | 4      | 5
""")
    assert len(table.rows) == 12
    assert sorted(set(table.rows["sex"])) == ["Female", "Male", "Total"]


def test_years_beside_other_measures_stay_until_a_person_says_so() -> None:
    picture = """
header | Town  | Employment 2006 | Employment 2016 | Change in wages
data   | Avon  | 1 | 10 | 3.5
data   | Essex | 2 | 20 | 4.5
"""
    found = step("melt:year", steps(picture))
    assert not found.on
    assert found.evidence.endswith("as rows, each would repeat *Change in wages*")
    assert cleaned(picture).rows.shape == (2, 4)


def test_a_measure_of_one_year_alone_stands_in_the_rows_of_that_year() -> None:
    table = cleaned(
        """
header |       | 2016  |      | 2017  |      | 2018  |      |
header | Town  | Units | Cost | Units | Cost | Units | Cost | Share
data   | Avon  | 1     | 10   | 3     | 30   | 5     | 50   | 7
data   | Essex | 2     | 20   | 4     | 40   | 6     | 60   | 8
""".replace("| 2018  |      |\n", "| 2018  |      | 2018\n")
    )
    share = table.rows["share"]
    assert share[table.rows["year"] == 2018].tolist() == [7, 8]
    assert share[table.rows["year"] != 2018].isna().all()


def test_questions_and_ranks_are_neither_quarters_nor_grades() -> None:
    questions = "header | Code | Q1 | Q2 | Q3 | Q4 | Q5\ndata | a | 1 | 2 | 3 | 4 | 5\ndata | b | 2 | 3 | 4 | 5 | 6"
    ranks = "header | Site | 1st | 2nd | 3rd\ndata | a | 1 | 2 | 3\ndata | b | 2 | 3 | 4"
    assert cleaned(questions).rows.shape == (2, 6)
    assert cleaned(ranks).rows.shape == (2, 4)


def test_a_projection_is_a_year_and_the_word_goes_to_the_description() -> None:
    table = cleaned("header | Town | 2017 | 2018 projection\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4")
    assert table.rows["year"].tolist() == [2017, 2018, 2017, 2018]
    assert table.columns[0].description == "In the file, headed 2018 projection."


def test_a_row_that_numbers_the_columns_is_no_part_of_the_headings() -> None:
    table = cleaned("""
header | Town  | 2016 | 2017 | 2018
header | 1     | 2    | 3    | 4
data   | Avon  | 11   | 12   | 13
data   | Essex | 14   | 15   | 16
""")
    assert [str(year) for year in table.rows["year"][:3]] == ["2016", "2017", "2018"]


def test_town_columns_become_rows_whole() -> None:
    from ctcompanion.cleaning.words import towns

    names = [name.title() for name in sorted(towns())]
    numbers = [str(number) for number in range(len(names))]
    table = cleaned(f"header | Program | {' | '.join(names)}\ndata | Food | {' | '.join(numbers)}\ndata | Heat | {' | '.join(numbers)}")
    assert len(table.rows) == 2 * 169
    assert "Town" in [column.display for column in table.columns]
