"""Small counts are hidden with as few others as it takes, and a table that cannot be made safe is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit import attack_table
from ctcompanion.privacy.suppression import suppress
from tests.privacy.suppression.count_tables import arrays, in_regions, people, with_totals

FLAT = ["town", "group"]
NESTED = ["region", "town", "group"]


def test_a_small_count_is_hidden_and_so_is_what_would_give_it_back() -> None:
    table = with_totals(np.array([[3, 40, 20], [30, 50, 60], [70, 80, 10]]))
    done = suppress(table, FLAT, "count")
    assert (done.primary, done.complementary) == (1, 3)
    assert done.safe
    assert attack_table(done.frame, FLAT, "count").safe


def test_the_cheapest_cells_are_chosen() -> None:
    table = with_totals(np.array([[3, 40, 20], [30, 50, 60], [70, 80, 10]]))
    hidden = table.loc[list(suppress(table, FLAT, "count").rows), "count"]
    assert sorted(hidden) == [3, 10, 20, 70]


def test_shown_counts_zeros_order_and_other_columns_stay_as_they_were() -> None:
    table = with_totals(people(12, 4, 900)).assign(place=lambda t: t.town + "!").sample(frac=1, random_state=3)
    done = suppress(table, FLAT, "count")
    shown = done.frame["count"].notna().to_numpy()
    assert (done.frame["count"][shown] == table["count"][shown]).all()
    assert done.frame["count"][table["count"] == 0].notna().all()
    assert done.frame.index.equals(table.index)
    pd.testing.assert_frame_equal(done.frame[[*FLAT, "place"]], table[[*FLAT, "place"]])


def test_what_was_given_is_not_changed() -> None:
    table = with_totals(people(6, 4, 300))
    before = table.copy()
    suppress(table, FLAT, "count")
    pd.testing.assert_frame_equal(table, before)


def test_notes_do_not_tell_small_counts_from_further_ones() -> None:
    done = suppress(with_totals(people(12, 4, 900)), FLAT, "count")
    hidden = done.frame["count"].isna()
    assert done.complementary > 0
    assert done.frame.loc[hidden, "Notes"].nunique() == 1
    assert (done.frame.loc[~hidden, "Notes"] == "").all()


def test_notes_that_are_there_already_stay() -> None:
    table = with_totals(people(12, 4, 900)).assign(Notes="estimate")
    done = suppress(table, FLAT, "count")
    assert set(done.frame["Notes"]) == {"estimate", "estimate; count hidden to protect privacy"}


def test_a_total_of_a_few_people_is_small_too() -> None:
    table = with_totals(np.array([[4, 0, 1], [30, 50, 60], [70, 80, 10], [7, 7, 7]]))
    done = suppress(table, FLAT, "count")
    total = table.index[(table.town == "town 0") & (table.group == "Total")][0]
    assert total in done.rows


@pytest.mark.parametrize(("by", "table"), [(FLAT, with_totals(people(40, 7, 4000))), (NESTED, in_regions(people(40, 7, 4000), 5))])
def test_the_pattern_does_not_depend_on_the_order_of_the_rows(by: list[str], table: pd.DataFrame) -> None:
    expected = table.loc[list(suppress(table, by, "count").rows), by]
    for seed in (1, 2):
        shuffled = table.sample(frac=1, random_state=seed)
        again = shuffled.iloc[list(suppress(shuffled, by, "count").rows)][by]
        assert set(map(tuple, again.to_numpy())) == set(map(tuple, expected.to_numpy()))


@settings(max_examples=25, deadline=None)
@given(arrays((2, 6), (2, 5), most=40))
def test_what_leaves_is_always_safe(cells: np.ndarray) -> None:
    table = with_totals(cells)
    try:
        done = suppress(table, FLAT, "count")
    except PrivacyError:
        return  # refused, so nothing leaves
    assert attack_table(done.frame, FLAT, "count").safe
    assert not done.frame["count"].between(1, 5).any()


def test_totals_that_readers_know_from_elsewhere_are_reckoned_with() -> None:
    table = with_totals(people(12, 4, 900))
    parts = table[table.group != "Total"]
    alone = suppress(parts, FLAT, "count")
    reckoned = suppress(parts, FLAT, "count", known_totals=["group"])
    assert reckoned.hidden > alone.hidden
    assert reckoned.equations > alone.equations


def test_a_table_without_totals_loses_its_small_counts_alone() -> None:
    table = with_totals(people(12, 4, 900))
    done = suppress(table[(table.town != "Total") & (table.group != "Total")], FLAT, "count")
    assert done.equations == 0
    assert done.complementary == 0


def test_counts_hidden_at_the_source_stay_hidden_and_are_protected() -> None:
    table = with_totals(np.array([[8, 40, 20], [30, 50, 60], [70, 80, 10]])).astype({"count": object})
    table.loc[0, "count"] = "*"
    done = suppress(table, FLAT, "count")
    assert 0 in done.rows
    assert (done.primary, done.already_hidden) == (0, 1)
    assert attack_table(done.frame, FLAT, "count").safe


def test_what_was_hidden_before_stays_hidden() -> None:
    table = with_totals(np.array([[18, 40, 20], [30, 50, 60], [70, 80, 10]]))
    done = suppress(table, FLAT, "count", already_hidden=table.index == 0)
    assert 0 in done.rows
    assert done.hidden == 4


def test_a_table_that_hiding_cannot_protect_is_refused_with_the_way_out() -> None:
    table = with_totals(np.diag([3, 20, 40, 10]))
    parts = table[(table.town != "Total") & (table.group != "Total")]
    with pytest.raises(PrivacyError) as refused:
        suppress(parts, FLAT, "count", known_totals=FLAT)
    assert refused.value.code == "cannot-be-made-safe"
    assert "region" in refused.value.hint


def test_one_count_above_zero_a_town_is_safe_only_with_its_totals_hidden() -> None:
    table = with_totals(np.diag([3, 4, 5, 2, 20]))
    done = suppress(table, FLAT, "count")
    assert attack_table(done.frame, FLAT, "count").safe
    assert set(table.index[(table.group == "Total") & (table["count"] <= 5)]) <= set(done.rows)
    assert "aggregate" in done.advice


def test_a_table_of_which_nothing_but_zeros_would_stay_is_refused() -> None:
    with pytest.raises(PrivacyError) as refused:
        suppress(with_totals(np.diag([1, 1])), FLAT, "count")
    assert refused.value.code == "cannot-be-made-safe"


def test_a_single_column_of_towns_is_protected() -> None:
    done = suppress(with_totals(np.array([3, 40, 8, 15]), ("town",)), ["town"], "count")
    assert done.hidden == 2
    assert attack_table(done.frame, ["town"], "count").safe


def test_an_empty_table_comes_back_empty() -> None:
    done = suppress(with_totals(np.array([[9, 9]])).iloc[:0], FLAT, "count")
    assert done.hidden == 0


def test_large_places_are_left_alone_where_the_profile_says_so() -> None:
    table = with_totals(np.array([3, 8, 15, 30]), ("town",))
    large, small = table.assign(people=200_000), table.assign(people=[90_000, *[200_000] * 4])
    assert suppress(large, ["town"], "count", profile="dph_epht", population="people").hidden == 0
    assert 0 in suppress(small, ["town"], "count", profile="dph_epht", population="people").rows


def test_a_profile_may_round_what_stays_visible() -> None:
    done = suppress(with_totals(people(12, 4, 2000)), FLAT, "count", profile="opensafely")
    assert (done.frame["count"].dropna() % 5 == 0).all()


@pytest.mark.parametrize(
    ("table", "by", "code"),
    [
        (pd.DataFrame({"a": ["x", "x"], "n": [1, 2]}), ["a"], "repeated-keys"),
        (pd.DataFrame({"a": ["x", "y"], "n": [1, 2]}), ["b"], "no-such-column"),
        (pd.DataFrame({"a": ["x", "y"], "n": [1.5, 2]}), ["a"], "not-counts"),
        (pd.DataFrame({"a": ["x", "y"], "n": ["secret", "2"]}), ["a"], "not-counts"),
    ],
)
def test_a_table_that_is_not_one_of_counts_is_refused_without_quoting_it(table: pd.DataFrame, by: list[str], code: str) -> None:
    with pytest.raises(PrivacyError) as refused:
        suppress(table, by, "n")
    assert refused.value.code == code
    assert "secret" not in str(refused.value) + refused.value.hint
