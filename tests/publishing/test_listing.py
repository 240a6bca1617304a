"""Rows that the file no longer has stay on the portal; where asked, they are marked."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace

import pytest

from ctcompanion.errors import PersonNeeded, PublishingError
from ctcompanion.model import Receipt
from ctcompanion.publishing import Manner, Progress, append
from ctcompanion.publishing.listing import NO_LONGER
from tests.publishing.desk import QUICK, Desk, permits
from tests.publishing.flows import rule


@pytest.fixture
def first(desk: Desk) -> Receipt:
    return desk.publish(desk.new(permits(range(2018, 2021))))


def marks(desk: Desk, dataset_id: str) -> Counter[tuple[str, str | None]]:
    return Counter((row["year"], row.get("listing_status")) for row in desk.rows(dataset_id))


def test_a_mark_in_a_new_column_and_a_description_that_moves_go_together(desk: Desk, first: Receipt) -> None:
    view = {"name": "Housing permits by town", "metadata": {"custom_fields": {"Details": {"Temporal Coverage": "2020-2021"}}}}
    describe = ("custom:Details/Temporal Coverage",)
    more = desk.more(permits(range(2020, 2022)), first.dataset_id, view=view, describe=describe, mark_gone="listing_status")
    assert desk.publish(more).holds
    live = desk.portal.view(first.dataset_id)
    assert live.body["metadata"]["custom_fields"]["Details"]["Temporal Coverage"] == "2020-2021"
    assert live.row_identifier == "record_id"


def test_gone_rows_are_marked_and_none_is_deleted(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status"))
    assert marks(desk, first.dataset_id) == {("2018", NO_LONGER): 3, ("2019", NO_LONGER): 3, ("2020", None): 3, ("2021", None): 3}
    assert receipt.holds
    assert (receipt.rows_sent, receipt.rows_after) == (3, 12)


def test_what_comes_back_loses_its_mark(desk: Desk, first: Receipt) -> None:
    desk.publish(desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status"))
    desk.publish(desk.more(permits(range(2019, 2022)), first.dataset_id, mark_gone="listing_status"))
    assert marks(desk, first.dataset_id) == {("2018", NO_LONGER): 3, ("2019", None): 3, ("2020", None): 3, ("2021", None): 3}


def test_without_being_asked_nothing_is_marked(desk: Desk, first: Receipt) -> None:
    desk.publish(desk.more(permits(range(2020, 2022)), first.dataset_id))
    assert desk.portal.view(first.dataset_id).column("listing_status") is None


def newcomer(desk: Desk, dataset_id: str) -> None:
    """A colleague adds a row."""
    desk.portal.upsert(dataset_id, b'[{"record_id":"theirs","town":"Zed","year":2022}]', 1)


def test_what_somebody_added_after_the_look_is_not_marked_unseen(desk: Desk, first: Receipt) -> None:
    looked = desk.portal.count(first.dataset_id).newest
    newcomer(desk, first.dataset_id)
    more = desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status", seen=looked)
    with pytest.raises(PersonNeeded) as caught:
        desk.publish(more)
    assert caught.value.code == "rows-changed-since"
    assert len(desk.rows(first.dataset_id)) == 10
    again = desk.publish(replace(more, seen=desk.portal.count(first.dataset_id).newest))
    assert marks(desk, first.dataset_id)["2022", NO_LONGER] == 1
    assert again.holds


def test_nor_what_comes_while_the_rows_are_sent(desk: Desk, first: Receipt) -> None:
    def watch(progress: Progress) -> None:
        if progress.sentence.startswith("Sent"):
            newcomer(desk, first.dataset_id)

    more = desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status")
    receipt = append(more, desk.portal, desk.store, watch, Manner(QUICK))
    assert marks(desk, first.dataset_id)["2022", None] == 1
    said = next(check for check in receipt.checks if check.name == "no longer listed")
    assert said.sentence.startswith('6 rows are marked "No longer listed", because your file does not have them. 1 row is not in your file')


def test_marks_are_read_back_when_reads_have_caught_up(desk: Desk, first: Receipt) -> None:
    desk.control("switches", {"lag_seconds": 0.3})
    receipt = desk.publish(desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status"))
    assert receipt.holds


@pytest.mark.parametrize("kind", ["reset-after", "503", "token-expired"])
def test_a_fault_while_marking_ends_well_after_a_resume(desk: Desk, first: Receipt, kind: str) -> None:
    publication = desk.more(permits(range(2020, 2022)), first.dataset_id, mark_gone="listing_status")
    desk.faults(rule(kind, "upsert", 2))
    with contextlib.suppress(PublishingError):
        desk.publish(publication)
    assert desk.store.publications.find(publication.id).state in {"VERIFIED", "DONE"}  # type: ignore[union-attr]
    desk.faults()
    desk.control("switches", {"token_expired": False})
    receipt = desk.publish(publication)
    assert receipt.rows_after == 12
    assert receipt.checks[-1].sentence == '6 rows are marked "No longer listed", because your file does not have them.'
    assert marks(desk, first.dataset_id)["2018", NO_LONGER] == 3
