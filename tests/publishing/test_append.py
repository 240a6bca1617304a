"""Rows to a dataset that exists: each stands once, whatever was there before; corrections and gaps are a person's decision."""

from __future__ import annotations

import importlib
import json
import time
from dataclasses import replace

import pytest
import requests

from ctcompanion.errors import PersonNeeded, PublishingError
from ctcompanion.model import Column, DataType, Receipt
from ctcompanion.publishing import Identifier, Manner, Progress, append, differences, plan_append, publish_new, resume
from ctcompanion.publishing.portal import Sent, View
from tests.publishing.desk import QUICK, Desk, permits

PLANNING = importlib.import_module("ctcompanion.publishing.plan_append")


@pytest.fixture
def first(desk: Desk) -> Receipt:
    """Three towns, 2018 to 2020."""
    return desk.publish(desk.new(permits(range(2018, 2021))))


@pytest.fixture
def keyless(desk: Desk) -> Receipt:
    """The same without a row identifier."""
    return desk.publish(desk.new(permits(range(2018, 2021)), identifier=None))


def test_new_rows_are_added_and_old_ones_recognised(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2018, 2022)), first.dataset_id))
    assert (receipt.rows_sent, receipt.rows_before, receipt.rows_after, receipt.rows_already_there) == (3, 9, 12, 9)
    assert len(desk.rows(first.dataset_id)) == 12
    assert receipt.holds


def test_without_a_row_identifier_too(desk: Desk, keyless: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2018, 2022)), keyless.dataset_id))
    assert (receipt.rows_sent, receipt.rows_after, receipt.rows_already_there) == (3, 12, 9)
    assert receipt.holds


def test_a_file_that_is_there_already_sends_nothing_and_says_since_when(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2018, 2021)), first.dataset_id))
    assert (receipt.rows_sent, receipt.rows_after) == (0, 9)
    assert "This file was already published on " in receipt.checks[-1].sentence
    assert len([call for call in desk.calls() if call["call"] == "upsert"]) == 1


def test_changed_rows_wait_for_a_decision(desk: Desk, first: Receipt) -> None:
    table = permits(range(2020, 2022), offset=1)
    with pytest.raises(PersonNeeded) as caught:
        desk.publish(desk.more(table, first.dataset_id))
    assert caught.value.code == "rows-changed"
    assert len(desk.rows(first.dataset_id)) == 9


def test_changed_rows_show_old_and_new(desk: Desk, first: Receipt) -> None:
    plan = plan_append(desk.more(permits(range(2020, 2021), offset=1), first.dataset_id), desk.portal, QUICK)
    assert [(cell.field, cell.old, cell.new) for cell in plan.changes.cells] == [
        ("permits", "4", "5"),
        ("permits", "14", "15"),
        ("permits", "24", "25"),
    ]
    assert plan.changes.gone == 6


def test_confirmed_corrections_replace_the_values_and_add_no_row(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2020, 2022), offset=1), first.dataset_id, corrections="send"))
    assert (receipt.rows_sent, receipt.rows_after) == (6, 12)
    found = {(row["town"], row["year"]): row["permits"] for row in desk.rows(first.dataset_id)}
    assert found["Andover", "2020"] == "5"


def test_corrections_left_alone_send_only_what_is_new(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2020, 2022), offset=1), first.dataset_id, corrections="leave"))
    assert (receipt.rows_sent, receipt.rows_after) == (3, 12)
    found = {(row["town"], row["year"]): row["permits"] for row in desk.rows(first.dataset_id)}
    assert found["Andover", "2020"] == "4"


def test_a_correction_to_blank_clears_the_cell(desk: Desk, first: Receipt) -> None:
    table = permits(range(2020, 2021))
    table = table.with_rows(table.rows.assign(rate=float("nan")))
    desk.publish(desk.more(table, first.dataset_id, corrections="send"))
    assert not [row for row in desk.rows(first.dataset_id) if row["year"] == "2020" and "rate" in row]


