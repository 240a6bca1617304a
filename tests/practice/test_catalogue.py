"""The catalogue: what is found by which parameter."""

from __future__ import annotations

from typing import Any

import pytest
from sodapy import Socrata


@pytest.fixture
def filled(client: Socrata) -> dict[str, str]:
    """Three datasets: public, private, draft."""
    ids = {}
    for name, category, columns in (
        ("Housing permits 2023", "Housing and Development", ["Town", "Permits"]),
        ("School enrollment", "Education", ["School", "Students"]),
        ("Draft of boats", "Transportation", ["Boat"]),
    ):
        made = client.create(
            name,
            category=category,
            tags=[name.split()[0]],
            attribution=f"Agency of {name.split()[0]}",
            licenseId="PUBLIC_DOMAIN",
            description=f"All about {name.lower()}",
            metadata={"custom_fields": {"Details": {"Update Frequency": "Annually" if "Housing" in name else "Monthly"}}},
            columns=[{"name": column} for column in columns],
        )
        ids[name.split()[0]] = str(made["id"])
    client.publish(ids["Housing"])
    client.publish(ids["School"])
    client.set_permission(ids["Housing"], "public")
    return ids


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Draft", "School", "Housing"]),
        ("names=housing PERMITS 2023", ["Housing"]),
        ("q=permits", ["Housing"]),
        ("q=permit", ["Housing"]),
        ("q=school students", ["School"]),
        ("q=school permits", []),
        ("categories=Education&categories=Transportation", ["Draft", "School"]),
        ("tags=school", ["School"]),
        ("attribution=agency of school", ["School"]),
        ("license=Public Domain", ["Draft", "School", "Housing"]),
        ("column_names=town", ["Housing"]),
        ("only=dataset", ["Draft", "School", "Housing"]),
        ("only=filter", []),
        ("published=false", ["Draft"]),
        ("public=true", ["Housing"]),
        ("approval_status=approved", ["Housing"]),
        ("for_user=prac-tice", ["Draft", "School", "Housing"]),
        ("provenance=community", []),
        ("domains=data.example.gov", []),
        ("Details_Update-Frequency=Annually", ["Housing"]),
        ("Details_Update-Frequency=Annually&Details_Update-Frequency=Monthly", ["Draft", "School", "Housing"]),
        ("Details_Update-Frequency=Never&Details_Update-Frequency=Weekly", []),
        ("order=name", ["Draft", "Housing", "School"]),
        ("order=name DESC", ["School", "Housing", "Draft"]),
        ("parent_ids=aaaa-bbbb", []),
    ],
)
def test_parameters_find(place: Any, filled: dict[str, str], query: str, found: list[str]) -> None:
    answer = place.call("GET", f"/api/catalog/v1?{query}").json()
    assert [entry["resource"]["name"].split()[0] for entry in answer["results"]] == found
    assert answer["resultSetSize"] == len(found)


def test_ids_and_its_own_domain_match(place: Any, filled: dict[str, str]) -> None:
    for domain in (place.domain, place.domain.partition("/")[0]):
        answer = place.call("GET", f"/api/catalog/v1?ids={filled['School']}&domains={domain}&search_context={domain}").json()
        assert [entry["resource"]["id"] for entry in answer["results"]] == [filled["School"]]


def test_limit_and_offset_walk_through_all(client: Socrata, place: Any, filled: dict[str, str]) -> None:
    first = place.call("GET", "/api/catalog/v1?limit=2&order=name").json()
    rest = place.call("GET", "/api/catalog/v1?limit=2&offset=2&order=name").json()
    assert [len(first["results"]), len(rest["results"]), first["resultSetSize"]] == [2, 1, 3]
    assert len(client.datasets(limit=2)) == 2
    for bad in ("limit=x", "limit=-1", "limit=20000", "order=colour"):
        refused = place.call("GET", f"/api/catalog/v1?{bad}")
        assert refused.status_code == 400
        assert isinstance(refused.json()["error"], str)


def test_a_scroll_goes_through_all_once_and_ends(place: Any, filled: dict[str, str]) -> None:
    seen: list[str] = []
    last = ""
    for _ in range(5):
        page = place.call("GET", f"/api/catalog/v1?limit=2&scroll_id={last}").json()["results"]
        if not page:
            break
        seen += [entry["resource"]["id"].partition(":")[0] for entry in page]
        last = page[-1]["resource"]["id"]
    assert seen == sorted(filled.values())


def test_a_visitor_sees_public_ones_only(place: Any, filled: dict[str, str]) -> None:
    answer = place.call("GET", "/api/catalog/v1", key=None).json()
    (entry,) = answer["results"]
    assert entry["resource"]["id"] == filled["Housing"]
    assert entry["resource"]["columns_field_name"] == ["town", "permits"]
    assert entry["resource"]["columns_datatype"] == ["Text", "Text"]
    assert entry["classification"]["domain_metadata"] == [{"key": "Details_Update-Frequency", "value": "Annually"}]
    assert entry["metadata"]["license"] == "Public Domain"
    assert entry["permalink"] == f"{place.url}/d/{filled['Housing']}"


def test_a_draft_is_marked_by_its_number(place: Any, filled: dict[str, str]) -> None:
    (entry,) = place.call("GET", "/api/catalog/v1?q=boats").json()["results"]
    assert entry["resource"]["id"] == f"{filled['Draft']}:0"
