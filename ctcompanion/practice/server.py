"""Serves the practice portal alone, over http or, with a certificate of its own making, over https."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from ctcompanion.errors import SettingsError
from ctcompanion.practice.application import app
from ctcompanion.practice.certificate import own_certificate

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Serving:
    """A running portal: `address` for a browser, `domain` for a client such as sodapy, `certificate` to trust with TLS."""

    address: str
    domain: str
    certificate: Path | None = None


def _server(portal: ASGIApp, port: int, certificate_folder: Path | None) -> tuple[uvicorn.Server, socket.socket, Serving]:
    try:
        listening = socket.create_server((LOOPBACK, port), backlog=256)
    except OSError:
        message = f"Port {port} of this machine is taken by another program."
        raise SettingsError("port-taken", message, "Stop that program, or choose another port (--port 0 takes a free one).") from None
    bound = listening.getsockname()[1]
    config = uvicorn.Config(portal, log_level="warning", access_log=False, timeout_graceful_shutdown=2, server_header=False)
    if certificate_folder is None:
        return uvicorn.Server(config), listening, Serving(f"http://{LOOPBACK}:{bound}", f"{LOOPBACK}:{bound}")
    certificate, key = own_certificate(certificate_folder)
    config.ssl_certfile, config.ssl_keyfile = str(certificate), str(key)
    return uvicorn.Server(config), listening, Serving(f"https://localhost:{bound}", f"localhost:{bound}", certificate)


def _print(serving: Serving) -> None:
    certificate = f"  (certificate: {serving.certificate})" if serving.certificate else ""
    sys.stdout.write(f"{serving.address}{certificate}\n")
    sys.stdout.flush()


def serve(
    port: int, data_folder: Path, faults: Path | None = None, tls: bool = False, announce: Callable[[Serving], None] | None = None
) -> None:
    """Serves until interrupted, on this machine only. `port` 0 takes a free one; `announce` is told the address (else it is printed)."""
    portal = app(data_folder, faults=faults)
    server, listening, serving = _server(portal, port, data_folder if tls else None)
    (announce or _print)(serving)
    server.run(sockets=[listening])


@contextlib.contextmanager
def running(data_folder: Path, port: int = 0, faults: Path | None = None, tls: bool = False) -> Iterator[Serving]:
    """A portal served by a thread of this program for as long as the block lasts."""
    with running_app(app(data_folder, faults=faults), port, data_folder if tls else None) as serving:
        yield serving


@contextlib.contextmanager
def running_app(portal: ASGIApp, port: int = 0, certificate_folder: Path | None = None) -> Iterator[Serving]:
    """The same for any ASGI app, such as one that mounts the portal; with TLS when a folder for the certificate is given."""
    server, listening, serving = _server(portal, port, certificate_folder)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.005)
    try:
        yield serving
    finally:
        server.should_exit = True
        thread.join(timeout=0.5)
        server.force_exit = True  # a client that holds its connection open must not hold us
        thread.join(timeout=10)
