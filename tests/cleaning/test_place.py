"""A county or town that stands only in the title becomes a column."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.place import place_in
from tests.cleaning.drawing import cleaned


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fairfield County", ("County", "Fairfield")),
        ("Town of Avon", ("Town", "Avon")),
        ("East Hartford, Connecticut", ("Town", "East Hartford")),
        ("Capitol Planning Region", ("Planning region", "Capitol")),
        ("Fairfield County permits", None),
        ("Table 1", None),
    ],
)
def test_a_title_that_is_a_place_and_nothing_else(text: str, found: tuple[str, str] | None) -> None:
    assert place_in(text) == found


def test_it_becomes_a_column_where_no_column_holds_places() -> None:
    picture = "title | Fairfield County\nheader | Industry | Units\ndata | Farms | 4\ndata | Shops | 5"
    assert cleaned(picture).rows["county"].tolist() == ["Fairfield", "Fairfield"]
    assert "county" not in cleaned(picture.replace("Industry", "Town")).rows.columns
