"""Every trap of sodapy's transport, closed: what is no clean answer is an error that says what it means."""

from __future__ import annotations

import inspect
import logging
import pickle
import traceback

import pytest

from ctcompanion.errors import PublishingError
from ctcompanion.publishing import socrata, transport
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.refusals import REFUSALS, PortalError, refusal
from ctcompanion.publishing.socrata import Credentials, SocrataPortal
from ctcompanion.publishing.transport import Timing
from tests.publishing.desk import Desk, permits
from tests.publishing.odd_server import answering, http, said

QUICK = Timing(connect=0.5, read=0.5, whole=1.0, ticket=0.01)
KEY = Credentials("key-id-mark", "key-secret-mark", "token-mark")


def portal(domain: str, credentials: Credentials = KEY) -> SocrataPortal:
    return SocrataPortal(domain, credentials, scheme="http", timing=QUICK)


def code_of(answer: bytes) -> str:
    """What a POST of rows becomes when the server answers so."""
    with answering(answer) as (domain, _), pytest.raises(PortalError) as caught:
        portal(domain).upsert("abcd-1234", b'[{"a":1}]', 1)
    return caught.value.code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "no-answer"),
        (b"nonsense\r\n\r\n", "no-answer"),
        (http(b'{"Rows Created":1')[:-3], "no-answer"),
        (http(b'{"Rows Cre'), "answer-damaged"),
        (http(b""), "answer-damaged"),
        (http(b"null"), "answer-damaged"),
        (http(b"[]"), "answer-damaged"),
        (said({"Rows Created": 0, "Rows Updated": 0}), "answer-damaged"),
        (said({"Rows Created": 2, "Rows Updated": 0}), "answer-damaged"),
        (said({"Rows Created": "1", "Rows Updated": 0}), "answer-damaged"),
        (said({"Rows Created": 0, "Rows Updated": 0, "Errors": 1}), "rows-refused"),
        (said([{"typ": "error", "err": "x"}]), "rows-refused"),
        (http(b"<html>Sign in</html>", kind="text/html"), "not-the-portal"),
        (http(b"{}", "302 Found", "Location: /elsewhere"), "redirected"),
        (said({"code": "accepted", "error": False}, "202 Accepted"), "still-working"),
        (said({"code": "accepted"}, "202 Accepted", "Location: https://evil.example/x"), "still-working"),
        (said({"error": True, "message": "Cannot update a synced dataset manually"}, "403 Forbidden"), "mirror-copy"),
        (said({"error": True, "message": "Row data was saved. However..."}, "400 Bad Request"), "only-metadata-failed"),
        (said({"code": "soda.column.maltyped", "message": "x"}, "400 Bad Request"), "value-refused"),
        (said({"code": "authentication_required"}, "401 Unauthorized"), "key-refused"),
        (said({"code": "permission_denied"}, "403 Forbidden"), "not-allowed"),
        (said([1, 2], "500 Internal Server Error"), "portal-trouble"),
        (said({}, "502 Bad Gateway"), "portal-trouble"),
        (http(b"<html>", "504 Gateway Timeout", kind="text/html"), "portal-trouble"),
        (http(b"<html>", "403 Forbidden", kind="text/html"), "not-the-portal"),
        (http(b"<!DOCTYPE html>", "404 Not Found", kind="text/html"), "not-the-portal"),
        (http(b" <html>", "401 Unauthorized", kind="text/html"), "not-the-portal"),
        (http(b"", "404 Not Found"), "dataset-missing"),
        (http(b"<html>", "418 Teapot", kind="text/html"), "not-the-portal"),
        (said({}, "413 Too Large"), "too-large"),
        (said({"code": "too-many-requests"}, "429 Too Many Requests", "Retry-After: 7"), "too-many-requests"),
        (said({"code": "soda.row.dataset-version-mismatch"}, "409 Conflict"), "dataset-changed"),
    ],
)
def test_an_answer_that_is_no_success_is_an_error_of_its_own(answer: bytes, code: str) -> None:
    assert code_of(answer) == code


def test_both_forms_of_a_success_are_understood() -> None:
    for answer in (
        said({"Rows Created": 1, "Rows Updated": 0, "Errors": 0, "By SID": 0}),
        said([{"typ": "insert", "id": "row-1", "ver": "rv"}]),
    ):
        with answering(answer) as (domain, _):
            assert portal(domain).upsert("abcd-1234", b'[{"a":1}]', 1).created == 1


