"""A real server and a real browser. Every request of the browser is recorded: none may leave this machine."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from weakref import WeakKeyDictionary

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
        own = {"CTCOMPANION_DATA_FOLDER": str(self.folder / "var"), "TMPDIR": str(self.folder / "tmp"), "PYTHONFAULTHANDLER": "1"}
        (self.folder / "tmp").mkdir(exist_ok=True)
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=log, stderr=log)
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

    def told_where_it_is(self) -> str:
        """End it so that it writes where each thread is: a journey that waited in vain can then be understood."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGABRT)
            self.process.wait(timeout=20)
        return self.said()[-8000:]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With a journey that failed goes what the app wrote, and what it was doing just then."""
    report = yield
    running = getattr(item, "funcargs", {}).get("server")
    if report.when == "call" and report.failed and isinstance(running, Server):
        report.sections.append(("what the app did", running.told_where_it_is()))
    return report


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
        _listen(window)
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


SENT: WeakKeyDictionary[Page, list[float]] = WeakKeyDictionary()
"""When each window sent something to the app: a press that sends nothing did not reach it."""


def _listen(window: Page) -> None:
    sent = SENT[window] = []
    window.on("websocket", lambda channel: channel.on("framesent", lambda _: sent.append(time.monotonic())))


def press(window: Page, name: str | re.Pattern[str]) -> None:
    """Press the button of that name and wait. Where the browser did not take the press, press once more, as a person would."""
    button = window.get_by_role("button", name=name).first
    button.scroll_into_view_if_needed()
    opens = button.get_attribute("aria-haspopup") is not None
    before = len(SENT[window])
    button.click()
    if not opens and not _came(window, before) and button.is_visible():
        button.click()
        _came(window, before)
    settled(window)


def _came(window: Page, before: int, seconds: float = 3.0) -> bool:
    """Whether the window sent anything since."""
    end = time.monotonic() + seconds
    while len(SENT[window]) == before and time.monotonic() < end:
        window.wait_for_timeout(20)
    return len(SENT[window]) > before


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
