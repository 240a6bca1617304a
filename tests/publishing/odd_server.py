"""A server that answers whatever bytes it is told, for what no honest portal would ever send."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def answering(answer: bytes, *, drip: float = 0.0) -> Iterator[tuple[str, list[bytes]]]:
    """(domain, requests seen). `drip`: seconds between the answer's bytes."""
    listening = socket.create_server(("127.0.0.1", 0))
    seen: list[bytes] = []
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                threading.Thread(target=_one, args=(connection, answer, drip, seen), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}", seen
    finally:
        over.set()
        listening.close()


def _one(connection: socket.socket, answer: bytes, drip: float, seen: list[bytes]) -> None:
    with connection, suppress(OSError):
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += connection.recv(65536)
        seen.append(asked)
        if not drip:
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
            return
        head, _, body = answer.partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\n\r\n")
        for byte in body:
            connection.sendall(bytes([byte]))
            time.sleep(drip)


def http(body: bytes, status: str = "200 OK", *headers: str, kind: str = "application/json") -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def said(body: object, status: str = "200 OK", *headers: str) -> bytes:
    """An HTTP answer in JSON."""
    return http(json.dumps(body).encode(), status, *headers)
