"""The person who decides sees old and new, and what the file lacks, in words and not in codes."""

from __future__ import annotations

import pytest

from ctcompanion.model import CleanTable, Receipt
from ctcompanion.publishing import plan_append
from ctcompanion.publishing.plan_append import AppendPlan
from ctcompanion.publishing.side_by_side import as_csv, changed_cells, first, gone_rows
from tests.publishing.desk import QUICK, Desk, permits


@pytest.fixture
def made(desk: Desk) -> Receipt:
    """Three towns, 2018 to 2020."""
    return desk.publish(desk.new(permits(range(2018, 2021))))


def planned(desk: Desk, table: CleanTable, dataset_id: str) -> AppendPlan:
    return plan_append(desk.more(table, dataset_id), desk.portal, QUICK)


def test_a_changed_cell_is_shown_by_its_row_its_column_and_both_values(desk: Desk, made: Receipt) -> None:
    shown = changed_cells(planned(desk, permits(range(2020, 2021), offset=1), made.dataset_id))
    assert first(shown, 1) == {"Row": ["Andover · 2020"], "Column": ["Permits"], "On the portal": ["4"], "In your file": ["5"]}
    assert len(shown["Row"]) == 3


def test_a_cell_that_becomes_blank_says_so(desk: Desk, made: Receipt) -> None:
    table = permits(range(2020, 2021), ("Andover",))
    shown = changed_cells(planned(desk, table.with_rows(table.rows.assign(rate=float("nan"))), made.dataset_id))
    assert (shown["On the portal"], shown["In your file"]) == (["0.25"], ["(blank)"])


def test_rows_that_the_file_lacks_are_listed_as_they_stand_there(desk: Desk, made: Receipt) -> None:
    gone = gone_rows(planned(desk, permits(range(2019, 2022)), made.dataset_id), desk.portal, QUICK)
    assert set(gone["Year"]) == {"2018"}
    assert gone["Counted on"][0] == "2018-07-01"
    assert "Record ID" not in gone


def test_without_a_row_identifier_each_equal_row_counts_once(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2021)), identifier=None))
    plan = planned(desk, permits(range(2019, 2022)), made.dataset_id)
    assert len(gone_rows(plan, desk.portal, QUICK)["Town"]) == plan.changes.gone == 3


def test_the_file_opens_with_accents_and_runs_no_formula(desk: Desk, made: Receipt) -> None:
    text = as_csv({"Row": ["=1+1", "Ünion", "-5"], "Column": ["a,b", '"', "x"]})
    assert text == '\ufeffRow,Column\r\n\'=1+1,"a,b"\r\nÜnion,""""\r\n-5,x\r\n'.encode()
