"""Headings taken apart: the same value is written in one way, and what is left names the figures."""

from __future__ import annotations

import pytest

from tests.cleaning.drawing import cleaned

WIDE = [
    (("2017", "2018"), "Year", ["2017", "2018"]),
    (("SFY18", "SFY19"), "Fiscal year", ["SFY 2018", "SFY 2019"]),
    (("FY2017-FY2018", "FY2018-FY2019"), "Fiscal year", ["FY 2017-2018", "FY 2018-2019"]),
    (("2018 Q1", "2018 Q2"), "Quarter", ["2018 Q1", "2018 Q2"]),
    (("1st quarter 2018", "2nd quarter 2018"), "Quarter", ["2018 Q1", "2018 Q2"]),
    (("January 2018", "February 2018"), "Month", ["2018-01", "2018-02"]),
    (("Jan-18", "Feb-18"), "Month", ["2018-01", "2018-02"]),
    (("0-4", "5-9", "65+"), "Age", ["0-4", "5-9", "65+"]),
    (("Ages 5 to 9", "Ages 10 to 14"), "Age", ["Ages 5 to 9", "Ages 10 to 14"]),
    (("PK", "K", "1st", "2nd"), "Grade", ["PK", "K", "1st", "2nd"]),
    (("Hispanic or Latino of any race", "Two or More Races"), "Race/ethnicity", ["Hispanic or Latino of any race", "Two or More Races"]),
    (("White alone, not Hispanic", "AIAN"), "Race/ethnicity", ["White alone, not Hispanic", "AIAN"]),
    (("M", "F"), "Sex", ["Male", "Female"]),
    (("Capitol", "Naugatuck Valley"), "Planning region", ["Capitol", "Naugatuck Valley"]),
    (("Fairfield", "Hartford", "Middlesex"), "County", ["Fairfield", "Hartford", "Middlesex"]),
]


@pytest.mark.parametrize(("labels", "dimension", "values"), WIDE)
def test_values_in_headings_are_written_in_one_way(labels: tuple[str, ...], dimension: str, values: list[str]) -> None:
    numbers = " | ".join("123456789"[: len(labels)])
    table = cleaned(f"header | Program | {' | '.join(labels)}\ndata | Food | {numbers}\ndata | Heat | {numbers}")
    column = next(column for column in table.columns if column.display == dimension)
    assert [str(value) for value in table.rows[column.name][: len(labels)]] == values


def test_dates_of_excel_become_rows() -> None:
    table = cleaned("header | Town | 2018-01-31 00:00:00 | 2018-02-28 00:00:00\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4")
    assert [str(day)[:10] for day in table.rows["date"]] == ["2018-01-31", "2018-02-28"] * 2


@pytest.mark.parametrize(
    ("labels", "measure"),
    [
        (("Permits 2017", "Permits 2018"), "Permits"),
        (("2017 Permits", "2018 Permits"), "Permits"),
        (("Pop_2017", "Pop_2018"), "Pop"),
        (("pop2017", "pop2018"), "Pop"),
        (("% 2017", "% 2018"), "Percent"),
        (("Permits (2017)", "Permits (2018)"), "Permits"),
    ],
)
def test_a_stem_beside_the_year_names_the_values(labels: tuple[str, ...], measure: str) -> None:
    table = cleaned(f"header | Town | {' | '.join(labels)}\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4")
    assert [column.display for column in table.columns] == ["Year", "Town", measure]
    assert table.rows["year"].tolist() == [2017, 2018, 2017, 2018]


def test_a_month_behind_a_dash_is_a_value() -> None:
    table = cleaned("header | Town | Cases - Jan | Cases - Feb\ndata | Avon | 1 | 2\ndata | Essex | 3 | 4")
    assert [column.display for column in table.columns] == ["Month", "Town", "Cases"]
