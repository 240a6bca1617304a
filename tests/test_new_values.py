"""What an update brings that was not published before, and which of it looks like a slip of the pen."""

from __future__ import annotations

import pytest

from ctcompanion.draft import Draft
from ctcompanion.new_values import new_values
from tests.privacy.tables import clean_table


def meant(here: list[str], published: list[str]) -> dict[str, str]:
    found = new_values(Draft("d", table=clean_table(Type=here)), {"Type": published})
    return dict(found[0].meant) if found else {}


@pytest.mark.parametrize(
    ("fresh", "published", "slip"),
    [
        ("Singel family", "Single family", True),
        ("Tiny house", "Single family", False),
        ("West Haven", "East Haven", False),
        ("Hartfrod", "Hartford", True),
        ("Aged 18 to 24", "Aged 18 to 25", False),
    ],
)
def test_a_value_spelled_much_like_a_published_one_may_be_a_slip(fresh: str, published: str, slip: bool) -> None:
    here = ["Condominium", "Mobile home", published, fresh]
    assert meant(here, here[:3]) == ({fresh: published} if slip else {})


def test_it_is_offered_whether_or_not_the_file_holds_the_published_one_as_well() -> None:
    published = ["Single family", "Condominium", "Mobile home"]
    assert meant(["Singel family", *published[1:]], published) == {"Singel family": "Single family"}
    assert meant(["Singel family", *published], published) == {"Singel family": "Single family"}


def test_nothing_is_said_of_values_that_are_all_published() -> None:
    assert new_values(Draft("d", table=clean_table(Type=["A", "B"])), {"Type": ["A", "B", "C"]}) == ()


def test_a_total_that_was_never_published_is_told_and_left_out_with_a_press() -> None:
    (found,) = new_values(Draft("d", table=clean_table(Town=["Avon", "Bethel", "Canton", "Total"])), {"Town": ["Avon", "Bethel", "Canton"]})
    assert found.totals == ("Total",)
    step = found.without_totals()
    assert (step.operation, step.parameters["test"], step.parameters["values"]) == ("filter-rows", "is not", ["Total"])
