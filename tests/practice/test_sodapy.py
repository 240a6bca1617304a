"""sodapy 2.2.0, unchanged, cannot tell the practice portal from a real one: all its methods."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from sodapy import Socrata
from starlette.applications import Starlette
from starlette.routing import Mount

from ctcompanion.practice import Serving, app
from ctcompanion.practice.server import running_app

ROWS = [{"town": "Avon", "permits": 3}, {"town": "Bethel", "permits": "4.5", "day": "2026-07-01", "final": True}]


def test_a_dataset_is_created_filled_published_and_made_public(client: Socrata, place: Any) -> None:
    made = client.create(
        "Permits", columns=[{"name": "Town", "fieldName": "town", "dataTypeName": "text"}], row_identifier="town", tags=["Housing"]
    )
    assert made["publicationStage"] == "unpublished"
    assert made["metadata"]["rowIdentifier"] == made["rowIdentifierColumnId"] == made["columns"][0]["id"]
    assert "grants" not in made
    assert client.upsert(made["id"], [{"town": "Avon"}])["Rows Created"] == 1
    assert client.publish(made["id"])["publicationStage"] == "published"
    assert client.set_permission(made["id"], "public").status_code == 200
    assert place.client(None, None).get(made["id"]) == [{"town": "Avon"}]


def test_rows_with_a_known_identifier_are_updated_and_keep_cells_not_sent(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, ROWS)
    answer = client.upsert(view_id, [{"town": "Bethel", "permits": 9}, {"town": "Canton"}])
    assert answer == {"Rows Created": 1, "Rows Updated": 1, "Rows Deleted": 0, "Errors": 0, "By RowIdentifier": 1, "By SID": 0}
    assert client.get(view_id, town="Bethel") == [{"town": "Bethel", "permits": "9", "day": "2026-07-01T00:00:00.000", "final": True}]


def test_without_a_row_identifier_every_post_appends(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create(key=None)
    client.upsert(view_id, ROWS)
    assert client.upsert(view_id, ROWS)["Rows Created"] == 2
    assert client.get(view_id, select="count(*)") == [{"count": "4"}]


def test_rows_are_sent_as_csv_too_and_an_empty_field_is_null(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, ROWS)
    answer = client.upsert(view_id, io.BytesIO('town,permits,final\nBethel,,\n"Old Saybrook, é",7,true\n'.encode()))
    assert (answer["Rows Created"], answer["Rows Updated"]) == (1, 1)
    assert client.get(view_id, order="town desc", limit=1) == [{"town": "Old Saybrook, é", "permits": "7", "final": True}]
    assert client.get(view_id, content_type="csv", where="town='Bethel'") == [
        ["town", "permits", "day", "final"],
        ["Bethel", "", "2026-07-01T00:00:00.000", ""],
    ]


def test_get_all_walks_through_every_page(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, [{"town": f"Town {number}"} for number in range(25)])
    assert len(list(client.get_all(view_id, limit=10))) == 25


def test_replace_puts_the_rows_sent_in_place_of_all(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, ROWS)
    assert client.replace(view_id, [{"town": "Canton"}])["Rows Created"] == 1
    assert client.get(view_id) == [{"town": "Canton"}]


def test_one_row_is_deleted_and_then_the_whole_dataset(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create()
    client.upsert(view_id, ROWS)
    assert client.delete(view_id, row_id="Avon") == [{"typ": "delete", "id": "Avon"}]
    assert client.get(view_id, select="count(*)") == [{"count": "1"}]
    assert client.delete(view_id).status_code == 200
    with pytest.raises(requests.HTTPError, match="404"):
        client.get(view_id)


def test_metadata_keys_are_replaced_whole(client: Socrata, create: Callable[..., str]) -> None:
    view_id = create(metadata={"rowIdentifier": "town", "custom_fields": {"Agency": {"Agency": "DECD"}}, "rowLabel": "Town"}, key=None)
    assert client.get_metadata(view_id)["metadata"]["rowLabel"] == "Town"
    changed = client.update_metadata(view_id, {"description": "New", "metadata": {"custom_fields": {"Agency": {"Agency": "DPH"}}}})
    assert (changed["description"], changed["name"]) == ("New", "Permits by town")
    assert changed["metadata"]["custom_fields"] == {"Agency": {"Agency": "DPH"}}
    assert "rowLabel" not in changed["metadata"]
    assert "rowIdentifier" not in changed["metadata"]


def test_the_catalogue_lists_what_the_caller_may_see(client: Socrata, create: Callable[..., str], place: Any) -> None:
    public, private = create(tags=["housing"]), create()
    client.set_permission(public, "public")
    assert {entry["resource"]["id"] for entry in client.datasets()} == {public, private}
    assert [entry["resource"]["id"] for entry in place.client(None, None).datasets()] == [public]
    assert [entry["resource"]["id"] for entry in client.datasets(tags=["housing"], limit=5)] == [public]
    assert client.datasets(q="nothing like it") == []


def test_attachments_are_kept_and_downloaded(client: Socrata, create: Callable[..., str], place: Any, tmp_path: object) -> None:
    view_id = create()
    client.set_permission(view_id, "public")
    place.call(
        "POST", f"/api/views/{view_id}/files.txt", data=b"hello", headers={"X-File-Name": "read%20me.txt", "Content-Type": "text/plain"}
    )
    entry = client.get_metadata(view_id)["metadata"]["attachments"][0]
    assert entry["filename"] == "read me.txt"
    saved = client.download_attachments(view_id, download_dir=str(tmp_path))
    with open(saved[0], "rb") as file:
        assert file.read() == b"hello"


@pytest.mark.parametrize("prefix", ["", "/practice", "/practice/default", "/default"])
def test_a_seat_is_reached_under_every_prefix(serving: Serving, prefix: str) -> None:
    client = Socrata(serving.domain + prefix, "token", "key", "secret", session_adapter={"prefix": "http://", "adapter": HTTPAdapter()})
    made = client.create(f"Prefix {prefix}", columns=[{"name": "A", "fieldName": "a", "dataTypeName": "text"}])
    assert client.get_metadata(made["id"])["name"] == f"Prefix {prefix}"
    assert made["id"] in {entry["resource"]["id"].partition(":")[0] for entry in client.datasets()}


def test_mounted_in_another_app_it_answers_there(tmp_path: Path) -> None:
    with running_app(Starlette(routes=[Mount("/practice", app(tmp_path))])) as outer:
        client = Socrata(
            f"{outer.domain}/practice/ana", "t", "key", "secret", session_adapter={"prefix": "http://", "adapter": HTTPAdapter()}
        )
        made = client.create("Mounted")
        assert [entry["permalink"] for entry in client.datasets()] == [f"{outer.address}/practice/ana/d/{made['id']}"]
        assert requests.get(f"{outer.address}/practice/api/catalog/v1", auth=("key", "secret"), timeout=30).json()["results"] == []
