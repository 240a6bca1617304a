"""The attacker finds everything that follows from the sums, and nothing that does not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit import attack, attack_table, read_equations
from ctcompanion.privacy.audit.attack import structural
from ctcompanion.privacy.audit.claims import Claims
from ctcompanion.privacy.audit.nullspace import determined
from ctcompanion.privacy.suppression import suppress
from tests.privacy.audit.enumerate_tables import freedom, widths
from tests.privacy.suppression.count_tables import arrays, in_regions, people, with_totals

FLAT = ["town", "group"]
CUBE = ["town", "group", "sex"]


def hide(table: pd.DataFrame, *rows: int) -> pd.DataFrame:
    return table.assign(count=table["count"].astype("Int64").where(~table.index.isin(rows)))


def test_one_hidden_part_of_a_shown_total_is_worked_out() -> None:
    found = attack_table(hide(with_totals(np.array([3, 21, 16]), ("town",)), 0), ["town"], "count")
    assert found.exact == (0,)
    assert "can be worked out" in found.sentence()


def test_three_hidden_counts_that_sum_to_three_are_one_each() -> None:
    found = attack_table(hide(with_totals(np.array([1, 1, 1, 20]), ("town",)), 0, 1, 2), ["town"], "count")
    assert found.exact == (0, 1, 2)


def test_two_hidden_counts_that_sum_to_four_are_narrow() -> None:
    found = attack_table(hide(with_totals(np.array([1, 3, 20]), ("town",)), 0, 1), ["town"], "count")
    assert (found.exact, found.narrow) == ((), (0, 1))


def test_two_hidden_counts_that_sum_to_five_leave_room() -> None:
    found = attack_table(hide(with_totals(np.array([1, 4, 20]), ("town",)), 0, 1), ["town"], "count")
    assert found.safe
    assert "could not" in found.sentence()


def test_the_cell_that_joins_two_blocks_is_worked_out() -> None:
    table = with_totals(np.full((4, 4), 20))
    blocks = [5 * row + column for row, column in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)]]
    found = attack_table(hide(table, *blocks), FLAT, "count")
    assert found.exact == (5 * 1 + 2,)


def test_a_hidden_town_total_follows_from_the_region() -> None:
    table = in_regions(np.full((4, 2), 30), 2)
    row = table.index[(table.town == "town 0") & (table.group == "Total")][0]
    assert attack_table(hide(table, row), ["region", "town", "group"], "count").exact == (row,)


def test_a_hidden_count_in_no_sum_is_safe() -> None:
    table = with_totals(np.array([3, 21, 16]), ("town",)).iloc[:3]
    assert attack_table(hide(table, 0), ["town"], "count").safe


def test_totals_that_are_known_from_elsewhere_are_used() -> None:
    table = with_totals(np.array([3, 21, 16]), ("town",)).iloc[:3]
    equations = read_equations(table, ["town"], known_totals=["town"])
    assert len(equations) == 1
    equations = equations.with_right(np.array([40.0]))
    assert attack(equations, np.array([np.nan, 21, 16]), np.array([True, False, False])).exact == (0,)


def test_bounds_are_given_for_the_rows_that_were_asked_for() -> None:
    table = with_totals(np.array([1, 4, 20]), ("town",))
    hidden = np.array([True, True, False, False])
    found = attack(read_equations(table, ["town"]), table["count"].to_numpy(float), hidden, intervals_of=[1])
    assert found.intervals == {1: (1.0, 4.0)}
    assert "1.0" not in repr(found)


def test_a_hidden_total_has_no_upper_bound() -> None:
    table = with_totals(np.array([1, 4, 20]), ("town",))
    found = attack(read_equations(table, ["town"]), table["count"].to_numpy(float), np.array([True, False, False, True]), intervals_of=[0])
    assert found.intervals[0] == (1.0, np.inf)


def test_a_table_that_is_only_claimed_to_have_the_same_sums_proves_nothing() -> None:
    table = with_totals(np.array([3, 21, 16]), ("town",))
    hidden = np.array([True, False, False, False])
    counts = table["count"].to_numpy(float)
    for claims in (Claims(counts, [{0: 7}]), Claims(counts, [{0: 7, 1: -7}]), Claims(counts + 1, [])):
        assert attack(read_equations(table, ["town"]), counts, hidden, claims=claims).exact == (0,)


def test_totals_that_contradict_each_other_are_read_as_a_slip() -> None:
    table = with_totals(np.array([[3, 40], [30, 50]]))
    table.loc[2, "count"] += 7
    assert attack_table(hide(table, 0), FLAT, "count").exact == (0,)


def test_words_of_the_source_are_hidden_counts_and_other_words_are_refused() -> None:
    table = with_totals(np.array([3, 21, 16]), ("town",)).astype({"count": str})
    table.loc[0, "count"] = "<6"
    assert attack_table(table, ["town"], "count").exact == (0,)
    table.loc[0, "count"] = "three"
    with pytest.raises(PrivacyError):
        attack_table(table, ["town"], "count")


@settings(max_examples=60, deadline=None)
@given(arrays((2, 4), (2, 4), most=9))
def test_the_attacker_agrees_with_enumeration_when_only_small_counts_are_hidden(cells: np.ndarray) -> None:
    table = with_totals(cells)
    counts = table["count"].to_numpy(float)
    hidden = (counts >= 1) & (counts <= 5)
    equations = read_equations(table, FLAT)
    assume(hidden.any() and freedom(equations, hidden) <= 4)
    found = attack(equations, counts, hidden)
    true = widths(equations, counts, hidden)
    assert set(found.exact) == {row for row, width in true.items() if width == 0}
    assert set(found.narrow) == {row for row, width in true.items() if 0 < width < 3}


@settings(max_examples=40, deadline=None)
@given(arrays((2, 4), (2, 3), most=30))
def test_no_hidden_count_of_a_suppressed_table_is_fixed_by_enumeration(cells: np.ndarray) -> None:
    check_by_enumeration(with_totals(cells), FLAT)


@settings(max_examples=15, deadline=None)
@given(arrays((2, 3), (2, 2), (2, 2), most=30))
def test_nor_is_one_of_a_table_with_three_keys(cells: np.ndarray) -> None:
    check_by_enumeration(with_totals(cells), CUBE)


@settings(max_examples=15, deadline=None)
@given(arrays((4, 5), (2, 3), most=30))
def test_nor_is_one_of_towns_in_regions(cells: np.ndarray) -> None:
    check_by_enumeration(in_regions(cells, 2), ["region", "town", "group"])


def check_by_enumeration(table: pd.DataFrame, by: list[str]) -> None:
    try:
        done = suppress(table, by, "count")
    except PrivacyError:
        return  # refused, so nothing leaves
    hidden = done.frame["count"].isna().to_numpy()
    equations = read_equations(table, by)
    assume(hidden.any() and freedom(equations, hidden) <= 4)
    assert min(widths(equations, table["count"].to_numpy(float), hidden).values()) >= 3


@pytest.mark.parametrize(
    ("table", "by"), [(with_totals(people(40, 7, 2000)), FLAT), (in_regions(people(40, 7, 2000), 5), ["region", "town", "group"])]
)
def test_bridges_and_the_null_space_agree(table: pd.DataFrame, by: list[str]) -> None:
    equations = read_equations(table, by)
    hidden = table["count"].between(1, 5).to_numpy()
    assert structural(equations, hidden)[hidden].tolist() == determined(equations.matrix[:, np.flatnonzero(hidden)]).tolist()
    assert structural(equations, hidden).any()
