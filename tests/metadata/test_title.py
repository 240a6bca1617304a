import pytest

from ctcompanion.metadata.title import title_case, title_findings, without_period
from ctcompanion.recipe import DatasetMetadata


def rules(title: str, **more: str) -> dict[str, str | None]:
    found = title_findings(DatasetMetadata(title=title, **more))
    return {finding.rule: finding.remedies[0].parameters["to"] if finding.remedies else None for finding in found}


def test_a_plain_title_has_no_finding():
    assert rules("Housing Permits by Town") == {}


@pytest.mark.parametrize(
    ("title", "rule", "proposal"),
    [
        ("Housing Permits by Town, 1990 to 2017", "title-year", "Housing Permits by Town"),
        ("Child Placements SFY 2004-2005", "title-year", "Child Placements"),
        ("DSS Caseload by Town", "title-acronym", "Department of Social Services Caseload by Town"),
        ("HOUSING PERMITS BY TOWN", "title-capitals", "Housing Permits by Town"),
        ("housing_permits_2017_final.xlsx", "title-file-name", "Housing Permits"),
        ("Housing Permits Dataset", "title-data-word", "Housing Permits"),
        ("Permits", "title-short", None),
        ("Permits " * 20, "title-long", None),
    ],
)
def test_each_rule_sees_its_case_and_proposes_a_title(title, rule, proposal):
    assert rules(title)[rule] == proposal


def test_the_agency_in_the_title_is_a_hint():
    found = rules("Department of Housing Permits by Town", agency="Department of Housing")
    assert found["title-agency"] == "Permits by Town"


def test_known_acronyms_may_stay():
    assert rules("COVID-19 Deaths by Town and ZIP Code") == {}


@pytest.mark.parametrize(
    "title",
    [
        "Enrollment, 2007-08",
        "Enrollment 2007 through 2010",
        "Enrollment for School Year 2007-2008",
        "Enrollment as of October 1, 2018",
        "Enrollment (2018)",
        "Enrollment FY2023",
        "FY23 Enrollment",
        "Enrollment SY 19-20",
    ],
)
def test_periods_of_all_kinds_come_off(title):
    assert without_period(title) == "Enrollment"


def test_numbers_that_are_no_years_stay():
    assert without_period("Homes built with 2,015 units or 1990s style") == "Homes built with 2,015 units or 1990s style"


def test_capitals_of_acronyms_survive():
    assert title_case("HUSKY ENROLLMENT BY TOWN") == "HUSKY Enrollment by Town"


def test_a_title_of_ten_thousand_letters_is_told_not_cut():
    assert "title-long" in rules("Permit " * 1500)
