"""New columns go onto a working copy of our own, and what became of them is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from ctcompanion.errors import PublishingError
from ctcompanion.model import CleanTable, Column, DataType, Receipt
from ctcompanion.publishing import Publication
from tests.publishing.desk import Desk, permits
from tests.publishing.flows import rule


@pytest.fixture
def first(desk: Desk) -> Receipt:
    return desk.publish(desk.new(permits(range(2018, 2021))))


def wider(table: CleanTable) -> CleanTable:
    column = Column("year_built", DataType.NUMBER, "Year built", places=0, grouping=False)
    return replace(table, rows=table.rows.assign(year_built=1999), columns=(*table.columns, column))


def adding(desk: Desk, first: Receipt) -> Publication:
    return desk.more(wider(permits(range(2021, 2022))), first.dataset_id, {"year_built": "add"})


def test_a_new_column_has_its_format_like_any_other(desk: Desk, first: Receipt) -> None:
    desk.publish(adding(desk, first))
    column = desk.portal.view(first.dataset_id).column("year_built")
    assert column is not None
    assert column.format["noCommas"] is True  # else residents would read 1,999


def test_a_working_copy_that_somebody_else_is_at_is_not_published(desk: Desk, first: Receipt) -> None:
    theirs = desk.portal.copy(first.dataset_id)
    desk.portal.add_column(theirs.id, {"name": "Half done", "fieldName": "half_done", "dataTypeName": "text"})
    with pytest.raises(PublishingError) as caught:
        desk.publish(adding(desk, first))
    assert (caught.value.code, caught.value.happened) == ("wrong-stage", "Nothing was sent; the dataset has the rows it had.")
    assert desk.portal.view(first.dataset_id).column("half_done") is None
    assert not desk.portal.view(theirs.id).is_published


def test_nor_where_the_answer_to_our_own_ask_for_a_copy_got_lost(desk: Desk, first: Receipt) -> None:
    theirs = desk.portal.copy(first.dataset_id)
    desk.faults(rule("html-login", "copy", 1))
    with pytest.raises(PublishingError):
        desk.publish(adding(desk, first))
    assert not desk.portal.view(theirs.id).is_published


@pytest.mark.parametrize("kind", ["reset-after", "cut", "hang-after"])
def test_our_own_copy_is_found_again_when_its_answer_got_lost(desk: Desk, first: Receipt, kind: str) -> None:
    desk.faults(rule(kind, "copy", 1))
    assert desk.publish(adding(desk, first)).rows_after == 12


def test_a_copy_that_somebody_discarded_is_made_again(desk: Desk, first: Receipt) -> None:
    desk.faults({"kind": "403", "call": "columns", "times": 0})
    with pytest.raises(PublishingError) as caught:
        desk.publish(adding(desk, first))
    assert "A private working copy of it (" in caught.value.happened
    desk.faults()
    entry = desk.store.publications.find(adding(desk, first).id)
    assert entry is not None
    requests.delete(f"{desk.address}/api/views/{entry.facts['copy_id']}", auth=("practice", "practice"), timeout=5).raise_for_status()
    assert desk.publish(adding(desk, first)).rows_after == 12


def test_a_column_that_was_added_is_told_where_its_rows_were_refused(desk: Desk, first: Receipt) -> None:
    desk.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError) as caught:
        desk.publish(adding(desk, first))
    assert caught.value.happened.endswith("1 new column was added to it.")
    assert "Nothing" not in caught.value.happened
