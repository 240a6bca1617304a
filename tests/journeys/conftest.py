"""A real server and a real browser. Every request of the browser is recorded: none may leave this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tools.browser import FLAGS, find

ROOT = Path(__file__).resolve().parents[2]
HERE = {"127.0.0.1", "localhost"}
expect.set_options(timeout=30_000)


@dataclass
class Server:
    """One running app. `stop` and `start` keep its data folder, as a restart of the machine would."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    log: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port), *self.more]
        environment = {**os.environ, "CTCOMPANION_DATA_FOLDER": str(self.folder / "var"), "TMPDIR": str(self.folder / "tmp")}
        (self.folder / "tmp").mkdir(exist_ok=True)
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the app did not start: {self.said()}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def said(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh app with nothing in its store."""
    running = Server(tmp_path, free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; where none can be had, `make test` has said what to install."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find(), args=FLAGS, headless=True)
        yield running
        running.close()


@pytest.fixture
def foreign() -> list[str]:
    """Requests that left this machine: stays empty."""
    return []


@pytest.fixture
def visitor(browser: Browser, foreign: list[str]) -> Iterator[Callable[[], Page]]:
    """Makes browser windows that share nothing; each request is looked at."""
    contexts: list[BrowserContext] = []

    def come() -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 1000}, accept_downloads=True)
        contexts.append(context)
        window = context.new_page()
        window.on("request", lambda request: _note(request.url, foreign))
        return window

    yield come
    for context in contexts:
        context.close()


def _note(url: str, foreign: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"data", "blob", "about"} and parts.hostname not in HERE:
        foreign.append(url)


def settled(window: Page) -> None:
    """Wait until the script has run to its end and nothing is left to draw."""
    window.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    window.wait_for_timeout(150)
    window.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)


def press(window: Page, name: str | re.Pattern[str]) -> None:
    """Press the button of that name and wait."""
    button = window.get_by_role("button", name=name).first
    button.scroll_into_view_if_needed()
    button.click()
    settled(window)


def look(window: Page, name: str) -> None:
    """Keep a screenshot when SCREENS names a folder: for people who want to see the journey."""
    if folder := os.environ.get("SCREENS"):
        height = window.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]'); return m ? m.scrollHeight + 80 : 1000 }"
        )
        window.set_viewport_size({"width": 1280, "height": min(int(height), 6000)})
        window.wait_for_timeout(300)
        window.screenshot(path=str(Path(folder) / f"{name}.png"))
        window.set_viewport_size({"width": 1280, "height": 1000})
