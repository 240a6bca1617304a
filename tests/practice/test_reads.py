"""Rows as they are read: fields and types, questions, pages, rows found by their names."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import requests
from sodapy import Socrata

POINT = {"type": "Point", "coordinates": [-72.6, 41.7]}


def test_reads_carry_their_fields_and_types(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    answer = place.call("GET", f"/resource/{view_id}.json")
    assert json.loads(answer.headers["X-SODA2-Fields"]) == ["town", "permits", "day", "final"]
    assert json.loads(answer.headers["X-SODA2-Types"]) == ["text", "number", "floating_timestamp", "checkbox"]
    assert answer.headers["X-SODA2-Data-Out-Of-Date"] == "false"
    assert answer.headers["Content-Type"] == "application/json;charset=utf-8"
    assert all(answer.headers[name] for name in ("ETag", "Last-Modified", "X-SODA2-Truth-Last-Modified", "X-SODA2-Secondary-Last-Modified"))
    assert place.call("GET", f"/id/{view_id}.json").json() == answer.json()


def test_numbers_of_many_digits_keep_them_and_stand_in_order(client: Socrata, create: Callable[..., str]) -> None:
    dataset = create(None)
    sent = ["0.12345678901234567890", "0.5", "123456789012345678901234567890", "-9223372036854775809", "3"]
    client.upsert(dataset, [{"permits": number} for number in sent])
    in_order = [sent[3], sent[0], sent[1], sent[4], sent[2]]
    assert [row["permits"] for row in client.get(dataset, order="permits")] == in_order
    assert [row["permits"] for row in client.get(dataset, where="permits between 0 and 1", order="permits")] == in_order[1:3]
    assert client.get(dataset, select="max(permits) > 4 as high, min(permits) < -4 as low") == [{"high": True, "low": True}]
    assert [row["permits"] for row in client.get(dataset, where=f"permits = {sent[0]}")] == [sent[0]]


def test_sums_are_reckoned_in_decimals(client: Socrata, create: Callable[..., str]) -> None:
    dataset = create(None)
    client.upsert(dataset, [{"permits": 0.1}, {"permits": 0.2}])
    assert client.get(dataset, select="sum(permits) as s, avg(permits) as a") == [{"s": "0.3", "a": "0.15"}]
    assert client.get(dataset, select="permits * 3 as x", order="x") == [{"x": "0.3"}, {"x": "0.6"}]


def test_system_fields_come_when_asked_for(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": "Avon"}])
    (row,) = client.get(view_id, select=":*,*")
    assert set(row) == {":id", ":created_at", ":updated_at", ":version", "town"}
    assert row[":updated_at"].endswith("Z")
    assert client.get(view_id, exclude_system_fields="false") == [row]
    assert client.get(view_id, select="count(*),max(:updated_at)") == [{"count": "1", "max_updated_at": row[":updated_at"]}]
    assert client.get(view_id, select="count(:id)") == [{"count_id": "1"}]


def test_shapes_are_given_as_geojson(client: Socrata, place: Any) -> None:
    columns = [{"name": "Name", "fieldName": "name"}, {"name": "Place", "fieldName": "place", "dataTypeName": "point"}]
    view_id = client.create("Places", columns=columns)["id"]
    client.upsert(view_id, [{"name": "Hall", "place": POINT}, {"name": "Nowhere"}])
    answer = place.call("GET", f"/resource/{view_id}.geojson")
    assert answer.headers["Content-Type"].startswith("application/vnd.geo+json")
    assert [feature["geometry"] for feature in answer.json()["features"]] == [POINT, None]
    assert client.get(view_id, content_type="csv")[1] == ["Hall", "POINT (-72.6 41.7)"]


def test_a_long_answer_is_whole(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": f"Town {number:05}"} for number in range(12_000)])
    assert len(place.call("GET", f"/resource/{view_id}.json?$limit=20000").json()) == 12_000
    assert len(place.call("GET", f"/resource/{view_id}.csv?$limit=20000").text.splitlines()) == 12_001
    assert len(place.call("GET", f"/resource/{view_id}.json").json()) == 1000


@pytest.mark.parametrize(
    "query", ["$limit=-1", "$limit=ten", "$colour=red", "colour=red", "$where=town", "$query=select", "$offset=99999999999999999999"]
)
def test_a_question_that_makes_no_sense_is_400(place: Any, create: Callable[..., str], query: str) -> None:
    answer = place.call("GET", f"/resource/{create()}.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"] is True


def test_the_newer_read_gives_pages_of_a_query(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": f"T{number}"} for number in range(7)])
    path = f"/api/v3/views/{view_id}/query.json"

    def towns(page: int, query: str = "SELECT town ORDER BY town") -> list[str]:
        return [row["town"] for row in place.call("POST", path, json={"query": query, "page": {"pageNumber": page, "pageSize": 3}}).json()]

    assert [towns(page) for page in (1, 3, 4)] == [["T0", "T1", "T2"], ["T6"], []]
    assert towns(2, "SELECT town ORDER BY town LIMIT 4") == ["T3"]
    assert len(place.call("POST", f"/api/v3/views/{view_id}/export.csv", json={}).text.splitlines()) == 8
    assert place.call("POST", path, json={"query": 5}).status_code == 400
    assert place.call("POST", path, json={}, key=None).status_code == 403


@pytest.mark.parametrize("town", ["A/B", "50%", "a%20b", "a b", "é", "..", "a?b#c", "a;b,c", "Avon\r\nSet-Cookie: a=b"])
def test_a_row_is_found_whatever_signs_its_name_has(client: Socrata, place: Any, create: Callable[..., str], town: str) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": town, "permits": 1}, {"town": "Other"}])
    path = f"/resource/{view_id}/{quote(town, safe='').replace('.', '%2E')}.json"
    assert raw(place, "GET", path).json() == {"town": town, "permits": "1"}
    assert raw(place, "DELETE", path).status_code == 200
    assert client.get(view_id) == [{"town": "Other"}]


def raw(place: Any, verb: str, path: str) -> requests.Response:
    """A call whose path is sent as it is written."""
    prepared = requests.Request(verb, place.url, auth=("key", "secret")).prepare()
    prepared.url = place.url + path
    with requests.Session() as session:
        return session.send(prepared, timeout=30)


def test_what_has_not_changed_is_not_sent_again(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    path = f"/resource/{view_id}.json"
    known = {"If-None-Match": place.call("GET", path).headers["ETag"]}
    unchanged = place.call("GET", path, headers=known)
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", known["If-None-Match"])
    assert place.call("GET", path.replace("json", "csv"), headers=known).status_code == 200
    client.upsert(view_id, [{"town": "Avon"}])
    assert place.call("GET", path, headers=known).json() == [{"town": "Avon"}]


@pytest.mark.parametrize("name", ["select", "order", "group", "first", "last", "limit", "by", "asc", "in"])
def test_a_column_may_be_named_like_a_word_of_the_language(client: Socrata, place: Any, name: str) -> None:
    view_id = client.create("Words", columns=[{"name": name, "fieldName": name}])["id"]
    client.upsert(view_id, [{name: "a"}, {name: "b"}])
    assert client.get(view_id, select=name, where=f"{name} = 'a'", order=name) == [{name: "a"}]
    assert client.get(view_id, select=f"`{name}`, count(*)", group=f"`{name}`", order=f"`{name}` desc")[0] == {name: "b", "count": "1"}
    assert place.call("GET", f"/resource/{view_id}.json?{name}=b").json() == [{name: "b"}]
