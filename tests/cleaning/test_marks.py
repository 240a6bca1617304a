"""What stands in place of a number is never silently empty."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps


def test_one_mark_gives_a_blank_and_a_sentence() -> None:
    picture = """
header | Town  | Units
data   | Avon  | 4
data   | Essex | *
data   | Union | *
note   | * Fewer than six units are not shown
"""
    table = cleaned(picture)
    assert shown(table) == [["town", "units"], ["Avon", 4], ["Essex", None], ["Union", None]]
    assert table.column("units").description == "Blank where the source says “*” (Fewer than six units are not shown): 2 values."
    assert step("marks", steps(picture)).sentence == "2 values are “*”: left blank, and said in the column's description."


def test_several_meanings_give_one_column_of_notes() -> None:
    table = cleaned("""
header | Town  | Units | Cost
data   | Avon  | 4     | 9
data   | Essex | *     | *
data   | Union | N/A   | 3
data   | Voluntown | * | N/A
""")
    assert shown(table) == [
        ["town", "units", "cost", "notes"],
        ["Avon", 4, 9, None],
        ["Essex", None, None, "*"],
        ["Union", None, 3, "N/A"],
        ["Voluntown", None, None, "Units: *; Cost: N/A"],
    ]


def test_ways_to_write_missing_are_one_meaning() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 4\ndata | Essex | N/A\ndata | Union | --\ndata | Sharon | 7")
    assert list(table.rows.columns) == ["town", "units"]


def test_a_sentinel_is_a_blank_and_its_removal_is_logged() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 4\ndata | Essex | -9999\ndata | Union | -9999")
    assert table.rows["units"].tolist()[0] == 4
    assert table.rows["units"].isna().sum() == 2
    assert table.conservation.removals[0].numbers == 2
    assert table.conservation.holds


def test_a_negative_number_among_negatives_is_no_sentinel() -> None:
    table = cleaned("header | Town | Change\ndata | Avon | -4\ndata | Essex | -999\ndata | Union | -999")
    assert table.rows["change"].tolist() == [-4, -999, -999]


def test_less_than_five_is_said_in_words() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 44\ndata | Essex | <5\ndata | Union | 17")
    assert "fewer than 5" in table.column("units").description


def test_switched_off_the_marks_stay_and_the_column_is_text() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 4\ndata | Essex | *\ndata | Union | 7", off=("marks",))
    assert table.rows["units"].tolist() == ["4", "*", "7"]


def test_words_are_not_marks() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 4\ndata | Essex | closed for repair\ndata | Union | 7")
    assert table.rows["units"].tolist() == ["4", "closed for repair", "7"]


def test_an_accountant_s_dash_is_not_taken_for_zero() -> None:
    table = cleaned("header | Town | Wages\ndata | Avon | $ 12\ndata | Essex | $ -\ndata | Union | $ 30")
    assert table.rows["wages"].isna().tolist() == [False, True, False]
    assert "does not say whether it means zero" in table.column("wages").description


def test_a_capital_letter_among_figures_stands_for_a_number() -> None:
    table = cleaned("""
header | Country | Sales
data   | Canada  | 1277.5
data   | Mexico  | 304.6
data   | Brazil  | 1182.3
data   | Chile   | 77.25
data   | Peru    | K
note   | Size ranges are: A-1 to 499; K-25,000 to 49,999; L-50,000 to 99,999.
""")
    assert table.rows["sales"].isna().tolist() == [False, False, False, False, True]
    assert "“K” (25,000 to 49,999)" in table.column("sales").description


def test_kindergarten_is_a_grade_and_no_mark() -> None:
    grades = ["K", *(str(number) for number in range(1, 13))]
    table = cleaned("header | Grade | Pupils\n" + "\n".join(f"data | {grade} | 1{at}" for at, grade in enumerate(grades)))
    assert table.rows["grade"].tolist() == grades
