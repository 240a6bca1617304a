"""The views API, rule by rule: bodies, headers, stages, rights."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from sodapy import Socrata

RECORDED_KEYS = {
    "id",
    "name",
    "assetType",
    "averageRating",
    "createdAt",
    "displayType",
    "downloadCount",
    "hideFromCatalog",
    "hideFromDataJson",
    "locale",
    "locked",
    "newBackend",
    "numberOfComments",
    "oid",
    "provenance",
    "publicationAppendEnabled",
    "publicationGroup",
    "publicationStage",
    "rowClass",
    "rowsUpdatedAt",
    "rowsUpdatedBy",
    "tableId",
    "totalTimesRated",
    "viewCount",
    "viewLastModified",
    "viewType",
    "approvals",
    "clientContext",
    "columns",
    "metadata",
    "owner",
    "query",
    "rights",
    "tableAuthor",
    "flags",
}


def test_a_view_has_the_recorded_keys_and_no_null(client: Socrata, create: Callable[..., str]) -> None:
    view = client.get_metadata(create())
    assert set(view) >= RECORDED_KEYS
    assert None not in view.values()
    assert {type(view[key]) for key in ("createdAt", "rowsUpdatedAt", "publicationDate", "viewLastModified")} == {int}


def test_a_view_is_read_with_and_without_json(place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    assert place.call("GET", f"/api/views/{view_id}").json() == place.call("GET", f"/api/views/{view_id}.json").json()


def test_a_missing_view_is_404_with_its_code_in_body_and_headers(place: Any) -> None:
    answer = place.call("GET", "/api/views/songs.json")
    assert answer.status_code == 404
    assert answer.json() == {"code": "not_found", "error": True, "message": "Not found", "data": {"id": "songs"}}
    assert (answer.headers["X-Error-Code"], answer.headers["X-Error-Message"]) == ("not_found", "Not found")


def test_a_missing_dataset_is_404_in_the_row_apis_words(place: Any) -> None:
    answer = place.call("GET", "/resource/songs.json")
    assert answer.status_code == 404
    assert answer.json() == {"code": "dataset.missing", "error": True, "message": "Not found", "data": {"id": "songs"}}


def test_every_answer_has_a_request_id_and_echoes_the_callers(place: Any) -> None:
    assert len(place.call("GET", "/api/views.json").headers["X-Socrata-RequestId"]) == 32
    for path in ("/api/views.json", "/api/views/nope.json", "/nowhere"):
        answer = place.call("GET", path, headers={"X-Socrata-RequestId": "0123456789abcdef0123456789abcdef"})
        assert answer.headers["X-Socrata-RequestId"] == "0123456789abcdef0123456789abcdef"
        assert answer.headers["Content-Type"].startswith("application/json")


def test_an_empty_answer_says_so(place: Any, create: Callable[..., str]) -> None:
    answer = place.call("PUT", f"/api/views/{create()}.json?method=setPermission&value=private")
    assert (answer.status_code, answer.headers["Content-Length"], answer.content) == (200, "0", b"")


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "  "}, {"name": 5}, {"name": "A", "licenseId": "MY_OWN"}, {"name": "A", "tags": "x"}]
)
def test_metadata_that_cannot_be_is_refused(place: Any, body: object) -> None:
    answer = place.call("POST", "/api/views.json", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"] is True


def test_a_schema_copy_has_no_rows(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    copy = place.call("POST", f"/api/views/{view_id}/publication?method=copySchema").json()
    assert client.get(copy["id"]) == []
    assert copy["metadata"]["rowIdentifier"] == copy["columns"][0]["id"] != client.get_metadata(view_id)["columns"][0]["id"]


def test_what_is_published_cannot_be_published_again(place: Any, create: Callable[..., str]) -> None:
    assert place.call("POST", f"/api/views/{create()}/publication.json").status_code == 409


def test_a_check_alone_changes_nothing(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    assert place.call("PUT", f"/api/views/{view_id}.json?validateOnly=true", json={"name": "B"}).status_code == 200
    assert place.call("PUT", f"/api/views/{view_id}.json?method=validate", json={"name": ""}).status_code == 400
    assert client.get_metadata(view_id)["name"] == "Permits by town"


def test_the_metadata_api_merges_and_clears(place: Any, create: Callable[..., str]) -> None:
    view_id = create(metadata={"rowIdentifier": "town", "custom_fields": {"Agency": {"Agency": "DECD", "Unit": "X"}}}, key=None)
    path = f"/api/views/metadata/v1/{view_id}"
    assert place.call("GET", path).json()["license"] is None
    changed = place.call(
        "PATCH", path, json={"license": "Public Domain", "customFields": {"Agency": {"Unit": None}, "New": {"A": "1"}}}
    ).json()
    assert (changed["license"], changed["customFields"]) == ("Public Domain", {"Agency": {"Agency": "DECD"}, "New": {"A": "1"}})
    assert place.call("PATCH", path, json={"customFields": {"New": None}}).json()["customFields"] == {"Agency": {"Agency": "DECD"}}
    assert place.call("PATCH", path, json={"customFields": None}).json()["customFields"] is None
    for bad in ({"license": "Mine"}, {"name": None}, {"id": "x"}, {"nothing": 1}):
        assert place.call("PATCH", path, json=bad).status_code == 400
    assert place.call("GET", f"/api/views/{view_id}").json()["metadata"]["rowIdentifier"]


def test_approval_guidance_tells_before_acting(place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    path = f"/api/views/{view_id}/approvals"
    assert place.call("GET", f"{path}?method=guidance_v2&assetId={view_id}").json()["guidanceSummary"]["willEnterQueue"] is False
    place.call("POST", "/practice-control/switches", json={"approval": True})
    assert place.call("GET", f"{path}?method=guidance_v2&assetId={view_id}").json()["guidanceSummary"]["willEnterQueue"] is True
    assert place.call("POST", f"{path}?method=startWorkflowSubmission").json()[0]["state"] == "pending"
    assert place.call("POST", path, json={"state": "approved"}).status_code == 403
    assert place.call("POST", path, json={"state": "rejected"}, key="administrator").json()[0]["state"] == "rejected"
    assert "grants" not in place.call("GET", f"/api/views/{view_id}").json()


def test_a_seat_that_cannot_be_is_404(place: Any) -> None:
    root = place.url.rpartition("/")[0]
    assert requests.get(f"{root}/Bad_Seat/api/views.json", timeout=9).status_code == 404
    assert requests.get(f"{root}/../api/nothing", timeout=9).status_code == 404
    assert place.call("PATCH", "/api/views.json").status_code == 405


def test_a_seat_is_emptied_by_a_reset(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    create()
    assert place.call("POST", "/practice-control/reset").status_code == 200
    assert client.datasets() == []


def test_a_dataset_made_to_expire_is_gone_in_time(place: Any) -> None:
    made = place.call("POST", "/api/views.json?deleted_at=2020-01-01T00:00:00Z", json={"name": "Gone"}).status_code
    kept = place.call("POST", "/api/views.json?deleted_at=2999-01-01T00:00:00%2B00:00", json={"name": "Kept"}).json()
    assert made == 404
    assert [view["id"] for view in place.call("GET", "/api/views.json").json()] == [kept["id"]]
    assert place.call("POST", "/api/views.json?deleted_at=soon", json={"name": "A"}).status_code == 400


@pytest.mark.parametrize("name", ["\x00\x01", "x" * 100_000, "é\r\nSet-Cookie: a=b"])
def test_an_error_header_holds_nothing_that_breaks_an_answer(place: Any, name: str) -> None:
    answer = place.call("POST", "/api/views.json", json={"name": "A", "columns": [{"name": "A", "dataTypeName": name}]})
    assert (answer.status_code, answer.headers["X-Error-Code"]) == (400, "invalid_request")
    assert len(answer.headers["X-Error-Message"]) <= 200
    assert answer.headers["X-Error-Message"].isprintable()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "key", ["description", "category", "attribution", "attributionLink", "licenseId", "tags", "metadata", "rowClass", "externalId"]
)
def test_a_field_that_was_emptied_harms_no_page(client: Socrata, place: Any, create: Callable[..., str], key: str) -> None:
    view_id = create(key=None)
    client.set_permission(view_id, "public")
    assert place.call("PUT", f"/api/views/{view_id}.json", json={key: None}).status_code == 200
    for path in (f"/d/{view_id}", "/", "/api/catalog/v1", f"/api/views/metadata/v1/{view_id}", f"/api/views/{view_id}.json"):
        assert place.call("GET", path).status_code == 200, path


def test_a_category_that_the_portal_does_not_have_is_refused_by_the_metadata_api(place: Any, create: Callable[..., str]) -> None:
    path = f"/api/views/metadata/v1/{create()}"
    assert place.call("PATCH", path, json={"category": "Business"}).json()["category"] == "Business"
    refused = place.call("PATCH", path, json={"category": "Busines"})
    assert (refused.status_code, refused.json()["message"]) == (400, "Invalid category")
    assert place.call("PATCH", path, json={"category": None}).json()["category"] is None


def test_a_verb_that_is_not_known_is_told_which_are(place: Any, create: Callable[..., str]) -> None:
    path = f"/resource/{create()}.json"
    for verb in ("PROPFIND", "TRACE", "PATCH"):
        refused = place.call(verb, path)
        assert (refused.status_code, refused.json()["code"], len(refused.headers["X-Socrata-RequestId"])) == (405, "method_not_allowed", 32)
        assert "GET" in refused.headers["Allow"]
    asked = place.call("OPTIONS", path, key=None, headers={"Origin": "https://ct.gov", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Allow"] == "GET, HEAD, OPTIONS, POST, PUT"
    assert "x-app-token" in asked.headers["Access-Control-Allow-Headers"].lower()
    assert "authorization" not in asked.headers["Access-Control-Allow-Headers"].lower()
    assert place.call("OPTIONS", "/api/nothing").status_code == 404


def test_an_address_that_leads_nowhere_is_said_in_a_page_to_a_person_and_makes_no_seat(serving: Any, place: Any) -> None:
    person = {"Accept": "text/html,*/*"}
    for address in (f"{place.url}/nothing", f"{serving.address}/Bad_Seat/d/aaaa-bbbb"):
        answer = requests.get(address, headers=person, timeout=9)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert "There is no such page" in answer.text
        assert requests.get(address, timeout=9).json()["code"] == "not_found"
    assert requests.get(f"{place.url}/api/nothing", headers=person, timeout=9).json()["code"] == "not_found"


def test_a_file_taken_off_the_list_is_not_shown_any_more(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create(key=None)
    client.set_permission(view_id, "public")
    place.call("POST", f"/api/views/{view_id}/files.txt", data=b"a", headers={"X-File-Name": "secret-notes.txt"})
    assert "secret-notes.txt" in place.call("GET", f"/d/{view_id}").text
    place.call("PUT", f"/api/views/{view_id}.json", json={"metadata": {"attachments": []}})
    assert "secret-notes.txt" not in place.call("GET", f"/d/{view_id}").text
    for listed in (5, {"a": 1}):
        assert place.call("PUT", f"/api/views/{view_id}.json", json={"metadata": {"attachments": listed}}).status_code == 400
    assert place.call("PUT", f"/api/views/{view_id}.json", json={"metadata": {"attachments": [{"assetId": {}}, 5]}}).status_code == 200
    assert place.call("GET", f"/api/views/{view_id}.json").json()["metadata"]["attachments"] == []


@pytest.mark.parametrize(
    ("kind", "body", "name"),
    [
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="../a.bin"\r\n\r\n\r\n\x00\xff\n\r\n--x--\r\n',
            "a.bin",
        ),
        (
            'multipart/form-data; boundary="x y"',
            b'--x y\r\nContent-Disposition: form-data; filename="b.csv"\r\n\r\n\r\n\x00\xff\n\r\n--x y--',
            "b.csv",
        ),
        ("multipart/form-data", b"x", None),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--", None),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; filename=".."\r\n\r\na\r\n--x--', None),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 3000, None),
    ],
)
def test_a_file_is_found_in_a_multipart_body_byte_for_byte(place: Any, kind: str, body: bytes, name: str | None) -> None:
    begun = time.monotonic()
    answer = place.call("POST", "/api/imports2/?method=blob", data=body, headers={"Content-Type": kind})
    assert time.monotonic() - begun < 2
    if name is None:
        assert answer.status_code == 400
        return
    assert answer.json()["name"] == name
    assert place.call("GET", f"/api/assets/{answer.json()['blobId']}").content == b"\r\n\x00\xff\n"
