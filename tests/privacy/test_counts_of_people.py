"""Tables that count people: small counts stop, hiding them lifts the stop, and a source that gives its own away is told."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion import reference
from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Level, PrivacyReport, Sum
from ctcompanion.privacy import apply, may_be_public, review
from ctcompanion.privacy.audit import attack_table
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

COUNTS = PrivacyDecisions(row_meaning="people-count")
TOWNS = ["Avon", "Kent", "Lyme", "Essex"]


def students(values: list[Any]) -> CleanTable:
    """Four towns by three groups and a total."""
    return clean_table(Town=[town for town in TOWNS for _ in range(4)], Group=["A", "B", "C", "Total"] * 4, Students=values)


def counts(table: CleanTable) -> PrivacyReport:
    return review(table, COUNTS)


SMALL = students([3, 40, 57, 100, 20, 30, 50, 100, 60, 25, 15, 100, 44, 33, 23, 100])


def step_of(report: PrivacyReport, operation: str) -> RemedyStep:
    """The remedy of that kind, as pressing its button records it."""
    remedy = next(remedy for finding in report.findings for remedy in finding.remedies if remedy.operation == operation)
    return RemedyStep(operation=operation, column=remedy.parameters["column"], parameters=dict(remedy.parameters))


def test_a_small_count_stops() -> None:
    report = counts(SMALL)
    assert [(finding.key, finding.level) for finding in report.findings] == [("small-counts:Students", Level.STOP)]
    assert report.findings[0].message == "“Students” holds 1 count from 1 to 5, of 16."
    assert not may_be_public(report, COUNTS)


def test_hiding_it_and_what_gives_it_away_lifts_the_stop() -> None:
    safe = apply(SMALL, (step_of(counts(SMALL), "suppress"),))
    assert safe.rows["Students"].isna().sum() >= 2
    assert "Notes" in safe.rows.columns
    after = counts(safe)
    assert may_be_public(after, COUNTS)
    assert [finding.level for finding in after.findings] == [Level.NOTE]


def test_hiding_only_the_small_one_does_not() -> None:
    naive = students([None, *SMALL.rows["Students"].tolist()[1:]])
    report = counts(naive)
    assert [finding.level for finding in report.findings] == [Level.STOP]
    assert "worked out" in report.findings[0].message


def test_adding_up_by_region_is_the_other_way() -> None:
    done = apply(SMALL, (step_of(counts(SMALL), "aggregate"),))
    assert list(done.rows.columns) == ["Town", "Group", "Students"]
    assert set(done.rows["Town"]) <= {
        "Capitol Planning Region",
        "Northwest Hills Planning Region",
        "Lower Connecticut River Valley Planning Region",
    }
    groups = done.rows["Group"] != "Total"
    assert done.rows["Students"][groups].sum() == done.rows["Students"][~groups].sum() == 400


def test_no_small_count_is_no_finding() -> None:
    assert counts(students([30, 40, 30, 100, 20, 30, 50, 100, 60, 25, 15, 100, 44, 33, 23, 100])).findings == ()


def test_one_count_above_zero_a_town_cannot_be_hidden_safely_and_the_way_out_is_said() -> None:
    rows = [[3 if group == town % 3 else 0 for group in range(3)] + [3] for town in range(4)]
    sparse = students([count for row in rows for count in row])
    with pytest.raises(PrivacyError, match="cannot-be-made-safe") as refused:
        apply(sparse, (step_of(counts(sparse), "suppress"),))
    assert "region" in refused.value.hint
    assert [remedy.operation for remedy in counts(sparse).findings[0].remedies] == ["suppress", "aggregate"]


def test_the_way_out_leads_to_a_table_that_can_be_published() -> None:
    """One count above zero a town, whose total is known from the file, cannot be hidden; by region it can."""
    towns = reference.towns()
    cells = np.array([[(1 + place % 9) * (group == place % 3) for group in range(3)] for place in range(len(towns))])
    whole = np.vstack([cells, cells.sum(axis=0)])
    places = [place for place in [*towns, "Total"] for _ in range(3)]
    table = clean_table(Town=places, Group=["A", "B", "C"] * (len(towns) + 1), Students=whole.ravel().tolist())
    table = replace(table, sums=(Sum("Group", "Total", False), Sum("Town", "Total", True, column="Town")))
    with pytest.raises(PrivacyError, match="cannot-be-made-safe"):
        apply(table, (step_of(counts(table), "suppress"),))
    regions = apply(table, (step_of(counts(table), "aggregate"),))
    assert set(regions.rows["Town"]) == {*reference.planning_regions().values(), "Total"}
    report = counts(regions)
    safe = apply(regions, (step_of(report, "suppress"),)) if report.findings else regions
    assert may_be_public(counts(safe), COUNTS)


def columns_that_add_up(girls: list[Any], boys: list[Any], total: list[Any]) -> CleanTable:
    """Towns with counts in columns and their total beside them, as the cleanup found it."""
    table = clean_table(Town=["Avon", "Kent", "Lyme", "Essex", "Canton", "Total"], Girls=girls, Boys=boys, Students=total)
    return replace(
        table,
        sums=(
            Sum("Sex", "Students", True, column="Students", parts=("Girls", "Boys")),
            Sum("Town", "Total", True, column="Town"),
        ),
    )


ADDING = columns_that_add_up([3, 40, 30, 20, 25, 118], [44, 30, 20, 50, 35, 179], [47, 70, 50, 70, 60, 297])


def told_apart(table: CleanTable) -> pd.DataFrame:
    """The same counts with sex as a key: the attacker's own reading of the columns."""
    long = table.rows.melt("Town", ["Girls", "Boys", "Students"], "Sex", "Count")
    return long.assign(Sex=long["Sex"].replace("Students", "Total"))


