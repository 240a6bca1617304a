"""The portal as an ASGI app: finds the seat, reads the request, lets the right function answer in a thread."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import request_response
from starlette.types import Receive, Scope, Send

from ctcompanion.errors import SettingsError
from ctcompanion.practice import routes
from ctcompanion.practice.call import Answer, Call, refused
from ctcompanion.practice.delivery import remember_transport, respond
from ctcompanion.practice.faults.perform import ask_ticket, perform
from ctcompanion.practice.faults.rules import Rule, read_rules, read_switches, strike
from ctcompanion.practice.identity import ANONYMOUS, User, who
from ctcompanion.practice.public import pages
from ctcompanion.practice.public.preview import GUEST, is_token_for
from ctcompanion.practice.refusal import Refusal, bad_credentials
from ctcompanion.practice.seats import DEFAULT_SEAT, RESERVED, SEAT_NAME, Seat, Seats

MAX_BODY = 100 * 1024 * 1024
PLAIN = "".join(sign for sign in map(chr, range(33, 127)) if sign not in "%/")
"""What stands for itself in a path."""
REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
FOR_CLIENTS = ("/api/", "/resource/", "/id/", "/practice-control")
"""Paths of which a program asks, whatever it says that it accepts."""
SPARED = frozenset({"control", "page"})
"""Calls that no fault strikes: a seat must be able to end its faults, and visitors are not what is tested."""
TICKET = routes.Route("ticket", "GET", re.compile("/.*"), ask_ticket)
log = logging.getLogger(__name__)


class Portal(Starlette):
    """A Starlette app that knows the connection of a request, where the server shows it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        remember_transport(scope, receive, send)
        await super().__call__(scope, receive, send)


def app(data_folder: Path, *, mount: str = "", faults: Path | None = None) -> Portal:
    """The practice portal over the files of `data_folder`; `mount` is its path prefix where the server does not tell it.

    `/api/...` is the default seat's, `/<seat>/api/...` another's; a `/practice` before either is allowed.
    `faults`: a JSON file `{"rules": [...], "switches": {...}}` that every seat starts with.
    """
    settings = _settings(faults)
    seats = Seats(Path(data_folder), lambda seat: _prepare(seat, settings))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        seats.close()

    async def answer(request: Request) -> Response:
        return await _answer(request, seats, mount)

    portal = Portal(lifespan=lifespan)
    portal.router.default = request_response(answer)  # a route would know neither every verb nor a path with a line's end
    portal.state.seats = seats
    return portal


def _settings(faults: Path | None) -> dict[str, Any]:
    """The faults file; SettingsError says what is wrong with it."""
    if faults is None:
        return {}
    hint = 'It holds {"rules": [{"kind": "503", "call": "upsert"}], "switches": {"approval": true}}.'
    try:
        found: dict[str, Any] = json.loads(Path(faults).read_text("utf-8"))
        read_rules(found.get("rules", []))
        read_switches(found.get("switches", {}))
    except Refusal as refusal:
        raise SettingsError("bad-faults", f"The faults file cannot be used: {refusal.message}.", hint) from None
    except (OSError, ValueError, AttributeError):
        raise SettingsError("bad-faults", "The faults file cannot be read as a JSON object.", hint) from None
    return found


def _prepare(seat: Seat, settings: dict[str, Any]) -> None:
    seat.rules = list(read_rules(settings.get("rules", [])))
    seat.switch(**read_switches(settings.get("switches", {})))


def path_of(scope: Scope) -> str:
    """A request's path below where the portal is mounted. What a part of it cannot show as itself stays encoded, a slash inside a row's
    name for one, so that each part is decoded exactly once, by `routes.find_route`."""
    raw: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    whole = "/".join(quote(unquote(part), PLAIN) for part in raw.partition(b"?")[0].decode("latin-1").split("/"))
    return whole.removeprefix(quote(scope.get("root_path", ""), PLAIN + "/"))


def split_path(path: str) -> tuple[str, str, str]:
    """A path as prefix, seat and rest: `/practice/ana/api/views` -> (`/practice/ana`, `ana`, `/api/views`)."""
    parts = path.split("/")[1:]
    prefix: list[str] = []
    if parts and parts[0] == "practice":
        prefix.append(parts.pop(0))
    seat = DEFAULT_SEAT
    if parts and parts[0] not in RESERVED and SEAT_NAME.fullmatch(parts[0]):
        seat = parts.pop(0)
        prefix.append(seat)
    return "".join(f"/{part}" for part in prefix), seat, "/" + "/".join(parts)


