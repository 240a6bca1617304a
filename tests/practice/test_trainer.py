"""The trainer's page: everything that the HTTP control can set is reached by a press, and only from the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import requests
from sodapy import Socrata

from ctcompanion.practice.faults.rules import KINDS
from ctcompanion.practice.public.trainer import CALLS, STORIES
from ctcompanion.practice.routes import ROUTES


def token(place: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', requests.get(f"{place.url}/trainer", timeout=30).text)
    assert found
    return unescape(found[1])


def press(place: Any, do: str, **values: object) -> requests.Response:
    return requests.post(f"{place.url}/trainer", data={"token": token(place), "do": do, **values}, timeout=30)


def state(place: Any) -> dict[str, Any]:
    found: dict[str, Any] = place.call("GET", "/practice-control").json()
    return found


def test_switches_are_set_and_shown(place: Any) -> None:
    answer = press(place, "switch", lag_seconds="2.5", approval="on")
    assert (answer.status_code, len(answer.history)) == (200, 1)
    assert state(place)["switches"] == {"lag_seconds": 2.5, "approval": True, "token_expired": False}
    assert 'name="approval" checked' in answer.text
    press(place, "switch", lag_seconds="0")
    assert state(place)["switches"] == {"lag_seconds": 0.0, "approval": False, "token_expired": False}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_is_offered_and_set(place: Any, kind: str) -> None:
    assert f'<option value="{kind}">' in requests.get(f"{place.url}/trainer", timeout=30).text
    press(place, "add", kind=kind, call="upsert", nth="2", times="0", after="on", seconds="1.5")
    (rule,) = state(place)["rules"]
    assert (rule["kind"], rule["call"], rule["nth"], rule["times"], rule["after"], rule["seconds"]) == (kind, "upsert", 2, 0, True, 1.5)


def test_a_story_strikes_and_is_ended(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    for name, _, rule in STORIES:
        press(place, "tell", story=name)
        assert rule.items() <= state(place)["rules"][-1].items()
    press(place, "take away", number="0")
    assert len(state(place)["rules"]) == len(STORIES) - 1
    press(place, "end all")
    assert state(place)["rules"] == []
    assert "It has not happened yet." in press(place, "tell", story="The answer is lost").text
    with pytest.raises(requests.ConnectionError):
        client.upsert(view_id, [{"town": "Avon"}])
    shown = requests.get(f"{place.url}/trainer", timeout=30).text
    assert (
        "When sending rows, once: the portal does the work and commits, then cuts the connection. It has happened. (reset-after)" in shown
    )
    assert client.get(view_id, select="count(*)") == [{"count": "1"}]


def test_calls_are_named_as_the_portal_names_them() -> None:
    assert {kind for kind in CALLS if kind != "*"} <= {route.kind for route in ROUTES}
    assert {rule.get("call", "*") for _, _, rule in STORIES} <= set(CALLS)


def test_who_waits_for_approval_is_approved_by_a_press(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    press(place, "switch", approval="on")
    client.set_permission(view_id, "public")
    assert "Permits by town" in requests.get(f"{place.url}/trainer", timeout=30).text
    assert place.client(None, None).datasets() == []
    assert "Nobody waits" in press(place, "answer", id=view_id, outcome="approved").text
    assert len(place.client(None, None).datasets()) == 1
    assert press(place, "answer", id=view_id, outcome="approved").status_code == 409


def test_a_seat_is_emptied_only_on_a_ticked_box(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    create()
    assert "Tick the box first" in press(place, "reset").text
    assert len(client.datasets()) == 1
    press(place, "reset", sure="on")
    assert client.datasets() == []


def test_another_seat_is_opened_by_its_name(place: Any) -> None:
    opened = press(place, "open seat", seat=" Ana-2 ")
    assert opened.url.endswith("/ana-2/trainer")
    assert "Seat “ana-2”" in opened.text
    assert press(place, "open seat", seat="../x").status_code == 400


def test_a_form_of_another_site_does_nothing(place: Any) -> None:
    for wrong in ("", "x", token(place)[:-2] + "zz"):
        answer = requests.post(f"{place.url}/trainer", data={"do": "add", "kind": "503", "token": wrong}, timeout=30)
        assert answer.status_code == 403
    assert state(place)["rules"] == []
    assert press(place, "nonsense").status_code == 400
    assert press(place, "switch", lag_seconds="soon").status_code == 400
    assert "Access-Control-Allow-Origin" not in requests.get(f"{place.url}/trainer", timeout=30).headers


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "1e300", "many"])
def test_a_number_that_cannot_be_is_said_on_the_page(place: Any, number: str) -> None:
    for do, values in (
        ("switch", {"lag_seconds": number}),
        ("add", {"kind": "503", "nth": number}),
        ("add", {"kind": "drip", "seconds": number}),
    ):
        answer = press(place, do, **values)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
    assert state(place)["rules"] == []
    assert state(place)["switches"]["lag_seconds"] == 0.0


def test_a_fault_is_told_with_its_own_numbers(place: Any) -> None:
    for kind in KINDS:
        press(place, "add", kind=kind, call="upsert", seconds="3", rows="7", reads="8", polls="9", after="on")
    told = re.findall(r"<li>(When .*?) \((.*?)\)", unescape(requests.get(f"{place.url}/trainer", timeout=30).text))
    assert [kind for _, kind in told] == list(KINDS)
    said = {kind: text for text, kind in told}
    assert "the portal does the work, then answers 503." in said["503"]
    assert "waits 3 seconds, then cuts" in said["hang-before"]
    assert "the last 7 rows" in said["errors-inside"]
    assert "the next 8 reads" in said["stale-read"]
    assert "`" not in "".join(said.values())
