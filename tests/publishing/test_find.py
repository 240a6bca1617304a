"""Before a new dataset is made, what exists is found: by title without years, by columns, by agency."""

from __future__ import annotations

import pytest
import requests

from ctcompanion.publishing.find import similar, title_words
from tests.publishing.desk import QUICK, Desk, permits

FIELDS = ("town", "year", "permits", "rate", "counted", "final")


@pytest.fixture
def desk_with_permits(desk: Desk) -> Desk:
    desk.publish(
        desk.new(permits(range(2018, 2020)), view={"name": "Housing Permits by Town, 2018-2019", "attribution": "Department of Housing"})
    )
    return desk


def test_last_years_dataset_is_found_under_this_years_title(desk_with_permits: Desk) -> None:
    found = similar(desk_with_permits.portal, "Housing permits by town 2020", FIELDS, "Department of Housing", QUICK)
    assert [each.found.title for each in found] == ["Housing Permits by Town, 2018-2019"]
    assert found[0].score > 0.9
    assert found[0].reasons == (
        "6 of 6 columns are the same",
        "its title says the same apart from the years",
        "it is from the same agency",
    )


def test_the_same_columns_are_found_under_another_title(desk_with_permits: Desk) -> None:
    assert len(similar(desk_with_permits.portal, "Building approvals", FIELDS, "Department of Housing", QUICK)) == 1


def test_something_else_is_not_found(desk_with_permits: Desk) -> None:
    assert similar(desk_with_permits.portal, "School enrollment", ("school", "grade", "students"), "Department of Education", QUICK) == ()


def test_a_draft_is_not_offered(desk: Desk) -> None:
    desk.portal.create({"name": "Housing permits by town", "columns": [{"name": field, "fieldName": field} for field in FIELDS]})
    assert similar(desk.portal, "Housing permits by town", FIELDS, "", QUICK) == ()


def test_the_best_comes_first(desk_with_permits: Desk) -> None:
    part = {"identifier": None, "fields": {"permits": "approvals"}}
    desk_with_permits.publish(desk_with_permits.new(permits(range(2018, 2020)), view={"name": "Housing approvals by town"}, **part))
    found = similar(desk_with_permits.portal, "Housing permits by town", FIELDS, "", QUICK)
    assert [each.found.title for each in found] == ["Housing Permits by Town, 2018-2019", "Housing approvals by town"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Housing Permits by Town, 2018-2019", {"housing", "permits", "town"}),
        ("FY 2024 Q1 Housing permits for the towns", {"housing", "permits", "towns"}),
        ("SFY2024 permits (January 2025)", {"permits"}),
        ("Housing permits FY23", {"housing", "permits"}),
        ("Housing permits, 2022-23", {"housing", "permits"}),
        ("Housing permits FY 2022–23", {"housing", "permits"}),
        ("Permits in Census tracts", {"permits", "census", "tracts"}),
        ("", set()),
    ],
)
def test_years_periods_and_small_words_say_nothing(title: str, words: set[str]) -> None:
    assert title_words(title) == words


def test_without_title_and_columns_nothing_is_asked(desk: Desk) -> None:
    assert similar(desk.portal, "2024", (), "", QUICK) == ()
    assert desk.calls() == []


def test_before_there_is_a_table_the_title_speaks_alone(desk_with_permits: Desk) -> None:
    assert len(similar(desk_with_permits.portal, "Housing permits by town", (), "", QUICK)) == 1
    assert similar(desk_with_permits.portal, "School meals by town", (), "", QUICK) == ()


def test_what_takes_no_rows_is_not_offered_to_add_rows_to(desk: Desk) -> None:
    """A file, as here, or a filtered view, which has all the columns of its dataset."""
    file = {"file": ("Housing permits by town", b"%PDF-1.7", "application/pdf")}
    sent = requests.post(f"{desk.address}/api/imports2/?method=blob", files=file, auth=("practice", "practice"), timeout=5)
    sent.raise_for_status()
    assert [each.title for each in desk.portal.search(q="housing")] == ["Housing permits by town"]
    assert similar(desk.portal, "Housing permits by town", (), "", QUICK) == ()