@pytest.mark.parametrize("few", [2, 2000])
def test_a_large_dataset_is_not_read_whole_to_find_a_few_rows(
    desk: Desk, first: Receipt, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(PLANNING, "READ_WHOLE", 3)
    monkeypatch.setattr(PLANNING, "FEW_KEYS", few)
    plan = plan_append(desk.more(permits(range(2020, 2022), offset=1), first.dataset_id), desk.portal, QUICK)
    assert (len(plan.changes.added), len(plan.changes.changed), len(plan.changes.same), plan.changes.gone) == (3, 3, 0, 6)


def test_keys_with_quotes_and_percent_signs_are_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PLANNING, "READ_WHOLE", 0)
    monkeypatch.setattr("ctcompanion.publishing.read_back.ADDRESS_BYTES", 30)
    table = permits(range(2020, 2021), ("O'Brien", "100 %", "a,b) or 1=1 --", "Ünïön"))
    made = desk.publish(desk.new(table, identifier=Identifier(("town",), False, "")))
    plan = plan_append(desk.more(table, made.dataset_id), desk.portal, QUICK)
    assert len(plan.changes.same) == 4


def test_a_correction_taken_back_is_sent_again(desk: Desk, first: Receipt) -> None:
    for offset in (1, 0, 1):
        desk.publish(desk.more(permits(range(2020, 2021), offset=offset), first.dataset_id, corrections="send"))
        found = {(row["town"], row["year"]): row["permits"] for row in desk.rows(first.dataset_id)}
        assert found["Andover", "2020"] == str(4 + offset)


def test_rows_gone_from_the_file_stay(desk: Desk, first: Receipt) -> None:
    receipt = desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert receipt.rows_after == 12


def test_field_names_are_the_portals_not_ours(desk: Desk) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2021)), fields={"rate": "rate_2", "final": "is_final"}))
    receipt = desk.publish(desk.more(permits(range(2021, 2022)), made.dataset_id))
    assert receipt.rows_after == 12
    assert all("rate_2" in row for row in desk.rows(made.dataset_id) if row["town"] == "Andover")


def test_an_undecided_column_stops_with_its_name(desk: Desk, first: Receipt) -> None:
    table = permits(range(2021, 2022))
    more = replace(
        table, rows=table.rows.assign(demolished=1), columns=(*table.columns, Column("demolished", DataType.NUMBER, "Demolished"))
    )
    with pytest.raises(PersonNeeded) as caught:
        desk.publish(desk.more(more, first.dataset_id))
    assert (caught.value.code, caught.value.place) == ("columns-undecided", "demolished")


def test_a_new_column_can_be_left_out(desk: Desk, first: Receipt) -> None:
    table = permits(range(2021, 2022))
    more = replace(
        table, rows=table.rows.assign(demolished=1), columns=(*table.columns, Column("demolished", DataType.NUMBER, "Demolished"))
    )
    assert desk.publish(desk.more(more, first.dataset_id, {"demolished": "leave out"})).rows_after == 12


def test_a_new_column_can_be_added_and_old_rows_stay_blank_in_it(desk: Desk, first: Receipt) -> None:
    table = permits(range(2021, 2022))
    more = replace(
        table, rows=table.rows.assign(demolished=1), columns=(*table.columns, Column("demolished", DataType.NUMBER, "Demolished"))
    )
    receipt = desk.publish(desk.more(more, first.dataset_id, {"demolished": "add"}))
    assert receipt.dataset_id == first.dataset_id
    assert receipt.rows_after == 12
    assert [row["year"] for row in desk.rows(first.dataset_id) if "demolished" in row] == ["2021"] * 3
    column = desk.portal.view(first.dataset_id).column("demolished")
    assert column is not None
    assert "earlier rows are blank" in column.description


