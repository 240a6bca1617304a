"""Is the connection as it should be? Reads only."""

from __future__ import annotations

import time

import pytest
from pydantic import SecretStr

from ctcompanion.errors import SettingsError
from ctcompanion.publishing import connect, self_test
from ctcompanion.publishing.selftest import HASTY
from ctcompanion.publishing.socrata import Credentials, SocrataPortal
from ctcompanion.settings import PortalSettings
from tests.publishing.desk import QUICK, Desk, permits, portal_at

AGENCY = {"name": "Permits", "metadata": {"custom_fields": {"Agency": {"Agency": "Department of Housing"}}}}


def by_name(checks: tuple[object, ...]) -> dict[str, bool]:
    return {check.name: check.passed for check in checks}  # type: ignore[attr-defined]


def test_a_good_connection_passes_every_check_and_writes_nothing(desk: Desk) -> None:
    found = self_test(desk.portal, PortalSettings(), QUICK)
    assert by_name(found) == {"address": True, "key": True, "role": True, "clock": True, "custom fields": True, "app token": True}
    assert {call["verb"] for call in desk.calls()} == {"GET"}


@pytest.mark.parametrize(("key", "failed"), [("wrong", {"key"}), ("viewer", {"role"}), ("", {"key"})])
def test_each_trouble_fails_its_own_check(desk: Desk, key: str, failed: set[str]) -> None:
    found = by_name(self_test(portal_at(desk.address, key), PortalSettings(), QUICK))
    assert failed <= {name for name, passed in found.items() if not passed}


def test_an_address_that_does_not_answer_is_the_only_check() -> None:
    portal = SocrataPortal("127.0.0.1:9", Credentials("a", "b"), scheme="http")
    assert by_name(self_test(portal, PortalSettings(), QUICK)) == {"address": False}
    assert HASTY.attempts == 2


def test_a_clock_that_is_wrong_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr("ctcompanion.publishing.socrata.time.time", lambda: real() + 3600)
    check = next(check for check in self_test(desk.portal, PortalSettings(), QUICK) if check.name == "clock")
    assert (check.passed, check.sentence) == (False, "This computer's clock is 60 minutes ahead of the portal's: set it right.")


def test_custom_fields_that_the_portal_does_not_have_are_named(desk: Desk) -> None:
    desk.publish(desk.new(permits(range(2018, 2020)), view=AGENCY))
    check = next(check for check in self_test(desk.portal, PortalSettings(), QUICK) if check.name == "custom fields")
    assert not check.passed
    assert "Details/Update Frequency" in check.sentence
    fitting = PortalSettings(custom_fields={"agency": "Agency/Agency"})
    assert by_name(self_test(desk.portal, fitting, QUICK))["custom fields"]


def test_the_practice_portal_is_named_without_its_port() -> None:
    portal = connect(PortalSettings(), None, "127.0.0.1:8501/practice/ana")
    assert (portal.domain, portal.address, portal.is_practice, portal.has_key) == (
        "practice/ana",
        "http://127.0.0.1:8501/practice/ana",
        True,
        True,
    )


def test_a_real_portal_is_reached_with_tls_and_the_typed_key_comes_first() -> None:
    settings = PortalSettings(domain="https://data.ct.gov/", key_id=SecretStr("agency"), key_secret=SecretStr("secret"))
    portal = connect(settings, ("mine", "secret"))
    assert (portal.domain, portal.address, portal.is_practice) == ("data.ct.gov", "https://data.ct.gov", False)
    assert not connect(PortalSettings(domain="data.ct.gov")).has_key
    assert connect(settings).has_key


@pytest.mark.parametrize("domain", ["127.0.0.1.evil.example", "localhost.evil.example/x", "evil.example:80"])
def test_only_this_machine_is_spoken_to_without_tls(domain: str) -> None:
    assert connect(PortalSettings(domain=domain), ("a", "b")).address == f"https://{domain}"


def test_no_portal_at_all_is_a_setting_that_is_missing() -> None:
    with pytest.raises(SettingsError) as caught:
        connect(PortalSettings())
    assert caught.value.code == "no-portal"
