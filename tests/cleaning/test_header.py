"""Header rows become names."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps


def test_two_header_rows_are_joined_and_the_original_is_kept() -> None:
    table = cleaned("""
header |      | Annual
header | Town | Average | Total
data   | Avon | 12      | 3
data   | Bolton | 13    | 3
""")
    assert [column.display for column in table.columns] == ["Town", "Annual Average", "Annual Total"]
    assert table.columns[1].original == "Annual Average"
    assert table.columns[1].name == "annual_average"


def test_a_header_that_is_repeated_in_the_middle_goes_and_lends_a_missing_name() -> None:
    picture = """
header |       | Code | Units
data   | Avon  | 11   | 4
header | Town  | Code | Units
data   | Essex | 12   | 5
"""
    assert shown(cleaned(picture)) == [["town", "code", "units"], ["Avon", "11", 4], ["Essex", "12", 5]]
    assert "Row 3 repeats them and is taken off." in step("header", steps(picture)).sentence


def test_units_and_marks_leave_the_heading() -> None:
    table = cleaned("""
header | Town | Wages (in thousands) | Population (1)
data   | Avon | 12 | 5
data   | Essex | 13 | 6
""")
    wages, population = table.columns[1:]
    assert (wages.display, wages.unit, wages.original) == ("Wages", "in thousands", "Wages (in thousands)")
    assert (population.display, population.name) == ("Population", "population")
    assert "(1)" in population.description


def test_capitals_are_eased_but_acronyms_stay() -> None:
    table = cleaned("""
header | TOWN | CHFA/USDA MORTGAGES
data   | Avon | 12
data   | Essex | 13
""")
    assert [column.display for column in table.columns] == ["Town", "CHFA/USDA mortgages"]


def test_without_the_header_step_columns_are_called_as_in_excel() -> None:
    table = cleaned(
        """
header | Town | Units
data   | Avon | 12
data   | Essex | 13
""",
        off=("header", "types", "names", "column-order"),
    )
    assert shown(table) == [["Column A", "Column B"], ["Town", "Units"], ["Avon", "12"], ["Essex", "13"]]


def test_a_lone_carriage_return_in_a_heading_is_a_blank() -> None:
    sheet_header = "header | Town | Total\rUnits\ndata | Avon | 4\ndata | Essex | 5"
    from ctcompanion import cleaning
    from tests.cleaning.drawing import drawn

    sheet, layout = drawn(sheet_header.replace("\r", " "))
    table = cleaning.clean(sheet, cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert "\r" not in "".join(column.display for column in table.columns)


def test_a_mark_brings_the_text_of_its_note() -> None:
    table = cleaned("""
header | Town | Population (1) | Wages* | Rate \\2
data   | Avon | 12 | 5 | 1.5
data   | Essex | 13 | 6 | 2.5
note   | (1) Census 2020 counts
note   | * Before taxes.
""")
    assert [column.description for column in table.columns] == [
        "",
        "Census 2020 counts.",
        "Before taxes.",
        "Its heading carries the mark \\2, which no note explains.",
    ]


def test_the_unit_of_a_spanning_heading_goes_to_each_of_its_columns() -> None:
    table = cleaned("""
header |      | Permits (in thousands) |
header | Town | One unit | Two units
data   | Avon | 12 | 3
data   | Essex | 13 | 4
""")
    assert [(column.display, column.unit) for column in table.columns[1:]] == [
        ("Permits One unit", "in thousands"),
        ("Permits Two units", "in thousands"),
    ]


def test_a_line_of_units_under_the_headings_is_no_part_of_the_names() -> None:
    table = cleaned("""
header | Town | Wages | Share | Staff
header |      | $     | %     | number
data   | Avon | 12    | 3     | 7
data   | Essex | 13   | 4     | 8
""")
    assert [(column.display, column.unit) for column in table.columns[1:]] == [("Wages", "dollars"), ("Share", "percent"), ("Staff", "")]


def test_number_and_percent_under_one_heading_are_two_measures() -> None:
    table = cleaned("""
header |      | Permits |
header | Town | Number | Percent
data   | Avon | 12 | 3
data   | Essex | 13 | 4
""")
    assert [(column.display, column.type) for column in table.columns[1:]] == [("Permits Number", "number"), ("Permits Percent", "number")]


def test_an_account_s_number_in_two_lines_is_no_count() -> None:
    table = cleaned("""
header | Town | Account
header |      | number
data   | Avon | 12
data   | Essex | 13
""")
    assert sorted((column.display, column.type.value) for column in table.columns) == [("Account number", "text"), ("Town", "text")]


def test_a_digit_glued_to_a_heading_is_a_mark_where_a_note_explains_it() -> None:
    picture = "header | Town | Income1 | Covid19\ndata | Avon | 12 | 5\ndata | Essex | 13 | 6\nnote | 1 Income of families"
    income, covid = cleaned(picture).columns[1:]
    assert (income.display, income.description) == ("Income", "Income of families.")
    assert covid.display == "Covid19"


def test_a_line_that_counts_the_columns_is_no_part_of_the_names() -> None:
    table = cleaned("header | Town | Homes | Flats\nheader | (1) | (2) | (3)\ndata | Avon | 12 | 5\ndata | Essex | 13 | 6")
    assert [column.display for column in table.columns] == ["Town", "Homes", "Flats"]
