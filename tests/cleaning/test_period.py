"""The period of the title becomes a column, where the table has none."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.period import period_in
from tests.cleaning.drawing import cleaned, shown, step, steps


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POPULATION ESTIMATES AS OF JULY 1, 2018", ("Year", "2018")),
        ("Enrollment 2007-08", ("School year", "2007-2008")),
        ("student-enrollment2007-2008_by-grade", ("School year", "2007-2008")),
        ("Budget 2007-08", ("Year", "2007-2008")),
        ("Arrests, FY 2019", ("Fiscal year", "2019")),
        ("Claims for March 2020", ("Month", "2020-03")),
        ("Claims as of 3/7/2020", ("Date", "2020-03-07")),
        ("Week ending March 7, 2020", ("Date", "2020-03-07")),
        ("Licences, 2nd quarter 2021", ("Quarter", "2021 Q2")),
        ("TownEmp2013_NAICS2", ("Year", "2013")),
        ("2016 Affordable Housing Appeals List", ("Year", "2016")),
        ("Permits from 1990 thru 2017", None),
        ("2010 Census housing units", None),
        ("Permits by town", None),
        ("2018-05-02", None),
        ("Call (860) 418-2018", None),
    ],
)
def test_a_period_is_read_from_a_text_that_holds_exactly_one(text: str, found: tuple[str, str] | None) -> None:
    assert period_in(text) == found


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
