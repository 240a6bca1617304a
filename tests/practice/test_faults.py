"""The portal can be told to misbehave, in every way a portal does, at a given call and time."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from sodapy import Socrata
from starlette.applications import Starlette
from starlette.routing import Mount

from ctcompanion.practice import app, running
from ctcompanion.practice.faults.rules import KINDS, STATUSES
from ctcompanion.practice.server import running_app

ROW = [{"town": "Avon", "permits": 3}]


@pytest.fixture
def fault(place: Any) -> Callable[..., None]:
    """Sets one rule."""

    def set_rule(kind: str, **more: object) -> None:
        answer = place.call("POST", "/practice-control/faults", json={"rules": [{"kind": kind, **more}]})
        assert answer.status_code == 200, answer.text

    return set_rule


def count(place: Any, view_id: str) -> int:
    return int(place.call("GET", f"/resource/{view_id}.json?$select=count(*)").json()[0]["count"])


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("after", [False, True])
def test_a_status_is_answered_before_or_after_the_work(
    place: Any, create: Callable[..., str], fault: Callable[..., None], status: str, after: bool
) -> None:
    view_id = create(key=None)
    fault(status, call="upsert", after=after)
    answer = place.call("POST", f"/resource/{view_id}.json", json=ROW)
    assert answer.status_code == int(status)
    assert answer.json()["error"] is True
    assert count(place, view_id) == int(after)
    assert ("Retry-After" in answer.headers) == (status in {"429", "503"})


@pytest.mark.parametrize(("kind", "rows"), [("refuse", 0), ("reset-before", 0), ("reset-after", 1), ("hang-before", 0), ("cut", 1)])
def test_the_connection_is_cut_before_or_after_the_commit(
    place: Any, create: Callable[..., str], fault: Callable[..., None], kind: str, rows: int
) -> None:
    view_id = create(key=None)
    fault(kind, call="upsert", seconds=0.1)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        place.call("POST", f"/resource/{view_id}.json", json=ROW)
    assert count(place, view_id) == rows
    place.call("POST", f"/resource/{view_id}.json", json=ROW)
    assert count(place, view_id) == rows + 1


def test_mounted_in_another_app_a_cut_connection_is_an_error_too(tmp_path: Path) -> None:
    with running_app(Starlette(routes=[Mount("/practice", app(tmp_path))])) as outer:
        url = f"{outer.address}/practice"
        requests.post(f"{url}/practice-control/faults", json={"rules": [{"kind": "reset-after"}]}, auth=("k", "s"), timeout=9)
        with pytest.raises(requests.RequestException):
            _ = requests.post(f"{url}/api/views.json", json={"name": "A"}, auth=("k", "s"), timeout=9).content
        assert len(requests.get(f"{url}/api/views.json", auth=("k", "s"), timeout=9).json()) == 1


SPOILED = {"html-login": 0, "truncated": 1, "redirect": 0, "empty": 1, "row-data-saved": 1, "mirror": 0}


@pytest.mark.parametrize("kind", SPOILED)
def test_a_spoiled_answer_hides_what_was_done(
    client: Socrata, place: Any, create: Callable[..., str], fault: Callable[..., None], kind: str
) -> None:
    view_id = create(key=None)
    fault(kind, call="upsert")
    try:
        answer = client.upsert(view_id, ROW)
    except Exception:  # noqa: BLE001 (sodapy raises bare ones)
        answer = None
    assert not isinstance(answer, dict) or "Rows Created" not in answer
    assert count(place, view_id) == SPOILED[kind]


def test_errors_inside_leave_the_last_rows_out(client: Socrata, place: Any, create: Callable[..., str], fault: Callable[..., None]) -> None:
    view_id = create()
    fault("errors-inside", call="upsert", rows=2)
    answer = client.upsert(view_id, [{"town": f"Town {number}"} for number in range(5)])
    assert (answer["Rows Created"], answer["Errors"]) == (3, 2)
    assert count(place, view_id) == 3


@pytest.mark.parametrize("kind", ["202", "202-location", "202-bare"])
def test_work_that_goes_on_is_asked_for_by_its_ticket(
    place: Any, create: Callable[..., str], fault: Callable[..., None], kind: str
) -> None:
    view_id = create(key=None)
    fault(kind, call="upsert", polls=1)
    answer = place.call("POST", f"/resource/{view_id}.json", json=ROW)
    assert answer.status_code == 202
    assert count(place, view_id) == 1
    ticket = answer.json().get("ticket") or answer.headers.get("Location", "").partition("ticket=")[2]
    assert bool(ticket) == (kind != "202-bare")
    if ticket:
        assert place.call("GET", f"/resource/{view_id}.json?ticket={ticket}").status_code == 202
        assert place.call("GET", f"/resource/{view_id}.json?ticket={ticket}").json()["Rows Created"] == 1


def test_reads_lag_behind_writes_until_replication_says_otherwise(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    place.call("POST", "/practice-control/switches", json={"lag_seconds": 0.4})
    client.upsert(view_id, ROW)
    assert client.get(view_id) == []
    assert place.call("GET", f"/api/views/{view_id}/replication.json").json()["read_replication_up_to_date"] is False
    while not place.call("GET", f"/api/views/{view_id}/replication.json").json()["read_replication_up_to_date"]:
        pass
    assert client.get(view_id, select="town") == [{"town": "Avon"}]


def test_a_stale_read_shows_the_state_before_the_write(client: Socrata, create: Callable[..., str], fault: Callable[..., None]) -> None:
    view_id = create()
    fault("stale-read", call="upsert", reads=2)
    client.upsert(view_id, ROW)
    assert [len(client.get(view_id)) for _ in range(3)] == [0, 0, 1]


def test_an_expired_token_is_refused_until_it_is_renewed(client: Socrata, place: Any, fault: Callable[..., None]) -> None:
    fault("token-expired", nth=2)
    assert client.datasets() == []
    for _ in range(2):
        with pytest.raises(requests.HTTPError, match="401"):
            client.datasets()
    place.call("POST", "/practice-control/switches", json={"token_expired": False})
    assert client.datasets() == []


def test_the_nth_call_is_struck_and_as_often_as_told(client: Socrata, create: Callable[..., str], fault: Callable[..., None]) -> None:
    view_id = create(key=None)
    fault("503", call="upsert", nth=2, times=2)
    answers = []
    for _ in range(4):
        try:
            answers.append(client.upsert(view_id, ROW)["Rows Created"])
        except requests.HTTPError as error:
            answers.append(error.response.status_code)
    assert answers == [1, 503, 503, 1]


def test_public_asks_wait_for_a_person_when_approval_is_on(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    place.call("POST", "/practice-control/switches", json={"approval": True})
    client.set_permission(view_id, "public")
    seen = client.get_metadata(view_id)
    assert "grants" not in seen
    assert seen["approvals"][0]["state"] == "pending"
    place.call("POST", "/practice-control/approve", json={"id": view_id, "outcome": "approved"})
    assert client.get_metadata(view_id)["grants"][0]["flags"] == ["public"]


def test_every_seat_starts_with_the_faults_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "faults.json"
    file.write_text(json.dumps({"rules": [{"kind": "500", "call": "catalogue"}], "switches": {"approval": True}}))
    with running(tmp_path / "data", faults=file) as portal:
        for seat in ("ana", "bob"):
            statuses = [requests.get(f"{portal.address}/{seat}/api/catalog/v1", timeout=9).status_code for _ in range(2)]
            assert statuses == [500, 200]


@pytest.mark.parametrize(
    "rule", [{}, {"kind": "nonsense"}, {"kind": "500", "nth": "1"}, {"kind": "500", "colour": 1}, {"kind": "drip", "seconds": -1}]
)
def test_a_rule_that_makes_no_sense_is_refused(place: Any, rule: dict[str, object]) -> None:
    assert place.call("POST", "/practice-control/faults", json={"rules": [rule]}).status_code == 400


def test_only_the_seats_owner_may_set_faults(place: Any) -> None:
    for key in (None, "viewer", "expired"):
        assert place.call("POST", "/practice-control/faults", json={"rules": []}, key=key).status_code in {401, 403}


ASKED = {
    "create": ("POST", "/api/views.json", {"name": "B"}),
    "view": ("GET", "/api/views/{id}.json", None),
    "catalogue": ("GET", "/api/catalog/v1", None),
    "publish": ("POST", "/api/views/{id}/publication.json", None),
    "update metadata": ("PUT", "/api/views/{id}.json", {"description": "C"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_strikes_every_call_and_the_portal_stays_up(place: Any, fault: Callable[..., None], kind: str) -> None:
    view_id = place.call("POST", "/api/views.json", json={"name": "A"}).json()["id"]
    for call, (verb, path, body) in ASKED.items():
        fault(kind, call=call, seconds=0.01)
        with contextlib.suppress(requests.RequestException):
            place.call(verb, path.format(id=view_id), json=body, allow_redirects=False)
        place.call("POST", "/practice-control/switches", json={"token_expired": False})
    assert place.call("GET", f"/api/views/{view_id}.json").json()["id"] == view_id
    struck = [entry["call"] for entry in place.call("GET", "/practice-control/calls").json() if entry["fault"] == kind]
    assert struck == list(ASKED)
