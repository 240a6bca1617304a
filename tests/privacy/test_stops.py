"""A STOP is lifted by a remedy or by OPM's recorded answer, and by nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ctcompanion.model import Finding, Level, PrivacyReport
from ctcompanion.privacy import apply, exception_message, may_be_public, open_stops, review, undecided
from ctcompanion.recipe import FindingDecision, PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

TODAY = date(2026, 3, 1)
TABLE = clean_table(Client_Name=["Ann Lee", "Bob Diaz", "Carla Jones"], Visits=[1, 2, 3])
PEOPLE = PrivacyDecisions(row_meaning="person")


def report() -> PrivacyReport:
    return review(TABLE, PEOPLE)


def decided(**parts: Any) -> PrivacyDecisions:
    """The name column decided; an answered exception unless parts say otherwise."""
    answer = {"decision": "exception", "answered_by": "OPM", "answer": "granted", **parts}
    return PrivacyDecisions(row_meaning="person", decisions=(FindingDecision(finding="person-name:Client_Name", **answer),))


def test_a_stop_is_open_until_it_is_lifted() -> None:
    assert [finding.key for finding in open_stops(report(), PEOPLE)] == ["person-name:Client_Name"]
    assert not may_be_public(report(), PEOPLE)


def test_a_granted_exception_lifts_it() -> None:
    assert may_be_public(report(), decided(), TODAY)
    assert may_be_public(report(), decided(valid_until="2026-03-01"), TODAY)


@pytest.mark.parametrize(
    "parts",
    [
        {"answer": ""},
        {"answer": "refused"},
        {"answered_by": ""},
        {"valid_until": "2026-02-28"},
        {"valid_until": "next year"},
        {"decision": "accept"},
        {"decision": "remove"},
        {"decision": "statute"},
        {"columns": ("Client_Name", "Visits", "Salary")},
    ],
)
def test_anything_less_does_not(parts: dict[str, Any]) -> None:
    assert not may_be_public(report(), decided(**parts), TODAY)


def test_an_exception_for_these_columns_counts() -> None:
    assert may_be_public(report(), decided(columns=("Visits", "Client_Name")), TODAY)


def test_the_last_decision_counts() -> None:
    withdrawn = PrivacyDecisions(decisions=(*decided().decisions, *decided(answer="refused").decisions))
    assert not may_be_public(report(), withdrawn, TODAY)


def test_a_remedy_lifts_it_by_making_it_go_away() -> None:
    safe = apply(TABLE, (RemedyStep(operation="drop-column", column="Client_Name"),))
    assert may_be_public(review(safe, PEOPLE), PEOPLE)


def test_reviews_want_a_word_but_do_not_stop() -> None:
    found = PrivacyReport("", "person", (), (Finding("age", Level.REVIEW, "", "Age"), Finding("npi", Level.NOTE, "", "NPI")))
    assert may_be_public(found, PEOPLE)
    assert [finding.key for finding in undecided(found, PEOPLE)] == ["age:Age"]
    lawful = PrivacyDecisions(decisions=(FindingDecision(finding="age:Age", decision="statute", legal_basis="C.G.S. 54-1m"),))
    assert undecided(found, lawful) == ()


def test_the_message_to_opm_is_ready_to_send() -> None:
    finding = report().findings[0]
    decision = FindingDecision(
        finding=finding.key, decision="exception", reason="Residents check licenses", legal_basis="C.G.S. 20-1", by="Jo Clerk"
    )
    message = exception_message([finding], decision, "State Licenses")
    assert message.startswith("To: dapa@ct.gov\nSubject: Exception for open data: State Licenses")
    assert all(words in message for words in ("Residents check licenses", "C.G.S. 20-1", "Client_Name", "Jo Clerk"))
    assert "Ann" not in message
