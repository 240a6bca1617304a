"""Rows as the real portal takes them: types, refusals, identifiers, transactions."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sodapy import Socrata

from ctcompanion.practice.ids import row_id, row_number


@given(st.integers(1, 10**9))
def test_a_row_id_leads_back_to_its_row(number: int) -> None:
    assert row_number(row_id(number)) == number


@pytest.mark.parametrize(
    ("body", "code", "data"),
    [
        ([{"town": "A", "colour": 1}], "soda.row.column-not-found", {"column": "colour"}),
        ([{"town": "A", "permits": "many"}], "soda.column.maltyped", {"column": "permits"}),
        ([{"permits": 1}], "soda.row.primary-key-nonexistent-or-null", {"column": "town"}),
        ([{"town": None}], "soda.row.primary-key-nonexistent-or-null", {"column": "town"}),
        ([["A"]], "soda.row.upsert-row-not-an-object", {"value": ["A"]}),
        ([{":deleted": True, "permits": 1}], "soda.row.delete-without-primary-key", {}),
        ([{"town": "A", ":nonsense": 1}], "soda.row.column-not-found", {"column": ":nonsense"}),
    ],
)
def test_one_wrong_row_refuses_them_all(place: Any, create: Callable[..., str], body: Any, code: str, data: Any) -> None:
    view_id = create()
    answer = place.call("POST", f"/resource/{view_id}.json", json=[{"town": "Good"}, *body])
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]) == (400, code, data)
    assert place.call("GET", f"/resource/{view_id}.json").json() == []


@pytest.mark.parametrize(
    ("body", "row", "column"),
    [
        (b'[{"town": "A"},\n {"town": NaN}]', 2, 11),
        (b'[{"town": }]', 1, 11),
        (b"[", 1, 1),
        (b'[{"town": "\xff"}]', 1, 12),
        (b'"\\ud800"', 1, 8),
    ],
)
def test_damaged_json_is_refused_with_its_place(place: Any, create: Callable[..., str], body: bytes, row: int, column: int) -> None:
    answer = place.call("POST", f"/resource/{create()}.json", data=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "req.body.malformed-json")
    assert answer.json()["data"]["row"] == row
    assert abs(answer.json()["data"]["column"] - column) <= 2


def test_a_body_may_have_no_content_type_but_not_a_wrong_one(place: Any, create: Callable[..., str]) -> None:
    path = f"/resource/{create()}.json"
    assert place.call("POST", path, data=json.dumps([{"town": "A"}])).status_code == 200
    assert place.call("POST", path, data=b"[]", headers={"Content-Type": "text/plain"}).json()["code"] == "req.content-type.not-json"


def test_one_object_answers_with_its_row(place: Any, create: Callable[..., str]) -> None:
    path = f"/resource/{create()}.json"
    assert place.call("POST", path, json={"town": "Avon", "permits": 2}).json() == {"town": "Avon", "permits": "2"}


def test_rows_with_different_keys_keep_their_order_and_their_cells(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(
        view_id, [{"town": "B", "permits": 1}, {"town": "A"}, {"permits": 3, "town": "C", "final": True}, {"town": "A", "final": False}]
    )
    assert client.get(view_id) == [
        {"town": "B", "permits": "1"},
        {"town": "A", "final": False},
        {"town": "C", "permits": "3", "final": True},
    ]
    answer = client.upsert(
        view_id, [{"town": "D"}, {"town": "A", "permits": None, "final": None}, {"town": "B", ":deleted": True}, {"town": "B"}]
    )
    assert (answer["Rows Created"], answer["Rows Updated"], answer["Rows Deleted"]) == (2, 1, 1)
    assert [row["town"] for row in client.get(view_id)] == ["A", "C", "D", "B"]


def test_a_row_is_named_by_its_id_too(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}, {"town": "Bethel"}])
    first = client.get(view_id, select=":id", order=":id", limit=1)[0][":id"]
    answer = client.upsert(view_id, [{":id": first, "permits": 8}])
    assert (answer["Rows Updated"], answer["By SID"], answer["By RowIdentifier"]) == (1, 1, 0)
    assert place.call("GET", f"/resource/{view_id}/{first}.json").json() == {"town": "Avon", "permits": "8"}
    assert place.call("GET", f"/resource/{view_id}/Bethel.json").json() == {"town": "Bethel"}
    assert place.call("GET", f"/resource/{view_id}/Nowhere.json").json()["code"] == "soda.row.not-found"
    assert place.call("POST", f"/resource/{view_id}.json", json=[{":id": "row-2222_2222-2222", "permits": 8}]).status_code == 404
    assert place.call("POST", f"/resource/{view_id}.json", json=[{":id": first, "town": "Bethel"}]).status_code == 400


@pytest.mark.parametrize(
    "body",
    ["town,permits\nA,1\nB,many\n", "town,colour\nA,red\n", "permits\n1\n", "town,permits\nA\n", "", 'town\n"A', "town,permits\n,1\n"],
)
def test_csv_that_cannot_be_is_refused_whole(place: Any, create: Callable[..., str], body: str) -> None:
    view_id = create()
    assert place.call("POST", f"/resource/{view_id}.json", data=body.encode(), headers={"Content-Type": "text/csv"}).status_code == 400
    assert place.call("GET", f"/resource/{view_id}.json").json() == []


def test_a_write_can_ask_for_the_version_it_knows(place: Any, create: Callable[..., str]) -> None:
    path = f"/resource/{create()}.json"
    version = place.call("POST", path, json=[{"town": "A"}]).headers["X-SODA2-Truth-Version"]
    assert place.call("POST", f"{path}?expectedDataVersion={version}", json=[{"town": "B"}]).status_code == 200
    refused = place.call("POST", f"{path}?expectedDataVersion={version}", json=[{"town": "C"}])
    assert (refused.status_code, refused.json()["code"]) == (409, "soda.row.dataset-version-mismatch")


def test_a_body_that_is_too_large_is_413(place: Any, create: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctcompanion.practice.application.MAX_BODY", 1000)
    answer = place.call("POST", f"/resource/{create()}.json", data=b" " * 1001)
    assert (answer.status_code, answer.json()["data"]) == (413, {"limit": 1000})


def test_twenty_writers_at_once_lose_nothing_and_double_nothing(place: Any, create: Callable[..., str]) -> None:
    keyed, plain = create(), create(key=None)

    def write(number: int) -> None:
        for view_id in (keyed, plain):
            place.call("POST", f"/resource/{view_id}.json", json=[{"town": f"Town {n}", "permits": number} for n in range(50)])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = [place.call("GET", f"/resource/{view_id}.json?$select=count(*)").json()[0]["count"] for view_id in (keyed, plain)]
    assert counts == ["50", "1000"]


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["town", "public", "row-2222_2222-2222", "text"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["name", "columns", "fieldName", "dataTypeName", "format", "metadata", "rowIdentifier", "custom_fields", "tags", "town", "permits", "day", "final", ":id", ":deleted", "scope", "attachments", "assetId", "attributionLink", "output_schema_id", "source_type", "notes", "revision", "content_type", "transform", "transform_expr", "field_name", "page", "query", "rules", "kind", "customFields", "license", "action", "type", "permission", "source_type", "parse_options", "output_columns", "state", "position", "description"]),
            inner, max_size=5,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=ANYTHING)
def test_no_body_breaks_the_portal(place: Any, create: Callable[..., str], body: Any) -> None:
    view_id = create(key=None, published=False)
    made = place.call("POST", f"/api/publishing/v1/revision/{view_id}", json={}).json()["resource"]
    own = f"/api/publishing/v1/revision/{view_id}/{made['revision_seq']}"
    sent = place.call("POST", f"{own}/source", json={"source_type": {"type": "upload", "filename": "a.csv"}}).json()["resource"]["id"]
    source = f"/api/publishing/v1/source/{sent}"
    filled = place.call("POST", source, data=b"town,permits\nAvon,3\n", headers={"Content-Type": "text/csv"}).json()["resource"]
    calls = [
        ("POST", f"{source}/schema/{filled['schemas'][0]['id']}"), ("POST", f"{source}/options"), ("POST", f"{source}/initiate"), ("PATCH", source),
        ("POST", f"{own}/source"), ("PUT", own), ("PATCH", own), ("PUT", f"{own}/apply"), ("PUT", f"/resource/{view_id}.json"),
        ("POST", f"/api/v3/views/{view_id}/query.json"), ("POST", "/practice-control/approve"),
        ("POST", "/api/views.json"), ("PUT", f"/api/views/{view_id}.json"), ("POST", f"/api/views/{view_id}/columns"),
        ("POST", f"/api/views/{view_id}/columns?method=multiCreate"), ("PUT", f"/api/views/{view_id}/columns/town"), ("POST", f"/resource/{view_id}.json"),
        ("PUT", f"/api/views/{view_id}.json?method=setPermission"), ("PATCH", f"/api/views/metadata/v1/{view_id}"), ("PUT", f"/api/views/{view_id}/permissions"),
        ("POST", "/api/publishing/v1/revision"), ("POST", f"/api/publishing/v1/revision/{view_id}"), ("POST", "/api/publishing/v1/source"),
        ("POST", f"/api/views/{view_id}/approvals"), ("POST", "/practice-control/faults"), ("POST", "/practice-control/switches"),
    ]  # fmt: skip
    for verb, path in calls:
        answer = place.call(verb, path, data=json.dumps(body))
        assert answer.status_code < 500, (verb, path, answer.text)
    place.call("PUT", f"/api/views/{view_id}.json?method=setPermission&value=public.read")
    attached = place.call("POST", f"/api/views/{view_id}/files.txt", data=b"a", headers={"X-File-Name": "a.txt"})
    assert attached.status_code < 500, attached.text
    assert place.call("GET", f"/d/{view_id}").status_code in {200, 401, 403}
    for path in (f"/api/views/{view_id}.json", "/api/catalog/v1", f"/resource/{view_id}.json", "/"):
        assert place.call("GET", path).status_code in {200, 401}


def test_a_column_named_twice_is_refused(place: Any, create: Callable[..., str]) -> None:
    path = f"/resource/{create()}.json"
    for sent in (place.call("POST", path, json=[{"town": "A", "Town": "B"}]),
                 place.call("POST", path, data=b"town,permits,Town\nA,1,B\n", headers={"Content-Type": "text/csv"})):  # fmt: skip
        assert (sent.status_code, sent.json()["data"]) == (400, {"column": "town"})


def test_rows_are_deleted_only_with_the_right_to_delete(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    refused = place.call("POST", f"/resource/{view_id}.json", json=[{"town": "Avon", ":deleted": True}], key="editor")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert place.call("POST", f"/resource/{view_id}.json", json=[{"town": "Avon", "permits": 2}], key="editor").status_code == 200
    assert client.get(view_id) == [{"town": "Avon", "permits": "2"}]


def test_a_curl_users_password_may_have_any_letters(place: Any) -> None:
    for encoding in ("utf-8", "latin-1"):
        header = "Basic " + base64.b64encode("schlüssel:geheimnis-é".encode(encoding)).decode()
        assert requests.get(f"{place.url}/api/users/current.json", headers={"Authorization": header}, timeout=30).status_code == 200
