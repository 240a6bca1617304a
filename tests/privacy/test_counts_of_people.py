"""Tables that count people: small counts stop, hiding them lifts the stop, and a source that gives its own away is told."""

from __future__ import annotations

from typing import Any

import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Level, PrivacyReport
from ctcompanion.privacy import apply, may_be_public, review
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
    assert done.rows["Students"].sum() == 400


def test_no_small_count_is_no_finding() -> None:
    assert counts(students([30, 40, 30, 100, 20, 30, 50, 100, 60, 25, 15, 100, 44, 33, 23, 100])).findings == ()


def test_one_count_above_zero_a_town_cannot_be_hidden_safely_and_the_way_out_is_said() -> None:
    rows = [[3 if group == town % 3 else 0 for group in range(3)] + [3] for town in range(4)]
    sparse = students([count for row in rows for count in row])
    with pytest.raises(PrivacyError, match="cannot-be-made-safe") as refused:
        apply(sparse, (step_of(counts(sparse), "suppress"),))
    assert "region" in refused.value.hint
    assert [remedy.operation for remedy in counts(sparse).findings[0].remedies] == ["suppress", "aggregate"]