def test_a_missing_column_is_confirmed_blank(desk: Desk, first: Receipt) -> None:
    table = permits(range(2021, 2022))
    less = replace(table, rows=table.rows.drop(columns="rate"), columns=tuple(c for c in table.columns if c.name != "rate"))
    with pytest.raises(PersonNeeded):
        desk.publish(desk.more(less, first.dataset_id))
    assert desk.publish(desk.more(less, first.dataset_id, {"portal:rate": "leave blank"})).rows_after == 12


def test_an_identifier_that_cannot_be_computed_needs_a_person(desk: Desk, first: Receipt) -> None:
    table = permits(range(2021, 2022))
    less = replace(table, rows=table.rows.drop(columns="year"), columns=tuple(c for c in table.columns if c.name != "year"))
    with pytest.raises(PersonNeeded):
        desk.publish(desk.more(less, first.dataset_id, {"portal:year": "leave blank"}))
    assert len(desk.rows(first.dataset_id)) == 9


def test_a_column_under_another_name_still_tells_the_rows_apart(desk: Desk, first: Receipt) -> None:
    table = permits(range(2018, 2022))
    renamed = replace(
        table,
        rows=table.rows.rename(columns={"town": "town_name"}),
        columns=(Column("town_name", DataType.TEXT, "The town"), *table.columns[1:]),
    )
    plan = plan_append(desk.more(renamed, first.dataset_id, {"town_name": "rename:town"}), desk.portal, QUICK)
    assert (len(plan.changes.added), len(plan.changes.same), len(plan.changes.changed)) == (3, 9, 0)


def test_the_description_changes_only_where_it_was_chosen(desk: Desk, first: Receipt) -> None:
    view = {
        "name": "Another title",
        "description": "Better words.",
        "metadata": {"custom_fields": {"Details": {"Temporal Coverage": "2018-2021"}}},
    }
    desk.publish(
        desk.more(permits(range(2021, 2022)), first.dataset_id, view=view, describe=("description", "custom:Details/Temporal Coverage"))
    )
    live = desk.portal.view(first.dataset_id)
    assert (live.name, live.body["description"]) == ("Housing permits by town", "Better words.")
    assert live.body["metadata"]["custom_fields"]["Details"]["Temporal Coverage"] == "2018-2021"
    assert live.row_identifier == "record_id"


def test_a_dataset_that_is_gone_says_so_and_that_nothing_was_sent(desk: Desk) -> None:
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2021, 2022)), "abcd-1234"))
    assert caught.value.code == "dataset-missing"
    assert caught.value.happened == "Nothing was sent; the dataset has the rows it had."
    assert caught.value.request_id


@pytest.mark.parametrize(
    ("key", "code"), [("wrong", "key-refused"), ("expired", "key-refused"), ("viewer", "not-allowed"), ("", "not-allowed")]
)
def test_a_key_without_the_right_sends_nothing(desk: Desk, first: Receipt, key: str, code: str) -> None:
    with pytest.raises(PublishingError) as caught:
        desk.with_key(key).publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert caught.value.code in {code, "dataset-missing"}
    assert "Nothing was sent" in caught.value.happened
    assert len(desk.rows(first.dataset_id)) == 9


def test_a_column_deleted_between_check_and_send_stores_no_row(desk: Desk, first: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    send = desk.portal.upsert

    def delete_first(dataset_id: str, rows: bytes, count: int) -> Sent:
        draft = desk.portal.copy(dataset_id)
        answer = requests.delete(f"{desk.address}/api/views/{draft.id}/columns/rate", auth=("practice", "practice"), timeout=5)
        answer.raise_for_status()
        desk.portal.publish(draft.id)
        monkeypatch.setattr(desk.portal, "upsert", send)
        return send(dataset_id, rows, count)

    monkeypatch.setattr(desk.portal, "upsert", delete_first)
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert (caught.value.code, caught.value.place) == ("column-missing", "column rate")
    assert caught.value.happened.startswith("None of the 3 rows is confirmed on the portal.")
    assert len(desk.rows(first.dataset_id)) == 9


def test_a_mirror_copy_and_a_locked_dataset_say_what_they_are(desk: Desk, first: Receipt) -> None:
    desk.faults({"kind": "mirror", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert caught.value.code == "mirror-copy"
    desk.faults()
    desk.portal.update(first.dataset_id, {"locked": True})
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2022, 2023)), first.dataset_id))
    assert caught.value.code == "dataset-locked"
    assert caught.value.happened == "Nothing was sent; the dataset has the rows it had."


