"""The day of the last refresh is sent with the rows, and takes no part in keys, comparisons or checksums."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.publishing import choose_identifier
from ctcompanion.publishing.update_stamp import compared, is_update_stamp, stamps_of
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


@pytest.mark.parametrize(
    ("name", "kind", "is_stamp"),
    [
        ("date_updated", DataType.DATE, True),
        ("update_date", DataType.DATE, True),
        ("extract_date", DataType.DATE, True),
        ("last_updated", DataType.TEXT, True),
        ("date_of_last_update", DataType.TEXT, True),
        ("year_updated", DataType.NUMBER, True),
        ("permits_updated", DataType.TEXT, False),
        ("updated_last_year", DataType.CHECKBOX, False),
        ("date_issued", DataType.DATE, False),
        ("year", DataType.NUMBER, False),
    ],
)
def test_a_stamp_is_known_by_its_name_whatever_its_type(name: str, kind: DataType, is_stamp: bool) -> None:
    assert is_update_stamp(Column(name, kind, grouping=False)) == is_stamp


def test_a_measure_of_updates_is_no_stamp() -> None:
    assert not is_update_stamp(Column("records_updated_last_year", DataType.NUMBER, grouping=True))


def test_next_month_s_words_for_the_day_double_no_row(desk: Desk) -> None:
    """The day of the update is often no date that can be read: "March 2026"."""

    def told(table: CleanTable, words: str) -> CleanTable:
        column = Column("date_updated", DataType.TEXT, "Date updated")
        return replace(table, rows=table.rows.assign(date_updated=words).astype({"date_updated": "str"}), columns=(*table.columns, column))

    table = told(permits(range(2018, 2021)), "March 2026")
    first = desk.publish(desk.new(table, identifier=choose_identifier(table)))
    later = desk.publish(desk.more(told(permits(range(2018, 2022)), "April 2026"), first.dataset_id))
    assert (later.rows_sent, later.rows_already_there, later.rows_after) == (3, 9, 12)