@dataclass(frozen=True)
class Found:
    """Where a request leads: the seat, its address, the call and the parts of its path."""

    seat: Seat
    base: str
    path: str
    route: routes.Route
    parts: dict[str, str]
    request_id: str


async def _answer(request: Request, seats: Seats, mount: str) -> Response:
    request_id = _request_id(request.headers.get("x-socrata-requestid"))
    prefix, seat_name, path = split_path(path_of(request.scope))
    base = (request.scope.get("root_path", "") or mount).rstrip("/") + prefix
    try:
        if request.method == "OPTIONS":
            return respond(routes.options(path), request_id)
        route, parts = _route(request, path)
        seat = await run_in_threadpool(seats.get, seat_name)
        answer = await _answer_found(request, Found(seat, base, path, route, parts, request_id))
    except Refusal as refusal:
        answer = pages.not_here(base, seat_name, refusal) if _from_a_browser(request, path) else refused(refusal)
    except ClientDisconnect:
        answer = Answer(status=400)
    return respond(answer, request_id)


def _from_a_browser(request: Request, path: str) -> bool:
    return "text/html" in request.headers.get("accept", "") and not path.startswith(FOR_CLIENTS)


async def _answer_found(request: Request, found: Found) -> Answer:
    rule = None if found.route.kind in SPARED else strike(found.seat, found.route.kind)
    answer = Answer(delivery="reset")
    if rule is None or rule.kind != "refuse":
        try:
            answer = await run_in_threadpool(_handled, found.route.handler, await _call(request, found), rule)
        except Refusal as refusal:
            answer = refused(refusal)
    found.seat.calls.append(
        {
            "at": time.time(),
            "call": found.route.kind,
            "verb": request.method,
            "path": found.path,
            "status": None if answer.delivery == "reset" else answer.status,
            "fault": rule.kind if rule else None,
            "request_id": found.request_id,
        }
    )
    return answer


def _route(request: Request, path: str) -> tuple[routes.Route, dict[str, str]]:
    if request.method == "GET" and request.query_params.get("ticket"):
        return TICKET, {}
    return routes.find_route(request.method, path, request.query_params.get("method", ""))


async def _call(request: Request, found: Found) -> Call:
    return Call(
        seat=found.seat,
        user=_user(request, found),
        kind=found.route.kind,
        method=request.method,
        path=found.path,
        parts=found.parts,
        params=tuple(request.query_params.multi_items()),
        headers={key.lower(): value for key, value in request.headers.items()},
        body=await _body(request),
        base=found.base,
        origin=f"{request.url.scheme}://{request.headers.get('host', 'localhost')}",
        request_id=found.request_id,
    )


def _user(request: Request, found: Found) -> User:
    header = request.headers.get("authorization")
    if header is None:
        token = request.query_params.get("preview", "")
        return GUEST if token and is_token_for(found.seat, found.parts.get("id", ""), token) else ANONYMOUS
    if found.seat.switches.token_expired and found.route.kind != "control":
        raise bad_credentials()
    return who(header)


def _request_id(sent: str | None) -> str:
    return sent if sent and REQUEST_ID.fullmatch(sent) else secrets.token_hex(16)


async def _body(request: Request) -> bytes:
    """The body, refused with 413 as soon as it is known to be too large."""
    refusal = Refusal(413, "req.body.too-large", f"The request body is too large; the limit is {MAX_BODY} bytes", {"limit": MAX_BODY})
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MAX_BODY:
        raise refusal
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise refusal
        parts.append(part)
    return b"".join(parts)


def _handled(handler: routes.Handler, call: Call, rule: Rule | None) -> Answer:
    try:
        return perform(rule, call, handler) if rule else handler(call)
    except Refusal as refusal:
        return refused(refusal)
    except Exception:
        log.exception("practice portal, request %s, %s", call.request_id, call.kind)
        return refused(Refusal(500, "internal-error", "There was an internal error", {"tag": call.request_id}))
