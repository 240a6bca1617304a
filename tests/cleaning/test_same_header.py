"""Whether two headers are those of one table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ctcompanion.cleaning.same_header import pairs

NAMES = some.lists(some.sampled_from(["Town", "Permits", "Value", "Births", "Grade 1", "Grade 2", "2018"]), min_size=2, unique=True)


@given(NAMES)
def test_a_header_is_its_own(header: list[str]) -> None:
    assert pairs(tuple(header), tuple(header)) == {name: name for name in header}


@given(NAMES, NAMES)
def test_it_does_not_matter_which_of_two_comes_first(one: list[str], other: list[str]) -> None:
    assert (pairs(tuple(one), tuple(other)) is None) == (pairs(tuple(other), tuple(one)) is None)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Town, Jobs, Wages, Units", "Town, Jobs, Wages", True),
        ("Town, Jobs, Wages, Units", "Town, Births, Deaths, Units", False),
        ("Town, 2016, 2017", "Town, 2018, 2019, 2020", True),
        ("Town, Jan, Feb", "Town, Jan, Feb, Mar, Apr", True),
        ("Town, Jan", "Town, Feb", False),
        ("Town, Permits", "Town, Births", False),
    ],
)
def test_a_column_more_is_no_other_table_and_periods_go_down_the_rows(one: str, other: str, alike: bool) -> None:
    assert (pairs(tuple(one.split(", ")), tuple(other.split(", "))) is not None) is alike