def test_a_total_in_a_column_of_its_own_gives_nothing_away() -> None:
    step = step_of(counts(ADDING), "suppress")
    assert step.parameters["sums"] == [["Students", "Girls", "Boys"]]
    safe = apply(ADDING, (step,))
    assert attack_table(told_apart(safe), ["Town", "Sex"], "Count").safe
    assert safe.rows.loc[0, ["Girls", "Boys", "Students"]].isna().sum() >= 2
    assert may_be_public(counts(safe), COUNTS)


def test_a_star_beside_its_total_is_a_stop_with_a_remedy_that_works() -> None:
    starred = columns_that_add_up([None, 40, 30, 20, 25, 118], [44, 30, 20, 50, 35, 179], [47, 70, 50, 70, 60, 297])
    (found,) = counts(starred).findings
    assert found.level is Level.STOP
    assert "Students, Girls and Boys" in found.message
    safe = apply(starred, (step_of(counts(starred), "suppress"),))
    assert attack_table(told_apart(safe), ["Town", "Sex"], "Count").safe
    assert may_be_public(counts(safe), COUNTS)


def test_totals_that_the_cleanup_took_off_are_known_to_readers_of_the_file() -> None:
    rows = SMALL.rows[SMALL.rows["Group"] != "Total"].reset_index(drop=True)
    table = replace(SMALL, rows=rows, sums=(Sum("Group", "Total", False),))
    step = step_of(counts(table), "suppress")
    assert step.parameters["known_totals"] == ["Group"]
    safe = apply(table, (step,)).rows
    assert safe[safe["Town"] == "Avon"]["Students"].isna().sum() >= 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_the_same_rows_in_another_order_hide_the_same_counts(cells: list[int], random: Random) -> None:
    """Many ties: they are broken by the data and never by the order of rows."""
    whole = np.array(cells).reshape(4, 3) + np.array([20, 1, 0])
    table = students(np.column_stack([whole, whole.sum(axis=1)]).ravel().tolist())
    step = RemedyStep(operation="suppress", column="Students", parameters={"by": ["Town", "Group"], "total": "Total"})
    order = list(range(16))
    random.shuffle(order)
    once, again = hidden_of(table, step), hidden_of(table.with_rows(table.rows.iloc[order].reset_index(drop=True)), step)
    assert once == again


def hidden_of(table: CleanTable, step: RemedyStep) -> set[tuple[str, str]] | None:
    """The keys of what is hidden; None where hiding cannot protect the table."""
    try:
        rows = apply(table, (step,)).rows
    except PrivacyError:
        return None
    blank = rows[rows["Students"].isna()]
    return set(zip(blank["Town"], blank["Group"], strict=True))


def test_rows_that_cannot_be_told_apart_stop_until_they_are_added_up() -> None:
    twice = clean_table(Town=["Avon", "Avon", "Kent", "Kent", "Lyme"], Year=["2023"] * 5, Clients=[3, 40, 2, 50, 80])
    report = counts(twice)
    assert [(finding.rule, finding.level) for finding in report.findings] == [("counts-not-told-apart", Level.STOP)]
    assert "several rows have the same Town" in report.findings[0].message
    added_up = apply(twice, (step_of(report, "aggregate"),))
    assert dict(zip(added_up.rows["Town"], added_up.rows["Clients"], strict=True)) == {"Avon": 43, "Kent": 52, "Lyme": 80}
    assert may_be_public(counts(added_up), COUNTS)


