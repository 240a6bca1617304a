"""A sample of the faults of a portal at the calls of each flow; all of them are in tests/faults."""

from __future__ import annotations

import itertools

import pytest

from tests.publishing.desk import Desk
from tests.publishing.flows import FLOWS, Flow, rule, scene, strike

SAMPLE = (
    ("create", "reset-after", "create", 1),
    ("create", "hang-after", "create", 1),
    ("create", "202-bare", "create", 1),
    ("create", "reset-after", "upsert", 1),
    ("create", "errors-inside", "upsert", 1),
    ("create", "cut", "publish", 1),
    ("create", "stale-read", "upsert", 1),
    ("create without key", "reset-after", "upsert", 1),
    ("create without key", "reset-before", "upsert", 1),
    ("append", "hang-after", "upsert", 1),
    ("append", "429", "upsert", 1),
    ("append", "truncated", "read", 1),
    ("append", "html-login", "view", 1),
    ("append", "token-expired", "upsert", 1),
    ("append without key", "reset-after", "upsert", 1),
    ("append without key", "reset-before", "upsert", 1),
    ("append without key", "hang-after", "upsert", 1),
    ("append without key", "202-bare", "upsert", 1),
    ("append without key", "502", "upsert", 1),
    ("append without key", "row-data-saved", "upsert", 1),
    ("metadata only", "reset-after", "update metadata", 1),
    ("metadata only", "redirect", "update metadata", 1),
)
NUMBERS = itertools.count()


def flow_of(name: str) -> Flow:
    return next(flow for flow in FLOWS if flow.name == name)


@pytest.mark.parametrize(("name", "kind", "call", "nth"), SAMPLE)
def test_rows_stand_once_whatever_the_portal_does(desk: Desk, name: str, kind: str, call: str, nth: int) -> None:
    outcome = strike(lambda: scene(desk, flow_of(name), next(NUMBERS)), (rule(kind, call, nth),))
    assert outcome in {"by itself", "after resume"}


def test_rows_partly_taken_without_a_key_are_for_a_person_with_the_numbers(desk: Desk) -> None:
    here = scene(desk, flow_of("append without key"), next(NUMBERS))
    assert strike(lambda: here, (rule("errors-inside", "upsert", 1),)) == "a person"
    entry = desk.store.publications.find(here.publication.id)
    assert entry is not None
    assert (entry.state, entry.facts["rows_before"], entry.facts["rows_now"]) == ("NEEDS_A_PERSON", 6, 8)


def test_two_faults_in_a_row_are_no_worse(desk: Desk) -> None:
    rules = (rule("reset-after", "upsert", 1), rule("503", "replication", 1))
    assert strike(lambda: scene(desk, flow_of("append without key"), next(NUMBERS)), rules) == "by itself"
