"""The rows of the newest period as a link."""

from __future__ import annotations

from dataclasses import replace

import requests

from ctcompanion.publishing.newest import newest_period
from tests.publishing.desk import COLUMNS, Desk, permits

TABLE = permits(range(2018, 2021))


def test_a_year_column_gives_the_newest_year() -> None:
    assert newest_period(TABLE, {"year": ("fiscal_year", "number")}) == ("2020", "`fiscal_year` = 2020")


def test_a_date_column_gives_the_newest_month() -> None:
    table = replace(TABLE, rows=TABLE.rows.drop(columns="year"), columns=tuple(c for c in COLUMNS if c.name != "year"))
    assert newest_period(table, {"counted": ("counted", "calendar_date")}) == ("July 2020", "`counted` >= '2020-07-01T00:00:00.000'")


def test_without_a_period_there_is_none() -> None:
    table = replace(TABLE, rows=TABLE.rows[["town", "permits"]], columns=(COLUMNS[0], COLUMNS[2]))
    assert newest_period(table, {"town": ("town", "text")}) is None


def test_the_link_of_a_receipt_gives_just_those_rows(desk: Desk) -> None:
    receipt = desk.publish(desk.new(TABLE))
    assert receipt.links["newest_is"] == "2020"
    rows = requests.get(receipt.links["newest"], auth=("practice", "practice"), timeout=10).json()
    assert {row["year"] for row in rows} == {"2020"}
    assert len(rows) == 3


def test_a_year_that_goes_by_another_name_on_the_portal_is_asked_for_by_that_name(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020))))
    columns = tuple(replace(column, name="report_year", display="Report year") if column.name == "year" else column for column in COLUMNS)
    renamed = replace(TABLE, rows=TABLE.rows.rename(columns={"year": "report_year"}), columns=columns)
    receipt = desk.publish(desk.more(renamed, made.dataset_id, {"report_year": "rename:year"}))
    rows = requests.get(receipt.links["newest"], auth=("practice", "practice"), timeout=10).json()
    assert [row["year"] for row in rows] == ["2020"] * 3


def test_a_year_that_is_text_on_the_portal_makes_no_link() -> None:
    assert newest_period(replace(TABLE, columns=COLUMNS[:2], rows=TABLE.rows[["town", "year"]]), {"year": ("year", "text")}) is None
