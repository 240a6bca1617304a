"""A new version beside the published one: hidden stays hidden, and no change isolates a few people."""

import numpy as np
import pandas as pd
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit import Comparison, differencing
from ctcompanion.privacy.suppression import suppress
from tests.privacy.suppression.count_tables import people, with_totals

FLAT = ("town", "group")
ASKED = Comparison(FLAT, "count")


def rules(published: pd.DataFrame, new: pd.DataFrame, asked: Comparison = ASKED) -> set[str]:
    return {finding.rule for finding in differencing(published, new, asked).findings}


def test_the_same_table_again_tells_nothing() -> None:
    table = suppress(with_totals(people(12, 4, 900)), FLAT, "count").frame
    assert rules(table, table) == set()


def test_what_is_hidden_stays_hidden_and_can_be_passed_on() -> None:
    table = with_totals(people(12, 4, 900))
    published = suppress(table, FLAT, "count").frame
    grown = table.assign(count=table["count"] * 3)
    found = differencing(published, grown, ASKED)
    assert "counts.shown-again" in {finding.rule for finding in found.findings}
    again = suppress(grown, FLAT, "count", already_hidden=found.stays_hidden).frame
    assert again.loc[published["count"].isna(), "count"].isna().all()
    assert "counts.shown-again" not in rules(published, again)


def test_a_correction_by_a_few_people_is_told_with_ways_out() -> None:
    table = pd.DataFrame({"town": ["Avon", "Bethel"], "group": ["a", "a"], "count": [40, 60]})
    found = differencing(table, table.assign(count=[43, 60]), ASKED)
    assert found.isolating == (0,)
    assert {one.operation for one in found.findings[0].remedies} == {"hide-growth", "by-period", "aggregate", "exception"}
    assert rules(table, table.assign(count=[46, 60])) == set()


def test_a_cumulative_series_is_compared_with_the_period_before() -> None:
    published = pd.DataFrame({"month": ["2024-01", "2024-02"], "town": "Avon", "count": [40, 60]})
    new = pd.DataFrame({"month": ["2024-03"], "town": ["Avon"], "count": [62]})
    asked = Comparison(("month", "town"), "count", period="month")
    assert rules(published, new, asked) == {"counts.differencing"}
    assert rules(published, new.assign(count=80), asked) == set()


def test_a_series_that_also_falls_is_not_cumulative() -> None:
    published = pd.DataFrame({"month": ["2024-01", "2024-02"], "town": "Avon", "count": [60, 40]})
    new = pd.DataFrame({"month": ["2024-03"], "town": ["Avon"], "count": [42]})
    assert rules(published, new, Comparison(("month", "town"), "count", period="month")) == set()


def test_a_count_that_was_hidden_in_between_is_compared_with_the_last_one_shown() -> None:
    published = pd.DataFrame({"month": ["2024-01", "2024-02"], "town": "Avon", "count": [40, None]})
    new = pd.DataFrame({"month": ["2024-03"], "town": ["Avon"], "count": [43]})
    assert rules(published, new, Comparison(("month", "town"), "count", period="month")) == {"counts.differencing"}


def test_one_corrected_total_does_not_make_a_series_another() -> None:
    towns = [f"Town {n}" for n in range(30)]
    published = pd.DataFrame({"month": "2024-01", "town": towns, "count": range(100, 130)})
    grown = [99, *range(120, 148), 132]
    new = pd.DataFrame({"month": "2024-02", "town": towns, "count": grown})
    found = differencing(published, new, Comparison(("month", "town"), "count", period="month"))
    assert found.isolating == (0, 29)
    assert found.growth[1] == 19


def test_two_versions_that_hide_different_cells_give_each_other_away() -> None:
    table = with_totals(np.array([[3, 40, 20], [30, 50, 60], [70, 80, 10]])).astype({"count": "Int64"})
    one, other = table.copy(), table.copy()
    one.loc[[0, 1, 4, 5], "count"] = None
    other.loc[[0, 2, 8, 10], "count"] = None
    assert "counts.two-versions" in rules(one, other)


def test_tables_that_do_not_match_are_refused() -> None:
    table = with_totals(people(3, 2, 90))
    with pytest.raises(PrivacyError):
        differencing(table.drop(columns="town"), table, ASKED)
