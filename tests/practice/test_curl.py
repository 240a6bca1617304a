"""curl, as a portal's manual would write it: create, fill, publish, read, refuse."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CURL = shutil.which("curl") or pytest.fail("curl is part of every system that this runs on", pytrace=False)


def curl(*arguments: str) -> str:
    """What curl prints; -f is left away, as a manual does, so that errors are seen."""
    done = subprocess.run([CURL, "-sS", "--noproxy", "*", *arguments], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def as_json(*arguments: str) -> Any:
    return json.loads(curl(*arguments))


KEY = ("-u", "keyid:keysecret", "-H", "X-App-Token: token")
JSON = ("-H", "Content-Type: application/json")
VIEW = {
    "name": "Permits",
    "metadata": {"rowIdentifier": "town"},
    "columns": [
        {"name": "Town", "fieldName": "town", "dataTypeName": "text"},
        {"name": "Permits", "fieldName": "permits", "dataTypeName": "number"},
    ],
}


@pytest.fixture
def view_id(place: Any) -> str:
    found = as_json(*KEY, *JSON, "-X", "POST", f"{place.url}/api/views.json", "-d", json.dumps(VIEW))
    as_json(*KEY, "-X", "POST", f"{place.url}/api/views/{found['id']}/publication.json")
    return str(found["id"])


def test_rows_are_sent_from_a_json_file_and_read_by_anybody_once_public(place: Any, view_id: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([{"town": "Avon", "permits": 3}, {"town": "Bethel", "permits": 4}]), "utf-8")
    sent = as_json(*KEY, *JSON, "-X", "POST", "--data-binary", f"@{file}", f"{place.url}/resource/{view_id}.json")
    assert (sent["Rows Created"], sent["Errors"]) == (2, 0)
    assert curl(*KEY, "-X", "PUT", f"{place.url}/api/views/{view_id}.json?method=setPermission&value=public.read") == ""
    asked = ("-G", f"{place.url}/resource/{view_id}.json", "--data-urlencode", "$where=permits > 3", "--data-urlencode", "$select=town")
    assert as_json(*asked) == [{"town": "Bethel"}]
    counted = ("-G", f"{place.url}/resource/{view_id}.csv", "--data-urlencode", "$query=SELECT count(*) WHERE town LIKE 'A%'")
    assert curl(*counted).split() == ['"count"', '"1"']
    found = as_json(f"{place.url}/api/catalog/v1?q=permits&limit=5")
    assert [entry["resource"]["id"] for entry in found["results"]] == [view_id]


def test_rows_are_sent_as_csv_and_put_in_place_of_all(place: Any, view_id: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes('town,permits\nAvon,1\n"Old Saybrook, é",2\n'.encode())
    csv = ("-H", "Content-Type: text/csv", "--data-binary", f"@{file}", f"{place.url}/resource/{view_id}.json")
    assert as_json(*KEY, "-X", "POST", *csv)["Rows Created"] == 2
    assert as_json(*KEY, "-X", "PUT", *csv)["Rows Created"] == 2
    assert as_json(*KEY, "-G", f"{place.url}/resource/{view_id}.json", "-d", "$select=count(*)") == [{"count": "2"}]


def test_one_row_is_read_changed_and_deleted_by_its_identifier(place: Any, view_id: str) -> None:
    rows = f"{place.url}/resource/{view_id}"
    as_json(*KEY, *JSON, "-X", "POST", f"{rows}.json", "-d", '[{"town":"Avon","permits":3}]')
    changed = as_json(*KEY, *JSON, "-X", "POST", f"{rows}.json", "-d", '[{"town":"Avon","permits":5}]')
    assert (changed["Rows Updated"], changed["By RowIdentifier"]) == (1, 1)
    assert as_json(*KEY, f"{rows}/Avon.json")["permits"] == "5"
    assert as_json(*KEY, "-X", "DELETE", f"{rows}/Avon.json") == [{"typ": "delete", "id": "Avon"}]
    assert as_json(*KEY, f"{rows}/Avon.json")["code"] == "soda.row.not-found"


def test_the_metadata_api_is_patched(place: Any, view_id: str) -> None:
    path = f"{place.url}/api/views/metadata/v1/{view_id}"
    as_json(*KEY, *JSON, "-H", "X-Socrata-Host: data.ct.gov", "-X", "PATCH", path, "-d", '{"description":"Permits by town."}')
    found = as_json(*KEY, path)
    assert (found["description"], found["category"]) == ("Permits by town.", None)


def test_refusals_come_with_status_code_and_request_id(place: Any, view_id: str) -> None:
    said = curl("-i", "-u", "wrong:secret", *JSON, "-X", "POST", f"{place.url}/resource/{view_id}.json", "-d", "[]").replace("\r", "")
    head, _, body = said.partition("\n\n")
    assert " 401 " in head.splitlines()[0]
    assert "x-socrata-requestid:" in head.lower()
    assert json.loads(body)["code"] == "authentication_required"
    assert " 404 " in curl("-I", f"{place.url}/api/views/zzzz-zzzz.json").splitlines()[0]
    bad = as_json(*KEY, "-G", f"{place.url}/resource/{view_id}.json", "--data-urlencode", "$where=town = 'unfinished")
    assert (bad["error"], bad["code"]) == (True, "query.compiler.malformed")


def test_a_revision_is_made_filled_and_applied(place: Any, view_id: str) -> None:
    root = f"{place.url}/api/publishing/v1"
    made = as_json(*KEY, *JSON, "-X", "POST", f"{root}/revision/{view_id}", "-d", '{"action":{"type":"update"}}')
    base = place.url
    seq = made["resource"]["revision_seq"]
    asked = '{"source_type":{"type":"upload","filename":"rows.csv"},"parse_options":{}}'
    source = as_json(*KEY, *JSON, "-X", "POST", f"{root}/revision/{view_id}/{seq}/source", "-d", asked)["resource"]["id"]
    filled = as_json(
        *KEY, "-H", "Content-Type: text/csv", "-X", "POST", f"{root}/source/{source}", "--data-binary", "town,permits\nAvon,3\n"
    )
    schema = filled["resource"]["schemas"][0]["output_schemas"][0]["id"]
    done = as_json(*KEY, *JSON, "-X", "PUT", f"{root}/revision/{view_id}/{seq}/apply", "-d", json.dumps({"output_schema_id": schema}))
    job = done["links"]["show"]
    for _ in range(100):
        status = as_json(*KEY, f"{base}{job}" if job.startswith("/api") else f"{base.rsplit('/', 1)[0]}{job}")["resource"]["status"]
        if status in {"successful", "failure"}:
            break
    assert status == "successful"
    assert as_json(*KEY, f"{place.url}/resource/{view_id}.json") == [{"town": "Avon", "permits": "3"}]
