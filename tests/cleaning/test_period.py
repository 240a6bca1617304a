"""The period of the title becomes a column, where the table has none."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps

PICTURE = """
header | Town  | Units
data   | Avon  | 4
data   | Essex | 5
"""


def test_the_file_name_gives_the_year_where_nothing_else_does() -> None:
    assert shown(cleaned(PICTURE, "Appeals 2018.xls")) == [["year", "town", "units"], [2018, "Avon", 4], [2018, "Essex", 5]]


def test_the_title_goes_before_the_file_name() -> None:
    assert shown(cleaned("title | Units in 2017" + PICTURE, "Appeals 2018.xls"))[1][0] == 2017


def test_a_table_with_a_year_of_its_own_gets_no_other() -> None:
    table = cleaned("header | Year | Units\ndata | 2016 | 4\ndata | 2017 | 5", "Appeals 2018.xls")
    assert table.rows.shape == (2, 2)


def test_a_table_with_dates_gets_none_either() -> None:
    table = cleaned("header | Filed | Units\ndata | 3/1/2016 | 4\ndata | 3/17/2016 | 5", "Appeals 2018.xls")
    assert table.rows.shape == (2, 2)


def test_it_can_be_switched_off() -> None:
    assert "period-column" in [found.id for found in steps(PICTURE, "Appeals 2018.xls")]
    assert cleaned(PICTURE, "Appeals 2018.xls", off=("period-column",)).rows.shape == (2, 2)


def test_the_sentence_says_where_it_stood() -> None:
    said = step("period-column", steps(PICTURE, "Appeals 2018.xls")).sentence
    assert said == "2018 stands only in the file's name: added as the column *Year*, so that other periods can be put below."
