"""What can be published in place of a running total that singles people out: each way leads to a table that passes."""

from __future__ import annotations

from ctcompanion import versions
from ctcompanion.model import Level
from ctcompanion.way_out import taken, ways_out
from tests.test_versions import FIRST, NEXT, SERIES_FIELDS, on_portal, series, series_draft


def test_new_counts_of_each_week_become_a_dataset_of_their_own_that_says_what_to_hide() -> None:
    draft = series_draft(series(*FIRST, NEXT))
    way = next(one for one in ways_out(draft, on_portal(*FIRST), SERIES_FIELDS) if one.step.operation == "by-period")
    now = taken(draft, way)
    assert now.safe is not None
    assert now.report is not None
    assert now.safe.rows["patients"].tolist() == [20, 25, 30, 40, 50, 3, 20, 30, 40, 30]
    assert now.safe.column("patients").display == "New Patients"
    assert [f.rule for f in now.report.findings if f.level is Level.STOP] == ["small-counts"]
    assert now.recipe.target.dataset_id == ""
    assert now.recipe.metadata.title == "Patients by Town, New Counts by Period"


def test_a_file_of_one_week_alone_cannot_be_taken_apart_by_week() -> None:
    draft = series_draft(series(*FIRST, NEXT).iloc[10:].reset_index(drop=True))
    there = on_portal(*FIRST)
    assert versions.compared(draft, there, SERIES_FIELDS)
    assert "by-period" not in {one.step.operation for one in ways_out(draft, there, SERIES_FIELDS)}


def test_regions_are_a_way_out_only_where_no_small_change_is_left() -> None:
    draft, there = series_draft(series(*FIRST, NEXT)), on_portal(*FIRST)
    region = next(one for one in ways_out(draft, there, SERIES_FIELDS) if one.step.operation == "aggregate")
    assert region.left == 0
    now = taken(draft, region)
    assert now.safe is not None
    assert now.safe.rows["town"].nunique() < 5
    assert now.safe.rows["patients"].sum() == sum(map(sum, (*FIRST, NEXT)))
    alone = series_draft(series(*FIRST, (63, 76, 91, 112, 131)))
    left = next(one for one in ways_out(alone, there, SERIES_FIELDS) if one.step.operation == "aggregate")
    assert left.left > 0
