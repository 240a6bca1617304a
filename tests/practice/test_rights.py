"""Who may see and change what, and what is said to who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sodapy import Socrata


def test_permission_is_taken_from_the_query_or_the_body(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    path = f"/api/views/{view_id}.json?method=setPermission"
    for body, flags in (("public.read", ["public"]), ("site", ["site"]), ("private", None)):
        assert place.call("PUT", path, json=body).status_code == 200
        grants = client.get_metadata(view_id).get("grants")
        assert (grants and grants[0]["flags"]) == flags
    assert place.call("PUT", f"{path}&value=everybody").status_code == 400
    assert place.call("PUT", f"/api/views/{view_id}/permissions", json={"scope": "public"}).json()["scope"] == "public"
    assert place.call("GET", f"/api/views/{view_id}/permissions").json()["users"][0]["type"] == "user"


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [
        (None, 403, None),
        ("expired", 401, "authentication_required"),
        ("viewer", 403, "permission_denied"),
        ("no-rights", 403, "permission_denied"),
    ],
)
def test_who_may_not_is_told_how(place: Any, create: Callable[..., str], key: str | None, status: int, code: str | None) -> None:
    view_id = create()
    calls = [
        ("POST", "/api/views.json", {"name": "A"}),
        ("PUT", f"/api/views/{view_id}.json", {"name": "A"}),
        ("POST", f"/resource/{view_id}.json", [{"town": "A"}]),
        ("PUT", f"/resource/{view_id}.json", [{"town": "A"}]),
        ("DELETE", f"/api/views/{view_id}.json", None),
        ("PUT", f"/api/views/{view_id}.json?method=setPermission&value=public.read", None),
        ("POST", "/api/publishing/v1/revision", {"metadata": {"name": "A"}}),
    ]
    for verb, path, body in calls:
        answer = place.call(verb, path, json=body, key=key)
        assert (answer.status_code, answer.json().get("code")) == (status, code), (verb, path)


def test_a_visitor_reads_what_is_public_and_nothing_else(client: Socrata, place: Any, create: Callable[..., str]) -> None:
    view_id = create()
    for path in (f"/api/views/{view_id}.json", f"/resource/{view_id}.json", f"/api/views/{view_id}/rows.csv"):
        answer = place.call("GET", path, key=None)
        assert answer.status_code == 403
        assert answer.json() == {"message": "You must be logged in to access this resource", "error": True}
    client.set_permission(view_id, "public")
    assert place.call("GET", f"/resource/{view_id}.json", key=None).json() == []
    assert place.call("GET", f"/api/views/{view_id}.json", key=None).json()["rights"] == ["read"]


def test_the_connection_is_tested_by_asking_who_one_is(place: Any) -> None:
    assert place.call("GET", "/api/users/current.json").json()["roleName"] == "publisher"
    assert place.call("GET", "/api/users/current.json", key="viewer").json()["roleName"] == "viewer"
    assert place.call("GET", "/api/users/current.json", key=None).status_code == 403
    assert place.call("GET", "/api/users/current.json", key="wrong").status_code == 401
