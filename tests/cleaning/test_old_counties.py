"""The eight counties are questioned in data for 2022 or later."""

from __future__ import annotations

import pytest

from ctcompanion.model import Level
from tests.cleaning.drawing import cleaned


def levels(picture: str, **more: object) -> list[Level]:
    return [finding.level for finding in cleaned(picture, **more).findings if finding.rule == "old-counties"]


def table(year: str, *names: str, heading: str = "County") -> str:
    return "\n".join([f"header | Year | {heading} | Units", *(f"data | {year} | {name} | {at}" for at, name in enumerate(names))])


@pytest.mark.parametrize(
    ("year", "found"), [("2023", [Level.REVIEW]), ("2022", [Level.REVIEW]), ("2021", []), ("2021-2022", [Level.REVIEW])]
)
def test_counties_by_name_are_questioned_from_2022_on(year: str, found: list[Level]) -> None:
    assert levels(table(year, "Fairfield", "Hartford County", "Tolland")) == found


def test_counties_by_code_are_questioned_too() -> None:
    assert levels(table("2023", "9001", "09003", heading="County FIPS")) == [Level.REVIEW]
    assert levels(table("2023", "09110", "09190", heading="County FIPS")) == []


def test_the_title_or_the_file_may_say_the_year() -> None:
    picture = "title | Permits by county, 2023\nheader | County | Units\ndata | Fairfield | 4\ndata | Tolland | 5"
    assert levels(picture, off=("period-column",)) == [Level.REVIEW]
    assert levels(picture.split("\n", 1)[1], file_name="permits 2019", off=("period-column",)) == []


def test_without_a_year_it_is_a_note() -> None:
    assert levels("header | County | Units\ndata | Fairfield | 4\ndata | Tolland | 5") == [Level.NOTE]


def test_planning_regions_and_towns_are_no_counties() -> None:
    assert levels(table("2023", "Capitol", "Greater Bridgeport")) == []
    assert levels(table("2023", "Hartford", "Fairfield", "Avon", heading="Town")) == []
