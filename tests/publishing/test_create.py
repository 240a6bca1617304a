"""A new dataset: its rows stand once, its columns have their types, and only the team sees it."""

from __future__ import annotations

import pytest

from ctcompanion.errors import PublishingError
from ctcompanion.publishing import Manner, Progress, State, publish_new
from ctcompanion.publishing.portal import PRIVATE
from tests.publishing.desk import QUICK, TOWN_YEAR, Desk, permits


def test_every_row_of_the_table_stands_on_the_portal_once(desk: Desk) -> None:
    receipt = desk.publish(desk.new(permits(range(2018, 2021))))
    rows = desk.rows(receipt.dataset_id)
    assert len(rows) == 9
    assert {(row["town"], row["year"]) for row in rows} == {
        (t, str(y)) for t in permits(range(2018, 2021)).rows["town"] for y in range(2018, 2021)
    }
    assert receipt.holds
    assert receipt.rows_sent == receipt.rows_after == 9


def test_values_read_back_as_the_portal_writes_them(desk: Desk) -> None:
    receipt = desk.publish(desk.new(permits(range(2020, 2021))))
    first, second, _ = desk.rows(receipt.dataset_id)
    wanted = {"town": "Andover", "year": "2020", "permits": "4", "rate": "0.25", "counted": "2020-07-01T00:00:00.000", "final": True}
    assert {**first, "record_id": ""} == {**wanted, "record_id": ""}
    assert "rate" not in second  # a blank stays a blank


def test_the_dataset_is_published_and_private(desk: Desk) -> None:
    view = desk.portal.view(desk.publish(desk.new(permits(range(2020, 2021)))).dataset_id)
    assert (view.is_published, view.audience, view.name) == (True, PRIVATE, "Housing permits by town")


def test_columns_have_their_types_positions_and_formats(desk: Desk) -> None:
    view = desk.portal.view(desk.publish(desk.new(permits(range(2020, 2021)))).dataset_id)
    types = {column.field: column.type for column in view.columns}
    assert types == {
        "town": "text",
        "year": "number",
        "permits": "number",
        "rate": "number",
        "counted": "calendar_date",
        "final": "checkbox",
        "record_id": "text",
    }
    assert [column.position for column in view.columns] == [1, 2, 3, 4, 5, 6, 7]
    year = view.column("year")
    assert year is not None
    assert year.format["noCommas"] is True


def test_the_computed_row_identifier_says_what_it_is_made_of(desk: Desk) -> None:
    view = desk.portal.view(desk.publish(desk.new(permits(range(2020, 2021)))).dataset_id)
    column = view.column("record_id")
    assert view.row_identifier == "record_id"
    assert column is not None
    assert column.description.endswith("Computed by CT Companion from: Town; Year.")


def test_a_second_press_of_publish_adds_nothing(desk: Desk) -> None:
    publication = desk.new(permits(range(2020, 2021)))
    first = desk.publish(publication)
    calls = len(desk.calls())
    assert desk.publish(desk.new(permits(range(2020, 2021)))) == first
    assert {call["verb"] for call in desk.calls()[calls:]} == {"GET"}
    assert len(desk.portal.search(limit=10)) == 1


def test_what_is_gone_from_the_portal_is_published_anew(desk: Desk) -> None:
    first = desk.publish(desk.new(permits(range(2020, 2021))))
    desk.control("reset", {})
    again = desk.publish(desk.new(permits(range(2020, 2021))))
    assert again.dataset_id != first.dataset_id
    assert len(desk.rows(again.dataset_id)) == 3


def test_the_description_and_custom_fields_arrive(desk: Desk) -> None:
    view = {
        "name": "Permits",
        "description": "What was permitted.",
        "category": "Housing and Development",
        "tags": ["housing", "permits"],
        "licenseId": "PUBLIC_DOMAIN",
        "metadata": {"custom_fields": {"Agency": {"Agency": "Department of Housing"}}, "rowLabel": "Town"},
        "columns": [{"name": "Town name", "fieldName": "town", "dataTypeName": "text", "description": "Name of the town."}],
    }
    live = desk.portal.view(desk.publish(desk.new(permits(range(2020, 2021)), view=view)).dataset_id)
    assert live.name == "Permits"
    assert live.body["description"] == "What was permitted."
    assert live.body["metadata"]["custom_fields"] == {"Agency": {"Agency": "Department of Housing"}}
    town = live.column("town")
    assert town is not None
    assert (town.name, town.description) == ("Town name", "Name of the town.")


def test_field_names_of_the_description_are_used(desk: Desk) -> None:
    live = desk.portal.view(desk.publish(desk.new(permits(range(2020, 2021)), fields={"rate": "rate_per_thousand"})).dataset_id)
    assert live.column("rate_per_thousand") is not None
    assert live.column("rate") is None


