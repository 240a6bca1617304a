"""One request and its whole answer: when it is given up, what is never sent twice, and what is remembered."""

from __future__ import annotations

import time

import pytest
import requests

from ctcompanion.publishing.refusals import Outcome, PortalError
from ctcompanion.publishing.transport import Timing, Transport
from tests.publishing.odd_server import answering, http, said

QUICK = Timing(connect=0.5, read=0.5, whole=1.0, ticket=0.01)


def refused(domain: str, verb: str = "get", transport: Transport | None = None) -> PortalError:
    """What a request there ends with."""
    with pytest.raises(PortalError) as caught:
        (transport or Transport(requests.Session(), QUICK)).ask(verb, f"http://{domain}/")
    return caught.value


def test_an_answer_in_json_is_read() -> None:
    with answering(said({"id": "abcd-1234"})) as (domain, _):
        assert Transport(requests.Session(), QUICK).ask("get", f"http://{domain}/") == {"id": "abcd-1234"}


def test_an_answer_that_drips_is_given_up_when_time_is_over() -> None:
    begun = time.monotonic()
    with answering(http(b" " * 300 + b"{}"), drip=0.02) as (domain, _):
        assert refused(domain, "post").code == "no-answer"
    assert time.monotonic() - begun < 3


def test_who_is_in_a_hurry_waits_less_and_remembers_the_same() -> None:
    patient = Transport(requests.Session(), Timing(read=60, whole=60))
    begun = time.monotonic()
    with answering(http(b" " * 300 + b"{}", "200 OK", "X-Socrata-RequestId: 0123abcd"), drip=0.02) as (domain, _):
        assert refused(domain, transport=patient.hurried(0.5)).code == "no-answer"
    assert time.monotonic() - begun < 3
    assert list(patient.request_ids) == ["0123abcd"]
    assert patient.timing.whole == 60


def test_a_post_is_never_repeated_by_itself() -> None:
    with answering(b"") as (domain, seen):
        for _ in range(3):
            refused(domain, "post")
        assert len(seen) == 3


def test_where_nobody_listens_nothing_was_sent() -> None:
    found = refused("127.0.0.1:9")
    assert (found.code, found.outcome) == ("portal-unreachable", Outcome.UNSENT)


def test_retry_after_is_told_as_seconds() -> None:
    with answering(said({}, "503 Service Unavailable", "Retry-After: 7")) as (domain, _):
        assert refused(domain).after == 7


def test_the_request_number_is_kept_for_support() -> None:
    with answering(said({}, "500 Oops", "X-Socrata-RequestId: 0123abcd<script>")) as (domain, _):
        assert refused(domain).request_id == "0123abcdscript"
