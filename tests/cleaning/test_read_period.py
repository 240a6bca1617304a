"""The one period that a title or a name speaks of."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.read_period import period_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POPULATION ESTIMATES AS OF JULY 1, 2018", ("Year", "2018")),
        ("Inmates as of July 1, 2018", ("Date", "2018-07-01")),
        ("Inmates as of March 3, 2024", ("Date", "2024-03-03")),
        ("As of 3/3/24", ("Date", "2024-03-03")),
        ("Claims as of 3/7/2020", ("Date", "2020-03-07")),
        ("Inmates on Sept. 5th, 2023", ("Date", "2023-09-05")),
        ("Census count, 7 March 2023", ("Date", "2023-03-07")),
        ("Week ending March 7, 2020", ("Week ending", "2020-03-07")),
        ("Claims, week ended Saturday, March 7, 2020", ("Week ending", "2020-03-07")),
        ("Week of 3/2/2020", ("Week of", "2020-03-02")),
        ("Calls from March 1, 2020 to March 7, 2020", ("Week ending", "2020-03-07")),
        ("Claims for March 2020", ("Month", "2020-03")),
        ("Month ended March 31, 2020", ("Month", "2020-03")),
        ("March 1, 2020 - March 31, 2020", ("Month", "2020-03")),
        ("Licences, 2nd quarter 2021", ("Quarter", "2021 Q2")),
        ("Second quarter of 2021", ("Quarter", "2021 Q2")),
        ("Quarter ended June 30, 2021", ("Quarter", "2021 Q2")),
        ("Permits, April through June 2021", ("Quarter", "2021 Q2")),
        ("Arrests, FY 2019", ("Fiscal year", "2019")),
        ("Arrests, SFY 2024", ("State fiscal year", "2024")),
        ("Grants in federal fiscal year 2023", ("Federal fiscal year", "2023")),
        ("Spending in FFY'23", ("Federal fiscal year", "2023")),
        ("For the fiscal year ended June 30, 2023", ("Fiscal year", "2023")),
        ("July 1, 2022 to June 30, 2023", ("Fiscal year", "2023")),
        ("FY 2023-24 spending", ("Fiscal year", "2023-2024")),
        ("FY24, Q2", ("Fiscal quarter", "2024 Q2")),
        ("Enrollment 2007-08", ("School year", "2007-2008")),
        ("Enrollment 1999-00", ("School year", "1999-2000")),
        ("SY 2023-24 by district", ("School year", "2023-2024")),
        ("Budget 2007-08", ("Year", "2007-2008")),
        ("Deaths, calendar year 2019", ("Year", "2019")),
        ("Year ended December 31, 2022", ("Year", "2022")),
        ("Deaths, CY2019", ("Year", "2019")),
        ("2016 Affordable Housing Appeals List", ("Year", "2016")),
    ],
)
def test_a_title_that_speaks_of_one_period(text: str, found: tuple[str, str]) -> None:
    assert period_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DOC_population_2024-03-01.xlsx", ("Date", "2024-03-01")),
        ("DOC_population_2024_03_01.xlsx", ("Date", "2024-03-01")),
        ("population 03-01-2024.csv", ("Date", "2024-03-01")),
        ("week_ending_20240315", ("Week ending", "2024-03-15")),
        ("week-ending-2024-03-15.csv", ("Week ending", "2024-03-15")),
        ("Jan2024", ("Month", "2024-01")),
        ("permits_Jan-24.xlsx", ("Month", "2024-01")),
        ("permits_2024-01.csv", ("Month", "2024-01")),
        ("permits_202401.csv", ("Month", "2024-01")),
        ("permits_01-2024.csv", ("Month", "2024-01")),
        ("FY24_Q2", ("Fiscal quarter", "2024 Q2")),
        ("Q2_FY2024.xlsx", ("Fiscal quarter", "2024 Q2")),
        ("wages_2024Q2.csv", ("Quarter", "2024 Q2")),
        ("wages-q2-2024.csv", ("Quarter", "2024 Q2")),
        ("spending_SFY2024_final.xlsx", ("State fiscal year", "2024")),
        ("student-enrollment2007-2008_by-grade", ("School year", "2007-2008")),
        ("enrollment_SY2023.csv", ("School year", "2023")),
        ("TownEmp2013_NAICS2", ("Year", "2013")),
        ("pop_towns2019.xlsx", ("Year", "2019")),
        ("Pop. July 1, 2010", ("Date", "2010-07-01")),
    ],
)
def test_a_name_whose_words_are_joined_by_signs(text: str, found: tuple[str, str]) -> None:
    assert period_in(text, named=True) == found


@pytest.mark.parametrize(
    "text",
    [
        "Permits from 1990 thru 2017",
        "Permits by town",
        "2010 Census housing units",
        "Income in 2020 dollars",
        "Population, Census 2020",
        "Office at 2018 Main Street, Hartford",
        "Table 2015: Permits",
        "Form 2020",
        "Call (860) 418-2018",
        "2018-05-02",
        "Printed March 3, 2024",
        "Last updated 3/3/2024",
        "Revised 2019",
        "Permits since 2010",
        "Budgets of FY 2019 and FY 2020",
        "January to May 2024",
        "January 3, 2024 to March 9, 2024",
        "Spending of $2018",
    ],
)
def test_a_text_that_speaks_of_none_or_of_several(text: str) -> None:
    assert period_in(text) is None