def test_plain_http_where_tls_is_expected_is_not_secure() -> None:
    with answering(b"hello") as (domain, _), pytest.raises(PortalError) as caught:
        SocrataPortal(domain, KEY, timing=QUICK).who()
    assert caught.value.code in {"not-secure", "no-answer"}


def test_a_refused_value_is_named_by_its_column_and_never_shown() -> None:
    message = "Column is maltyped; for field 'rate' we expected 'number' but got '\"SECRET-CELL\"'"
    answer = said({"code": "soda.column.maltyped", "message": message, "data": {"value": "SECRET-CELL"}}, "400 Bad Request")
    with answering(answer) as (domain, _), pytest.raises(PortalError) as caught:
        portal(domain).upsert("abcd-1234", b"[]", 0)
    assert caught.value.place == "column rate"
    shown = f"{caught.value!r}{caught.value.as_json()}{''.join(traceback.format_exception(caught.value))}"
    assert "SECRET-CELL" not in shown


def test_keys_are_in_no_message_traceback_log_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with answering(b"") as (domain, _), pytest.raises(PortalError) as caught:
        portal(domain).who()
    shown = "".join(traceback.format_exception(caught.value)) + repr(portal(domain)) + repr(KEY) + caplog.text
    assert "key-secret-mark" not in shown
    assert "key-id-mark" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(KEY)


def test_the_key_goes_out_as_basic_authentication_even_with_a_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", netrc)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with answering(said({"id": "abcd-1234"})) as (domain, seen):
        portal(domain).who()
        portal(domain, Credentials()).who()
    assert b"Authorization: Basic a2V5LWlkLW1hcms6a2V5LXNlY3JldC1tYXJr" in seen[0]
    assert b"X-App-token: token-mark" in seen[0]
    assert b"Authorization" not in seen[1]


def test_a_redirect_is_not_followed_with_the_key() -> None:
    with answering(said({"id": "x"})) as (other, seen), answering(said({}, "302 Found", f"Location: http://{other}/")) as (domain, _):
        with pytest.raises(PortalError):
            portal(domain).who()
        assert seen == []


def test_work_that_goes_on_is_asked_about_until_it_is_done(desk: Desk) -> None:
    for kind in ("202", "202-location"):
        desk.faults({"kind": kind, "call": "publish", "polls": 2, "retry_after": 0})
        made = desk.portal.create({"name": "Permits", "columns": []})
        assert desk.portal.publish(made.id).is_published


@pytest.mark.parametrize("bad", ["", "abcd1234", "ABCD-1234", "abcd-1234/../x", "abcd-12345", "ab%2-1234", "äbcd-1234"])
def test_only_ids_go_into_an_address(bad: str) -> None:
    with pytest.raises(PortalError) as caught:
        portal("127.0.0.1:9").view(bad)
    assert caught.value.code == "dataset-missing"


def test_nothing_of_ours_can_delete_or_replace() -> None:
    names = {name for name in (*dir(Portal), *dir(SocrataPortal)) if not name.startswith("_")}
    assert not [name for name in names if "delete" in name or "replace" in name]
    source = inspect.getsource(socrata) + inspect.getsource(transport)
    assert ".delete(" not in source
    assert ".replace(" not in source
    assert source.count('"delete"') == 1, "only discard_draft, which looks first"


def test_sodapy_itself_sets_up_no_log_handler() -> None:
    before = list(logging.getLogger().handlers)
    portal("127.0.0.1:9", Credentials())
    assert logging.getLogger().handlers == before


def test_every_refusal_has_words_and_a_way_on() -> None:
    for code, told in REFUSALS.items():
        assert told.message.endswith("."), code
        assert told.hint.endswith("."), code
        assert isinstance(refusal(code), PublishingError)


def test_letters_beyond_ascii_arrive_whole(desk: Desk) -> None:
    """The body's length is counted in bytes: counted in letters, the next request would be damaged."""
    receipt = desk.publish(desk.new(permits(range(2018, 2021), ("Ünïön ☃", "Καλημέρα", "你好"))))
    assert {row["town"] for row in desk.rows(receipt.dataset_id)} == {"Ünïön ☃", "Καλημέρα", "你好"}