def test_a_dataset_deleted_between_check_and_send_says_so(desk: Desk, first: Receipt, monkeypatch: pytest.MonkeyPatch) -> None:
    send = desk.portal.upsert

    def delete_first(dataset_id: str, rows: bytes, count: int) -> Sent:
        requests.delete(f"{desk.address}/api/views/{dataset_id}", auth=("practice", "practice"), timeout=5)
        return send(dataset_id, rows, count)

    monkeypatch.setattr(desk.portal, "upsert", delete_first)
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert caught.value.code == "dataset-missing"
    assert caught.value.happened.startswith("None of the 3 rows is confirmed on the portal.")
    assert caught.value.request_id


@pytest.mark.parametrize("kind", [{"assetType": "filter"}, {"assetType": "chart"}, {"viewType": "href"}])
def test_what_is_made_from_a_dataset_takes_no_rows_and_says_why(
    desk: Desk, first: Receipt, monkeypatch: pytest.MonkeyPatch, kind: dict[str, str]
) -> None:
    look = desk.portal.view

    def view_of_a_view(dataset_id: str) -> View:
        view = look(dataset_id)
        return replace(view, body={**view.body, **kind})

    monkeypatch.setattr(desk.portal, "view", view_of_a_view)
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert caught.value.code == "not-a-dataset"
    assert caught.value.happened == "Nothing was sent; the dataset has the rows it had."


def test_an_update_stamp_takes_no_part_in_the_identifier(desk: Desk) -> None:
    from ctcompanion.publishing import choose_identifier

    table = permits(range(2018, 2020))
    stamp = Column("date_updated", DataType.DATE, "Date updated")
    table = replace(table, rows=table.rows.assign(date_updated=table.rows["counted"]), columns=(*table.columns, stamp))
    assert "date_updated" not in choose_identifier(table).columns


def test_a_column_that_was_described_anew_is_described_on_the_portal(desk: Desk) -> None:
    first = desk.publish(desk.new(permits(range(2018, 2020))))
    view = {
        "name": "Housing permits by town",
        "columns": [{"fieldName": "permits", "description": "Permits of the year."}, {"fieldName": "gone"}],
    }
    receipt = desk.publish(desk.more(permits(range(2018, 2021)), first.dataset_id, view=view, describe=("column:permits",)))
    columns = {column.field: column.description for column in desk.portal.view(first.dataset_id).columns}
    assert (receipt.holds, columns["permits"]) == (True, "Permits of the year.")


def test_a_description_that_the_portal_does_not_take_is_said_and_the_rows_stand(desk: Desk) -> None:
    first = desk.publish(desk.new(permits(range(2018, 2020))))
    desk.faults({"kind": "403", "call": "update column", "times": 9})
    view = {"name": "Housing permits by town", "columns": [{"fieldName": "permits", "description": "Permits of the year."}]}
    receipt = desk.publish(desk.more(permits(range(2018, 2021)), first.dataset_id, view=view, describe=("column:permits",)))
    assert receipt.rows_after == len(permits(range(2018, 2021)).rows)
    assert [check.sentence for check in receipt.checks if not check.passed] == [
        "The portal did not take the new description of permits. Your rows are there; change the description on the dataset's page."
    ]


