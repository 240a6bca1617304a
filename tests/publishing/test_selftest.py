"""Is the connection as it should be? Reads only."""

from __future__ import annotations

import re
import time

import pytest
from pydantic import SecretStr

from ctcompanion.errors import SettingsError
from ctcompanion.model import Check
from ctcompanion.publishing import connect, make_public, self_test, trial_draft
from ctcompanion.publishing.refusals import PortalError
from ctcompanion.publishing.selftest import HASTY
from ctcompanion.publishing.socrata import Credentials, SocrataPortal
from ctcompanion.publishing.trial_draft import TITLE
from ctcompanion.settings import PortalSettings
from tests.publishing.desk import QUICK, Desk, permits, portal_at

AGENCY = {"name": "Permits", "metadata": {"custom_fields": {"Agency": {"Agency": "Department of Housing"}}}}


def by_name(checks: tuple[object, ...]) -> dict[str, bool]:
    return {check.name: check.passed for check in checks}  # type: ignore[attr-defined]


def test_a_good_connection_passes_every_check_and_writes_nothing(desk: Desk) -> None:
    found = self_test(desk.portal, PortalSettings(), QUICK)
    names = ("address", "key", "role", "rights", "clock", "custom fields", "limits", "app token")
    assert by_name(found) == dict.fromkeys(names, True)
    assert {call["verb"] for call in desk.calls()} == {"GET"}


@pytest.mark.parametrize(
    ("key", "failed"),
    [("wrong", {"key"}), ("expired", {"key"}), ("viewer", {"role", "rights"}), ("no-rights", {"role", "rights"}), ("", {"key"})],
)
def test_each_trouble_fails_its_own_check(desk: Desk, key: str, failed: set[str]) -> None:
    make_public(desk.portal, desk.store, desk.publish(desk.new(permits(range(2018, 2020)), view=AGENCY)), "ana")
    fitting = PortalSettings(custom_fields={"agency": "Agency/Agency"})
    found = by_name(self_test(portal_at(desk.address, key), fitting, QUICK))
    assert failed == {name for name, passed in found.items() if not passed}


def test_a_key_that_runs_out_meanwhile_is_told_with_the_request_number(desk: Desk) -> None:
    desk.control("switches", {"token_expired": True})
    check = next(check for check in self_test(desk.portal, PortalSettings(), QUICK) if check.name == "key")
    assert not check.passed
    assert "expired" in check.sentence
    assert re.search("request [0-9a-f]{32}", check.sentence)


def test_a_portal_that_wants_fewer_requests_is_told(desk: Desk) -> None:
    desk.faults({"kind": "429", "call": "catalogue", "nth": 2, "times": 1})
    check = next(check for check in self_test(desk.portal, PortalSettings(), QUICK) if check.name == "limits")
    assert not check.passed
    assert "slow down" in check.sentence


def drafts(desk: Desk) -> list[str]:
    return [found.title for found in desk.portal.search(q=TITLE)]


def test_a_trial_draft_is_made_and_removed_and_touches_nothing_else(desk: Desk) -> None:
    receipt = desk.publish(desk.new(permits(range(2018, 2020)), view={**AGENCY, "name": TITLE}))
    assert trial_draft(desk.portal, QUICK) == Check("draft", True, "A private draft could be made, and was removed again.")
    assert drafts(desk) == [TITLE]
    assert len(desk.rows(receipt.dataset_id)) == receipt.rows_after
    with pytest.raises(PortalError, match="left alone"):
        desk.portal.discard_draft(receipt.dataset_id, TITLE)


@pytest.mark.parametrize("key", ["wrong", "expired", "no-rights", "viewer"])
def test_a_key_that_may_make_nothing_says_so(desk: Desk, key: str) -> None:
    check = trial_draft(portal_at(desk.address, key), QUICK)
    assert not check.passed
    assert check.sentence.endswith("Nothing was made.")
    assert drafts(desk) == []


@pytest.mark.parametrize(
    ("kind", "call", "passed"),
    [
        ("reset-after", "create", False),
        ("truncated", "create", False),
        ("reset-before", "create", False),
        ("reset-after", "delete", True),
        ("503", "delete", True),
        ("502", "view", True),
    ],
)
def test_no_draft_stays_behind_when_an_answer_is_lost(desk: Desk, kind: str, call: str, passed: bool) -> None:
    desk.faults({"kind": kind, "call": call})
    assert trial_draft(desk.portal, QUICK).passed is passed
    assert drafts(desk) == []


def test_a_draft_that_cannot_be_removed_is_named_with_its_link(desk: Desk) -> None:
    desk.faults({"kind": "403", "call": "delete", "times": 0})
    check = trial_draft(desk.portal, QUICK)
    assert not check.passed
    assert re.search(r"Remove it yourself: http\S+/d/[a-z0-9]{4}-[a-z0-9]{4}$", check.sentence)


def test_an_address_that_does_not_answer_is_the_only_check() -> None:
    portal = SocrataPortal("127.0.0.1:9", Credentials("a", "b"), scheme="http")
    assert by_name(self_test(portal, PortalSettings(), QUICK)) == {"address": False}
    assert HASTY.attempts == 2


def test_a_clock_that_is_wrong_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    monkeypatch.setattr("ctcompanion.publishing.transport.time.time", lambda: real() + 3600)
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
