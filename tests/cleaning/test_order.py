"""Columns in the handbook's order: what a row is about first, then when, figures last."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown


def test_places_and_years_come_before_figures() -> None:
    table = cleaned("header | Permits | Town | Year\ndata | 12 | Avon | 2020\ndata | 15 | Essex | 2021\ndata | 18 | Bolton | 2022")
    assert shown(table)[0] == ["year", "town", "permits"]


def test_columns_that_stand_well_are_left_alone() -> None:
    table = cleaned("header | Year | Town | Permits\ndata | 2020 | Avon | 12\ndata | 2021 | Essex | 15\ndata | 2022 | Bolton | 18")
    assert shown(table)[0] == ["year", "town", "permits"]
