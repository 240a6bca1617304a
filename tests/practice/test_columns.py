"""A view's columns: their names and types, and when they may change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from sodapy import Socrata


@pytest.mark.parametrize(
    "column",
    [
        {"name": "A", "dataTypeName": "colour"},
        {"fieldName": "a"},
        {"name": "A", "fieldName": ":a"},
        {"name": "A", "fieldName": "a-b"},
        "a",
        {"name": "A", "format": 3},
    ],
)
def test_a_column_that_cannot_be_is_refused(place: Any, column: object) -> None:
    assert place.call("POST", "/api/views.json", json={"name": "A", "columns": [column]}).status_code == 400


def test_too_many_columns_are_413(place: Any) -> None:
    columns = [{"name": f"C{number}"} for number in range(351)]
    assert place.call("POST", "/api/views.json", json={"name": "A", "columns": columns}).status_code == 413


def test_a_field_name_is_derived_as_the_portal_does(place: Any) -> None:
    names = ["Medicaid Low-Income Adults (LIA) CASES", "2026 Total", "Ünïcode Stadt"]
    made = place.call("POST", "/api/views.json", json={"name": "A", "columns": [{"name": name} for name in names]}).json()
    assert [column["fieldName"] for column in made["columns"]] == ["medicaid_low_income_adults_lia_cases", "_2026_total", "n_code_stadt"]


def test_both_names_of_a_type_are_taken(place: Any) -> None:
    columns = [{"name": "A", "dataTypeName": "floating_timestamp"}, {"name": "B", "dataTypeName": "calendar_date"}]
    made = place.call("POST", "/api/views.json", json={"name": "A", "columns": columns}).json()
    assert {column["dataTypeName"] for column in made["columns"]} == {"calendar_date"}


def test_columns_are_added_changed_and_taken_away_before_publication(place: Any, create: Callable[..., str]) -> None:
    path = f"/api/views/{create(published=False)}/columns"
    added = place.call("POST", path, json={"name": "Note", "fieldName": "note", "dataTypeName": "text"}).json()
    many = place.call("POST", f"{path}?method=multiCreate", json={"columns": [{"name": "X"}, {"name": "Y"}]}).json()
    assert [column["fieldName"] for column in many] == ["x", "y"]
    changed = place.call("PUT", f"{path}/note", json={"description": "A remark", "width": 200}).json()
    assert (changed["id"], changed["description"], changed["name"]) == (added["id"], "A remark", "Note")
    assert place.call("GET", f"{path}/{added['id']}.json").json()["description"] == "A remark"
    assert place.call("DELETE", f"{path}/x.json").status_code == 200
    assert [column["fieldName"] for column in place.call("GET", path).json()] == ["town", "permits", "day", "final", "note", "y"]
    assert place.call("GET", f"{path}/x").json()["code"] == "soda.dataset.column-not-found"
    assert place.call("POST", path, json={"name": "Again", "fieldName": "NOTE"}).status_code == 400


def test_a_published_datasets_columns_change_in_a_working_copy_only(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    refused = place.call("POST", f"/api/views/{view_id}/columns", json={"name": "Note"})
    assert (refused.status_code, refused.json()["code"]) == (409, "soda.dataset.incorrect-lifecycle-stage")
    copy = place.call("POST", f"/api/views/{view_id}/publication.json?method=copy").json()
    assert copy["id"] != view_id
    assert copy["publicationGroup"] == client.get_metadata(view_id)["publicationGroup"]
    assert place.call("POST", f"/api/views/{view_id}/publication.json?method=copy").status_code == 409
    place.call("POST", f"/api/views/{copy['id']}/columns", json={"name": "Note", "fieldName": "note"})
    client.upsert(copy["id"], [{"town": "Bethel", "note": "new"}, {"town": "Avon", "permits": 1}])
    assert client.get(view_id) == [{"town": "Avon"}]
    published = client.publish(copy["id"])
    assert published["id"] == view_id
    assert client.get(view_id, order="town") == [{"town": "Avon", "permits": "1"}, {"town": "Bethel", "note": "new"}]
    assert client.upsert(view_id, [{"town": "Avon", "note": "known"}])["Rows Updated"] == 1
    with pytest.raises(requests.HTTPError, match="404"):
        client.get_metadata(copy["id"])


def test_metadata_of_a_column_changes_at_any_stage_its_type_does_not(place: Any, create: Callable[..., str]) -> None:
    path = f"/api/views/{create()}/columns/permits"
    assert place.call("PUT", path, json={"description": "Issued"}).json()["description"] == "Issued"
    assert place.call("PUT", path, json={"dataTypeName": "text"}).status_code == 409


def test_a_row_identifier_must_be_unique_in_what_is_there(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create(key=None)
    client.upsert(view_id, [{"town": "Avon"}, {"town": "Avon"}])
    refused = place.call("PUT", f"/api/views/{view_id}.json", json={"metadata": {"rowIdentifier": "town"}})
    assert refused.status_code == 400
    assert "rowIdentifier" not in client.get_metadata(view_id)["metadata"]


def test_columns_of_one_name_get_field_names_of_their_own_unless_they_were_named(place: Any) -> None:
    columns = [{"name": "Town"}, {"name": "TOWN"}, {"name": "town!"}]
    made = place.call("POST", "/api/views.json", json={"name": "A", "columns": columns}).json()
    assert [column["fieldName"] for column in made["columns"]] == ["town", "town_1", "town_2"]
    named = [{"name": "Town", "fieldName": "town"}, {"name": "Other", "fieldName": "town"}]
    assert place.call("POST", "/api/views.json", json={"name": "A", "columns": named}).status_code == 400
