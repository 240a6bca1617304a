"""The portal as an ASGI app: finds the seat, reads the request, lets the right function answer in a thread."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ctcompanion.practice.call import Answer, Call, refused
from ctcompanion.practice.identity import ANONYMOUS, User, who
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.routes import Handler, find_route
from ctcompanion.practice.seats import DEFAULT_SEAT, RESERVED, SEAT_NAME, Seats

MAX_BODY = 100 * 1024 * 1024
VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
REQUEST_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
EVERY_ANSWER = {"X-Socrata-Region": "practice", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
log = logging.getLogger(__name__)


def app(data_folder: Path, *, mount: str = "", faults: Path | None = None) -> Starlette:
    """The practice portal over the files of `data_folder`; `mount` is its path prefix where the server does not tell it.

    `/api/...` is the default seat's, `/<seat>/api/...` another's; a `/practice` before either is allowed.
    """
    seats = Seats(Path(data_folder))
    if faults is not None:
        seats.rules = json.loads(Path(faults).read_text("utf-8"))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        seats.close()

    async def answer(request: Request) -> Response:
        return await _answer(request, seats, mount)

    portal = Starlette(routes=[Route("/{path:path}", answer, methods=VERBS)], lifespan=lifespan)
    portal.state.seats = seats
    return portal


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


async def _answer(request: Request, seats: Seats, mount: str) -> Response:
    request_id = _request_id(request.headers.get("x-socrata-requestid"))
    try:
        call, handler = await _call(request, seats, mount, request_id)
        answer = await run_in_threadpool(_handled, handler, call)
    except Refusal as refusal:
        answer = refused(refusal)
    except ClientDisconnect:
        answer = Answer(status=400)
    return respond(answer, request_id)


async def _call(request: Request, seats: Seats, mount: str, request_id: str) -> tuple[Call, Handler]:
    root = request.scope.get("root_path", "") or mount
    own = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    prefix, seat_name, path = split_path(own)
    seat = await run_in_threadpool(seats.get, seat_name)
    route, parts = find_route(request.method, path, request.query_params.get("method", ""))
    call = Call(
        seat=seat,
        user=_user(request),
        kind=route.kind,
        method=request.method,
        path=path,
        parts=parts,
        params=tuple(request.query_params.multi_items()),
        headers={key.lower(): value for key, value in request.headers.items()},
        body=await _body(request),
        base=root.rstrip("/") + prefix,
        origin=f"{request.url.scheme}://{request.headers.get('host', 'localhost')}",
        request_id=request_id,
    )
    return call, route.handler


def _user(request: Request) -> User:
    header = request.headers.get("authorization")
    return who(header) if header else ANONYMOUS


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


def _handled(handler: Handler, call: Call) -> Answer:
    try:
        return handler(call)
    except Refusal as refusal:
        return refused(refusal)
    except Exception:
        log.exception("practice portal, request %s, %s", call.request_id, call.kind)
        return refused(Refusal(500, "internal-error", "There was an internal error", {"tag": call.request_id}))


def respond(answer: Answer, request_id: str) -> Response:
    """An answer as a response, with the headers every answer has."""
    headers: Mapping[str, str] = {**EVERY_ANSWER, "X-Socrata-RequestId": request_id, **answer.headers, "Content-Type": answer.content_type}
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers)
    return StreamingResponse(answer.body, answer.status, headers)
