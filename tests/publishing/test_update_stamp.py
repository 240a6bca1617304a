"""The day of the last refresh is sent with the rows, and takes no part in keys, comparisons or checksums."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.publishing import choose_identifier
from ctcompanion.publishing.update_stamp import compared, stamps_of
from tests.publishing.desk import TOWN_YEAR, Desk, permits

FIELDS = {"date_updated": ("date_updated", "calendar_date"), "town": ("town", "text")}


def stamped(table: CleanTable, day: str) -> CleanTable:
    """The table with its last column: the day of its cleanup."""
    rows = table.rows.assign(date_updated=pd.Series(pd.Timestamp(day), index=table.rows.index, dtype="datetime64[us]"))
    return replace(table, rows=rows, columns=(*table.columns, Column("date_updated", DataType.DATE, "Date updated")))


def test_it_takes_no_part_in_the_proposed_key() -> None:
    assert "date_updated" not in choose_identifier(stamped(permits(range(2018, 2020)), "2026-03-01")).columns


def test_a_day_that_differs_from_row_to_row_is_compared_like_any_other() -> None:
    table = stamped(permits(range(2018, 2020)), "2026-03-01")
    assert stamps_of(table, FIELDS) == {"date_updated"}
    differing = table.with_rows(table.rows.assign(date_updated=table.rows["counted"]))
    assert stamps_of(differing, FIELDS) == frozenset()


def test_what_is_compared_leaves_it_out() -> None:
    assert compared({"town": 1, "date_updated": 2}, frozenset({"date_updated"})) == {"town": 1}


@pytest.mark.parametrize("identifier", [TOWN_YEAR, None])
def test_next_month_s_day_makes_no_row_new_or_changed(desk: Desk, identifier: object) -> None:
    first = desk.publish(desk.new(stamped(permits(range(2018, 2021)), "2026-03-01"), identifier=identifier))
    later = desk.publish(desk.more(stamped(permits(range(2018, 2022)), "2026-04-01"), first.dataset_id))
    assert (later.rows_sent, later.rows_already_there, later.rows_after) == (3, 9, 12)
    assert later.holds
    days = sorted(row["date_updated"][:10] for row in desk.rows(first.dataset_id))
    assert days == ["2026-03-01"] * 9 + ["2026-04-01"] * 3