def test_what_somebody_took_back_on_the_portal_is_sent_again_by_the_same_press(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2020, 2022), offset=1), first.dataset_id, corrections="send")
    desk.publish(publication)
    assert desk.publish(publication).rows_sent == 6  # untouched: the receipt of the first press
    row = desk.rows(first.dataset_id)[-1]
    desk.portal.upsert(first.dataset_id, json.dumps([{"record_id": row["record_id"], "permits": 99}]).encode(), 1)
    receipt = desk.publish(publication)
    assert (receipt.rows_sent, receipt.rows_already_there) == (1, 5)
    assert {found["permits"] for found in desk.rows(first.dataset_id)} & {"99"} == set()


def test_rows_that_are_in_are_not_sent_again_where_only_the_description_failed(desk: Desk, first: Receipt) -> None:
    desk.faults({"kind": "row-data-saved", "call": "upsert"})
    begun = len(desk.calls())
    receipt = desk.publish(desk.more(permits(range(2021, 2022)), first.dataset_id))
    assert (receipt.rows_after, receipt.holds) == (12, True)
    assert [call["call"] for call in desk.calls()[begun:]].count("upsert") == 1


def test_stopped_by_its_author_an_append_leaves_nothing_behind(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2021, 2022)), first.dataset_id)
    with pytest.raises(PublishingError) as caught:
        append(publication, desk.portal, desk.store, manner=Manner(QUICK, cancelled=lambda: True))
    assert (caught.value.code, caught.value.happened) == ("cancelled", "Nothing was sent; the dataset has the rows it had.")
    assert desk.store.sealed.kept(f"publication:{publication.id}", "rows") is None


def test_a_correction_that_somebody_made_after_the_look_is_not_overwritten_unseen(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2020, 2021), offset=1), first.dataset_id, corrections="send")
    looked = replace(publication, seen=plan_append(publication, desk.portal, QUICK).before.newest)
    theirs = desk.rows(first.dataset_id)[-1]
    time.sleep(0.01)
    desk.portal.upsert(first.dataset_id, json.dumps([{"record_id": theirs["record_id"], "permits": 77}]).encode(), 1)
    with pytest.raises(PersonNeeded) as caught:
        desk.publish(looked)
    assert caught.value.code == "rows-changed-since"
    assert caught.value.message.startswith("1 row was changed")
    assert desk.rows(first.dataset_id)[-1]["permits"] == "77"
    again = replace(publication, seen=plan_append(publication, desk.portal, QUICK).before.newest)
    assert desk.publish(again).rows_sent == 3  # and once they have looked, they decide


def test_nor_by_a_resume(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2020, 2021), offset=1), first.dataset_id, corrections="send")
    desk.faults({"kind": "403", "call": "upsert", "times": 0})
    with pytest.raises(PublishingError):
        desk.publish(publication)
    desk.faults()
    theirs = desk.rows(first.dataset_id)[-1]
    desk.portal.upsert(first.dataset_id, json.dumps([{"record_id": theirs["record_id"], "permits": 77}]).encode(), 1)
    with pytest.raises(PersonNeeded):
        resume(publication.id, desk.portal, desk.store, manner=Manner(QUICK))
    assert desk.rows(first.dataset_id)[-1]["permits"] == "77"


@pytest.mark.parametrize("identifier", [Identifier(("town", "year"), True, ""), None])
def test_a_file_from_a_computer_that_types_accents_apart_doubles_no_row(desk: Desk, identifier: Identifier | None) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020), ("Caf\u00e9", "Avon")), identifier=identifier))
    receipt = desk.publish(desk.more(permits(range(2018, 2021), ("Cafe\u0301", "Avon")), made.dataset_id))
    assert (receipt.rows_sent, receipt.rows_already_there, receipt.rows_after) == (2, 4, 6)


