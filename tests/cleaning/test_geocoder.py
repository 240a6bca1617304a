"""Tables of addresses come with the way to the portal's geocoder."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned

ROWS = "data | A | 1 Main St | Avon | CT | 6001\ndata | B | 2 Elm St | Essex | CT | 6426"


def test_the_columns_are_named_as_the_portal_asks_for_them() -> None:
    found = cleaned(f"header | Site | Street Address | Town | State | ZIP Code\n{ROWS}").findings
    assert [finding.rule for finding in found] == ["geocoder"]
    assert "choose Address: Street Address, City: Town, State: State, ZIP: ZIP Code." in found[0].message
    assert "not tried" in found[0].why


def test_a_missing_state_is_typed() -> None:
    found = cleaned("header | Site | Address | City\ndata | A | 1 Main St | Avon\ndata | B | 2 Elm St | Essex").findings
    assert found[0].message.endswith("City: City, and type CT as the state.")


def test_an_email_address_is_no_place() -> None:
    assert not cleaned("header | Site | Email address | City\ndata | A | a@ct.gov | Avon\ndata | B | b@ct.gov | Essex").findings


def test_where_points_are_there_nothing_has_to_be_found() -> None:
    picture = (
        "header | Address | City | Latitude | Longitude\ndata | 1 Main St | Avon | 41.8 | -72.8\ndata | 2 Elm St | Essex | 41.3 | -72.4"
    )
    assert not cleaned(picture).findings
