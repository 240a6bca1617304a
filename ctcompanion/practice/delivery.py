"""Puts an answer on the wire, whole or, where a fault says so, spoiled: slowly, in part, or not at all."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ctcompanion.practice.call import Answer

TRANSPORT = "ctcompanion.practice.transport"
EVERY_ANSWER = {"X-Socrata-Region": "practice", "X-Content-Type-Options": "nosniff"}
FOR_PROGRAMS = {"Access-Control-Allow-Origin": "*"}
"""The API may be read from any site, as on the real portal; the pages may not."""
DRIPS = 20


def remember_transport(scope: Scope, receive: Receive, send: Send) -> None:
    """Keeps the connection under an ASGI server that shows it (uvicorn does), so that a fault can cut it.

    Nagle's algorithm is switched off on it: head and body are two writes, and the second would wait 40 ms for the client's receipt.
    """
    for way in (send, receive):  # an app that mounts this one wraps `send`, seldom `receive`
        transport = getattr(getattr(way, "__self__", None), "transport", None)
        if transport is not None and hasattr(transport, "abort"):
            scope[TRANSPORT] = transport
            with contextlib.suppress(OSError, AttributeError):
                transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return


def respond(answer: Answer, request_id: str) -> Response:
    """An answer as a response, with the headers every answer has."""
    readers = {} if answer.content_type.startswith("text/html") else FOR_PROGRAMS
    headers: Mapping[str, str] = {
        **EVERY_ANSWER,
        **readers,
        "X-Socrata-RequestId": request_id,
        **answer.headers,
        "Content-Type": answer.content_type,
    }
    if answer.delivery == "reset":
        return Broken(answer.seconds)
    if not isinstance(answer.body, bytes):
        return StreamingResponse(answer.body, answer.status, headers)
    if answer.delivery == "cut":
        return Broken(0.0, answer.body, headers)
    if answer.delivery == "drip":
        return StreamingResponse(_drip(answer.body, answer.seconds), answer.status, {**headers, "Content-Length": str(len(answer.body))})
    return Late(answer.seconds, answer.body, answer.status, headers)


class Late(Response):
    """A response that is held back for some seconds."""

    def __init__(self, seconds: float, body: bytes, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(body, status, headers)
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.seconds:
            await asyncio.sleep(self.seconds)
        await super().__call__(scope, receive, send)


class Broken(Response):
    """No response: the connection is cut, after half of `body` where there is one."""

    def __init__(self, seconds: float, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(b"", 200, {**(headers or {}), "Content-Length": str(len(body) or 1)})
        self.seconds, self.half = seconds, body[: len(body) // 2]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        await asyncio.sleep(self.seconds)
        transport: Any = scope.get(TRANSPORT)
        if transport is None or self.half:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": self.half, "more_body": True})
            await asyncio.sleep(0.05)
        if transport is not None:
            _cut(transport)
            await asyncio.sleep(0.01)  # let the server see that the connection is gone before we are done


def _cut(transport: Any) -> None:
    plain = transport.get_extra_info("socket")
    with contextlib.suppress(OSError, AttributeError):
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def _drip(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    size = max(1, len(body) // DRIPS)
    for start in range(0, len(body), size):
        await asyncio.sleep(seconds / DRIPS)
        yield body[start : start + size]
