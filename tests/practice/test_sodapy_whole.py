"""Every public method of sodapy is exercised against the practice portal: found by introspection, so that none is forgotten."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import sodapy
from sodapy import Socrata

COLUMNS = [{"name": "Town", "fieldName": "town", "dataTypeName": "text"}]
ROWS = [{"town": "Avon"}, {"town": "Bethel"}]
METHODS = sorted(name for name, _ in inspect.getmembers(Socrata, callable) if not name.startswith("_"))


def made(client: Socrata) -> str:
    """A published dataset of one column with two rows."""
    view_id = str(client.create("Towns", columns=COLUMNS, row_identifier="town")["id"])
    client.upsert(view_id, ROWS)
    client.publish(view_id)
    return view_id


def closed(client: Socrata, _: Any) -> None:
    with client as opened:
        assert opened.datasets() == []
    client.close()


def attached(client: Socrata, tools: Any) -> None:
    view_id = made(client)
    client.set_permission(view_id, "public")
    tools.place.call(
        "POST", f"/api/views/{view_id}/files.txt", data=b"words", headers={"X-File-Name": "notes.txt", "Content-Type": "text/plain"}
    )
    (saved,) = client.download_attachments(view_id, download_dir=str(tools.folder))
    assert Path(saved).read_bytes() == b"words"


def replaced(client: Socrata, _: Any) -> None:
    view_id = made(client)
    assert client.replace(view_id, [{"town": "Canton"}])["Rows Created"] == 1
    assert client.get(view_id) == [{"town": "Canton"}]


def created(client: Socrata, _: Any) -> None:
    view = client.create("New", description="About", category="Business", tags=["a"], columns=COLUMNS, new_backend=True)
    assert (view["publicationStage"], view["description"], view["tags"]) == ("unpublished", "About", ["a"])


def a_file(client: Socrata, tools: Any) -> str:
    """A dataset that is one file, made and read back; gives its id."""
    view = client.create_non_data_file({}, {"file": ("plan é.pdf", io.BytesIO(b"%PDF-1\r\n\x00first"), "application/pdf")})
    assert (view["name"], view["viewType"], view["blobFilename"], view["blobMimeType"]) == (
        "plan é.pdf",
        "blobby",
        "plan é.pdf",
        "application/pdf",
    )
    assert tools.place.call("GET", f"/api/views/{view['id']}/files/{view['blobId']}").content == b"%PDF-1\r\n\x00first"
    assert [found["resource"]["type"] for found in client.datasets(only=["file"])] == ["file"]
    assert client.datasets(only=["dataset"]) == []
    client.set_permission(view["id"], "public")
    shown = tools.place.call("GET", f"/d/{view['id']}", key=None).text
    assert "Download plan é.pdf" in shown
    assert "Download CSV" not in shown
    return str(view["id"])


def another_file(client: Socrata, tools: Any) -> None:
    view_id = a_file(client, tools)
    view = client.replace_non_data_file(view_id, {}, {"file": ("new.pdf", io.BytesIO(b"second"))})
    assert (view["id"], view["blobFilename"]) == (view_id, "new.pdf")
    assert tools.place.call("GET", f"/api/assets/{view['blobId']}").content == b"second"
    with pytest.raises(requests.HTTPError, match="rows cannot be replaced by a file"):
        client.replace_non_data_file(made(client), {}, {"file": ("new.pdf", io.BytesIO(b"second"))})
    with pytest.raises(requests.HTTPError, match="multipart"):
        client.create_non_data_file({}, None)


def deleted(client: Socrata, _: Any) -> None:
    view_id = made(client)
    assert client.delete(view_id, row_id="Avon") == [{"typ": "delete", "id": "Avon"}]
    assert client.delete(view_id).status_code == 200
    with pytest.raises(requests.HTTPError, match="404"):
        client.get_metadata(view_id)


def opened_to_all(client: Socrata, tools: Any) -> None:
    view_id = made(client)
    for permission, count in (("public", 1), ("private", 0), ("public", 1)):
        assert client.set_permission(view_id, permission).status_code == 200
        assert len(tools.place.client(None, None).datasets()) == count


EXERCISES: dict[str, Callable[[Socrata, Any], object]] = {
    "close": closed,
    "create": created,
    "create_non_data_file": a_file,
    "datasets": lambda client, _: [found["resource"]["id"] for found in client.datasets(ids=[made(client)])] or pytest.fail("not listed"),
    "delete": deleted,
    "download_attachments": attached,
    "get": lambda client, _: (
        client.get(made(client), where="town = 'Avon'", select="town", limit=1) == ROWS[:1] or pytest.fail("other rows")
    ),
    "get_all": lambda client, _: list(client.get_all(made(client), limit=1)) == ROWS or pytest.fail("other rows"),
    "get_metadata": lambda client, _: client.get_metadata(made(client))["name"] == "Towns" or pytest.fail("another name"),
    "publish": lambda client, _: client.get_metadata(made(client))["publicationStage"] == "published" or pytest.fail("not published"),
    "replace": replaced,
    "replace_non_data_file": another_file,
    "set_permission": opened_to_all,
    "update_metadata": lambda client, _: (
        client.update_metadata(made(client), {"name": "Towns of CT"})["name"] == "Towns of CT" or pytest.fail("not renamed")
    ),
    "upsert": lambda client, _: client.upsert(made(client), [{"town": "Avon"}])["Rows Updated"] == 1 or pytest.fail("not updated"),
}


class Tools:
    """What some methods need beside the client."""

    def __init__(self, place: Any, folder: Any) -> None:
        self.place, self.folder = place, folder


def test_this_is_the_release_that_the_product_uses() -> None:
    assert sodapy.__version__ == "2.2.0"
    assert sorted(EXERCISES) == METHODS


@pytest.mark.parametrize("method", METHODS)
def test_every_public_method_works_unchanged(client: Socrata, place: Any, tmp_path: Any, method: str) -> None:
    EXERCISES[method](client, Tools(place, tmp_path))