@pytest.mark.parametrize("read_whole", [20_000, 0])
def test_a_key_whose_accents_the_portal_types_apart_is_corrected_and_not_added_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, read_whole: int
) -> None:
    monkeypatch.setattr(PLANNING, "READ_WHOLE", read_whole)
    key = Identifier(("town",), False, "")
    made = desk.publish(desk.new(permits(range(2018, 2019), ("Avon", "Bethel")), identifier=key))
    desk.portal.upsert(made.dataset_id, '[{"town":"Cafe\u0301","year":2018,"permits":1}]'.encode(), 1)
    more = permits(range(2018, 2019), ("Avon", "Bethel", "Caf\u00e9"))
    receipt = desk.publish(desk.more(more, made.dataset_id, corrections="send"))
    assert (receipt.rows_sent, receipt.rows_after, receipt.holds) == (1, 3, True)
    assert "somebody else" not in receipt.checks[0].sentence
    assert {row["town"]: row["permits"] for row in desk.rows(made.dataset_id)}["Cafe\u0301"] == "22"


def test_rows_in_one_request_that_the_portal_refuses_are_not_called_sent_and_not_waited_for(desk: Desk, keyless: Receipt) -> None:
    publication = desk.more(permits(range(2018, 2022)), keyless.dataset_id)
    desk.faults({"kind": "413", "call": "upsert", "times": 1})
    with pytest.raises(PublishingError) as caught:
        desk.publish(publication)
    assert caught.value.happened == "None of the rows was stored; the dataset has the rows it had."
    said: list[str] = []
    receipt = append(publication, desk.portal, desk.store, lambda progress: said.append(progress.sentence), Manner(QUICK))
    assert (receipt.rows_sent, receipt.rows_after, receipt.holds) == (3, 12, True)
    assert not [sentence for sentence in said if "got lost" in sentence]


def test_a_stop_pressed_while_rows_are_compared_is_heard(desk: Desk, first: Receipt) -> None:
    begun = len(desk.calls())

    def pressed() -> bool:
        return any(call["call"] == "read" for call in desk.calls()[begun:])

    with pytest.raises(PublishingError) as caught:
        append(desk.more(permits(range(2021, 2022)), first.dataset_id), desk.portal, desk.store, manner=Manner(QUICK, cancelled=pressed))
    assert (caught.value.code, len(desk.rows(first.dataset_id))) == ("cancelled", 9)


def test_while_something_may_be_written_nobody_is_offered_a_stop(desk: Desk) -> None:
    said: dict[str, bool] = {}
    publication = desk.new(permits(range(2018, 2020)))
    publish_new(publication, desk.portal, desk.store, lambda now: said.update({now.sentence: now.may_cancel}), Manner(QUICK))
    assert [sentence for sentence, may in said.items() if may] == ["Preparing your rows", "Prepared your rows"]


def test_blanks_at_the_edges_of_a_description_are_no_difference(desk: Desk, first: Receipt) -> None:
    assert differences(desk.portal.view(first.dataset_id), {"description": "Permits.\n"}) == ()


def test_a_row_that_somebody_else_adds_in_the_same_moment_is_told(desk: Desk, first: Receipt) -> None:
    publication = desk.more(permits(range(2020, 2022), offset=1), first.dataset_id, corrections="send")
    plan = plan_append(publication, desk.portal, QUICK)
    theirs = [{"record_id": plan.rows["record_id"][plan.changes.added[0]], "town": "Andover", "year": 2021, "permits": 99}]

    def watch(progress: Progress) -> None:
        if progress.sentence.startswith("Sending rows"):
            desk.portal.upsert(first.dataset_id, json.dumps(theirs).encode(), 1)

    receipt = append(publication, desk.portal, desk.store, watch, Manner(QUICK))
    assert [check.sentence for check in receipt.checks if not check.passed] == [
        "1 new row was added by somebody else in the same moment; what stands there now is what your file says. Tell them."
    ]
    assert receipt.rows_after == 12


def test_rows_that_are_in_although_the_portal_refused_them_are_not_sent_again(desk: Desk, keyless: Receipt) -> None:
    desk.faults({"kind": "413", "call": "upsert", "times": 1, "after": True})
    receipt = desk.publish(desk.more(permits(range(2018, 2022)), keyless.dataset_id))
    assert (receipt.rows_sent, receipt.rows_after, receipt.holds) == (3, 12, True)
