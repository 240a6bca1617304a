"""The sums of a table are found from its keys: crossed, nested, with totals of totals, and where some are not shown."""

import numpy as np
import pandas as pd
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit import read_equations
from ctcompanion.privacy.audit.keys import read_keys
from ctcompanion.privacy.audit.policy import says_hidden, says_total
from tests.privacy.suppression.count_tables import in_regions, people, with_totals

NESTED = ["region", "town", "group"]


@pytest.mark.parametrize(
    ("table", "by", "sums"),
    [
        (with_totals(np.ones((3, 4), int)), ["town", "group"], 4 + 5),
        (with_totals(np.ones((3,), int), ("town",)), ["town"], 1),
        (with_totals(np.ones((2, 3, 2), int)), ["town", "group", "sex"], 4 * 3 + 3 * 3 + 3 * 4),
        (in_regions(np.ones((4, 2), int), 2), NESTED, 4 + 2 + 1 + 3 * 2 + 3),
    ],
)
def test_every_shown_total_is_a_sum_that_holds(table: pd.DataFrame, by: list[str], sums: int) -> None:
    equations = read_equations(table, by)
    assert len(equations) == sums
    assert not (equations.matrix @ table["count"].to_numpy()).any()


def test_towns_nest_in_regions_and_groups_cross_them() -> None:
    keys = read_keys(in_regions(people(8, 3, 900), 3), NESTED)
    assert keys.axes == ((0, 1), (2,))


def test_towns_add_up_to_the_state_where_no_region_total_is_shown() -> None:
    table = in_regions(people(8, 3, 900), 3)
    table = table[~((table.region != "Total") & (table.town == "Total"))].reset_index(drop=True)
    equations = read_equations(table, NESTED)
    assert not (equations.matrix @ table["count"].to_numpy()).any()
    assert max(len(equations.parts(number)) for number in range(len(equations))) == 8


def test_a_grand_total_alone_is_the_sum_of_everything() -> None:
    table = with_totals(people(4, 3, 900))
    table = table[(table.town == "Total") == (table.group == "Total")].reset_index(drop=True)
    equations = read_equations(table, ["town", "group"])
    assert len(equations) == 1
    assert len(equations.parts(0)) == 12


def test_a_year_without_a_total_keeps_the_years_apart() -> None:
    table = pd.concat([with_totals(people(4, 3, 900, seed)).assign(year=2020 + seed) for seed in (1, 2)], ignore_index=True)
    equations = read_equations(table, ["year", "town", "group"])
    years = table["year"].to_numpy()
    assert all(len(set(years[equations.parts(number)])) == 1 for number in range(len(equations)))
    assert not (equations.matrix @ table["count"].to_numpy()).any()


@pytest.mark.parametrize("word", ["Total", "TOTAL", "Grand  total", "All ages", "All", "Total students", "Both sexes"])
def test_words_that_say_total(word: str) -> None:
    assert says_total(word)


@pytest.mark.parametrize("word", ["", "Allyn", "All other", "Totally", "Connecticut", "Hartford"])
def test_words_that_do_not(word: str) -> None:
    assert not says_total(word)


def test_connecticut_is_a_total_among_towns_alone() -> None:
    assert says_total("Connecticut", column="Town")
    assert not says_total("Connecticut", column="Born in")


@pytest.mark.parametrize(("word", "hidden"), [("*", True), ("", True), ("< 6", True), ("0", False), ("12", False)])
def test_marks_of_hidden_counts(word: str, hidden: bool) -> None:
    assert says_hidden(word) is hidden


def test_two_words_for_total_in_one_column_are_told_apart_by_the_tables_own() -> None:
    table = pd.DataFrame({"race": ["All Asian", "White", "Total"], "count": [7, 9, 16]})
    equations = read_equations(table, ["race"])
    assert equations.parts(0).tolist() == [0, 1]


def test_rows_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(PrivacyError) as refused:
        read_equations(pd.DataFrame({"town": ["Avon", "Avon"], "count": [7, 9]}), ["town"])
    assert refused.value.code == "repeated-keys"