def test_counts_without_any_column_that_tells_rows_apart_stop_too() -> None:
    report = counts(clean_table(Clients=[3, 3, 50]))
    assert [finding.rule for finding in report.findings] == ["counts-not-told-apart"]
    assert not may_be_public(report, COUNTS)


def by_town(**columns: list[Any]) -> CleanTable:
    """Twelve towns with these columns beside."""
    return clean_table(Town=[f"Town {letter}" for letter in "ABCDEFGHIJKL"], **columns)


CLIENTS = [3, 9, 12, 8, 2, 30, 11, 7, 1, 15, 22, 6]


def after_hiding(table: CleanTable) -> PrivacyReport:
    """The review once the first column's small counts are hidden."""
    return counts(apply(table, (step_of(counts(table), "suppress"),)))


@pytest.mark.parametrize(
    "beside",
    [
        {"Served": list(CLIENTS)},
        {"Paid": [1250 * count for count in CLIENTS]},
        {"Label": [f"{count} clients" for count in CLIENTS]},
        {"Before": [count + 9 for count in CLIENTS], "Change": [-9] * 12},
    ],
    ids=["copy", "multiple", "text", "difference"],
)
def test_a_hidden_count_that_other_columns_tell_stops_until_one_is_removed(beside: dict[str, list[Any]]) -> None:
    table = by_town(Clients=CLIENTS, **beside)
    hidden = apply(table, (step_of(counts(table), "suppress"),))
    report = counts(hidden)
    (told,) = [finding for finding in report.findings if finding.rule == "counts-told-beside"]
    assert told.level is Level.STOP
    assert told.message.startswith("3 hidden counts in “Clients” can be worked out from “")
    assert not may_be_public(report, COUNTS)
    drops = tuple(RemedyStep(operation=one.operation, column=one.parameters["column"]) for one in told.remedies[:1])
    assert not [finding for finding in counts(apply(hidden, drops)).findings if finding.rule == "counts-told-beside"]


def test_a_running_total_tells_the_hidden_years() -> None:
    deaths = [12, 9, 3, 14, 8, 11, 2, 19]
    table = clean_table(Year=list(range(2010, 2018)), Deaths=deaths, Cumulative=np.cumsum(deaths).tolist())
    (told,) = [finding for finding in after_hiding(table).findings if finding.level is Level.STOP]
    assert (told.rule, told.message) == ("counts-told-beside", "2 hidden counts in “Deaths” can be worked out from “Cumulative”.")


def test_a_column_that_only_goes_along_tells_nothing() -> None:
    table = by_town(Clients=CLIENTS, Staff=[count * 2 + place % 3 + 10 for place, count in enumerate(CLIENTS)])
    assert may_be_public(after_hiding(table), COUNTS)


def test_small_numbers_beside_a_count_of_people_are_asked_about() -> None:
    report = counts(by_town(Students=[100 + count for count in CLIENTS], English_learners=CLIENTS))
    (asked,) = report.findings
    assert (asked.rule, asked.column, asked.level) == ("perhaps-small-counts", "English_learners", Level.REVIEW)
    assert asked.remedies[0].operation == "suppress"


@pytest.mark.parametrize("odd", [-3, 3.5])
def test_one_value_that_is_no_count_does_not_hide_the_small_ones_from_the_review(odd: float) -> None:
    report = counts(by_town(Clients=[odd, *CLIENTS[1:]]))
    (found,) = report.findings
    assert (found.rule, found.level, found.column) == ("counts-not-whole", Level.STOP, "Clients")


def test_an_average_of_people_is_no_count() -> None:
    assert counts(by_town(Students_per_teacher=[3.5, *CLIENTS[1:]])).findings == ()


@pytest.mark.parametrize("meaning", ["place", "count", "measurement"])
def test_calling_a_row_a_place_does_not_pass_small_counts_of_people_by(meaning: str) -> None:
    report = review(by_town(Arrests=CLIENTS), PrivacyDecisions(row_meaning=meaning))
    (asked,) = report.findings
    assert (asked.rule, asked.level) == ("people-counted-after-all", Level.REVIEW)
    assert "A count of people" in asked.message
    assert review(by_town(Permits=CLIENTS), PrivacyDecisions(row_meaning=meaning)).findings == ()


def test_a_single_row_is_not_said_to_repeat() -> None:
    (found,) = counts(clean_table(Town=["Avon"], Clients=[3])).findings
    assert "several rows" not in found.message
    assert [remedy.operation for remedy in found.remedies] == ["drop-column"]