def test_more_rows_than_one_request_takes_go_in_pieces(desk: Desk) -> None:
    towns = tuple(f"Town {number}" for number in range(1300))
    receipt = desk.publish(desk.new(permits(range(2016, 2021), towns)))
    upserts = [call for call in desk.calls() if call["call"] == "upsert"]
    assert len(upserts) == 2
    assert receipt.rows_after == 6500


def test_identical_rows_are_all_kept(desk: Desk) -> None:
    twice = permits(range(2020, 2021), ("Andover", "Andover", "Andover"))
    table = twice.with_rows(twice.rows.assign(permits=1, rate=1.0).astype({"permits": "Int64"}))
    receipt = desk.publish(desk.new(table))
    assert len(desk.rows(receipt.dataset_id)) == 3


def test_without_a_row_identifier_all_rows_go_in_one_request(desk: Desk) -> None:
    towns = tuple(f"Town {number}" for number in range(1300))
    receipt = desk.publish(desk.new(permits(range(2016, 2021), towns), identifier=None))
    assert len([call for call in desk.calls() if call["call"] == "upsert"]) == 1
    assert receipt.rows_after == 6500
    assert receipt.holds


def test_the_journal_tells_every_state(desk: Desk) -> None:
    publication = desk.new(permits(range(2020, 2021)))
    desk.publish(publication)
    states = [state for _, state, _ in desk.store.publications.history(publication.id)]
    assert list(dict.fromkeys(states)) == ["CHECKED", "LOCKED", "CREATED", "SENT", "VERIFIED", "DONE"]
    assert desk.store.locks.is_free(publication.lock)
    assert desk.store.audit.verify().whole


def test_nothing_of_the_rows_stays_when_it_is_done(desk: Desk) -> None:
    publication = desk.new(permits(range(2020, 2021)))
    desk.publish(publication)
    assert desk.store.sealed.kept(f"publication:{publication.id}", "rows") is None


def test_a_value_that_the_portal_would_refuse_stops_before_anything_is_sent(desk: Desk) -> None:
    table = permits(range(2020, 2021), ("x" * 5000,))
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.new(table))
    assert (caught.value.code, caught.value.place) == ("text-too-long", "column Town, row 1 of the table")
    assert caught.value.happened == "Nothing was published."
    assert not [call for call in desk.calls() if call["call"] == "create"]


def test_stopping_before_the_rows_are_sent_changes_nothing(desk: Desk) -> None:
    from ctcompanion.publishing import Manner, publish_new
    from tests.publishing.desk import QUICK

    publication = desk.new(permits(range(2020, 2021)))
    with pytest.raises(PublishingError) as caught:
        publish_new(publication, desk.portal, desk.store, manner=Manner(QUICK, cancelled=lambda: True))
    assert (caught.value.code, caught.value.happened) == ("cancelled", "Nothing was published.")
    found = desk.store.publications.find(publication.id)
    assert found is not None
    assert found.state == State.ABANDONED
    assert desk.publish(publication).holds  # and a person may change their mind


def test_an_existing_id_column_is_the_identifier_as_it_is(desk: Desk) -> None:
    table = permits(range(2020, 2021))
    receipt = desk.publish(desk.new(table, identifier=TOWN_YEAR.__class__(("town",), False, "")))
    view = desk.portal.view(receipt.dataset_id)
    assert view.row_identifier == "town"
    assert view.column("record_id") is None


def test_columns_that_do_not_tell_rows_apart_make_no_identifier(desk: Desk) -> None:
    """Numbered in the order of the file, next year's Andover would be taken for this year's and overwrite it."""
    with pytest.raises(PublishingError) as caught:
        desk.publish(desk.new(permits(range(2018, 2021)), identifier=TOWN_YEAR.__class__(("town",), True, "")))
    assert (caught.value.code, caught.value.happened) == ("identifier-not-enough", "Nothing was published.")
    assert caught.value.message.startswith("9 rows are equal in Town and differ elsewhere")
    assert not [call for call in desk.calls() if call["call"] == "create"]


def test_a_description_that_the_portal_did_not_keep_is_said(desk: Desk) -> None:
    view = {
        "name": "Permits",
        "description": "What was permitted.",
        "tags": ["housing"],
        "columns": [{"fieldName": "town", "description": "Its name."}],
    }
    publication = desk.new(permits(range(2018, 2020)), view=view)

    def watch(progress: Progress) -> None:
        if progress.sentence.startswith("Publishing for your team"):
            made = desk.store.publications.find(publication.id)
            desk.portal.update(str(made.facts["dataset_id"]), {"tags": [], "description": "Other words."})  # type: ignore[union-attr]

    receipt = publish_new(publication, desk.portal, desk.store, watch, Manner(QUICK))
    assert [check.sentence for check in receipt.checks if not check.passed] == [
        "The portal did not keep this as it was sent: description, tags. Look at it on the dataset's page."
    ]
