"""A reload in the middle of an edit, a server that is killed, a connection that is gone, a second tab, another server: nothing is lost."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from ctcompanion import reference
from tests.journeys.conftest import Server, free_port, look, press, settled
from tests.store.server import postgresql

pytestmark = pytest.mark.xdist_group("journeys")
SAMPLE = "samples/town-population-2023.xlsx"
WRITTEN = "People living in each town of Connecticut on July 1, as the state estimates them"

MORE = ", and how many of them are children"


def uploaded(window: Page, server: Server) -> str:
    """A sample is in, and the person stands on the metadata page; its address."""
    window.goto(f"{server.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", reference.path(SAMPLE))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    window.wait_for_url(re.compile("draft="))
    address = f"{server.address}/metadata?{window.url.partition('?')[2]}"
    window.goto(address)
    settled(window)
    return address


def field(window: Page, label: str) -> Locator:
    return window.get_by_role("textbox", name=re.compile(f"^{label}"))


def typed(window: Page, label: str, text: str) -> None:
    """As a person types, and on to the next field."""
    field(window, label).fill(text)
    field(window, label).press("Tab")
    settled(window)


def test_a_reload_a_killed_server_and_a_lost_connection_lose_nothing(server: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    address = uploaded(window, server)
    typed(window, "Title", "Population of Towns")
    field(window, "Description").click()
    field(window, "Description").fill("")
    field(window, "Description").press_sequentially(WRITTEN, delay=5)
    window.wait_for_timeout(2500)  # still in the field: nothing was pressed
    settled(window)
    window.reload()
    settled(window)
    expect(field(window, "Title")).to_have_value("Population of Towns")
    expect(field(window, "Description")).to_have_value(WRITTEN)

    assert server.process is not None
    field(window, "Description").click()
    field(window, "Description").press("Control+End")
    field(window, "Description").press_sequentially(MORE, delay=5)
    server.process.kill()  # in the middle of a word
    server.process.wait(20)
    expect(field(window, "Description")).to_be_disabled()  # nobody goes on typing into nothing
    look(window, "connection-lost")
    server.start()
    expect(field(window, "Description")).to_be_enabled()
    settled(window)
    window.wait_for_timeout(1000)
    expect(field(window, "Title")).to_have_value("Population of Towns")
    expect(field(window, "Description")).to_have_value(WRITTEN + MORE)
    typed(window, "Contact Email", "towns@ct.gov")

    other = visitor()  # another browser, after a crash of the first: the draft is in the list
    other.goto(server.address)
    settled(other)
    other.get_by_role("button", name="Open", exact=True).click()
    other.wait_for_url(re.compile("/upload"))
    other.goto(address)
    settled(other)
    for label, text in (("Title", "Population of Towns"), ("Description", WRITTEN + MORE), ("Contact Email", "towns@ct.gov")):
        expect(field(other, label)).to_have_value(text)


def test_of_two_tabs_the_second_is_told_and_keeps_what_was_typed_there(server: Server, visitor: Callable[[], Page]) -> None:
    first, second = visitor(), visitor()
    address = uploaded(first, server)
    second.goto(address)
    settled(second)
    typed(first, "Title", "Typed in the first tab")
    typed(second, "Title", "Typed in the second tab")
    expect(second.get_by_text("changed in another tab")).to_be_visible()
    look(second, "saved-elsewhere")
    press(second, "Keep what I have here, as a draft of its own")
    expect(field(second, "Title")).to_have_value("Typed in the second tab")
    typed(first, "Contact Email", "towns@ct.gov")
    first.reload()
    settled(first)
    expect(field(first, "Title")).to_have_value("Typed in the first tab")
    expect(field(first, "Contact Email")).to_have_value("towns@ct.gov")
    third = visitor()
    third.goto(server.address)
    settled(third)
    expect(third.get_by_role("button", name="Open", exact=True)).to_have_count(2)


@pytest.fixture
def two_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, Server]]:
    """Two app processes, each with a data folder of its own, on one PostgreSQL; raw files in memory only, as when hosted."""
    with postgresql() as place:
        with psycopg.connect(place.format("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE companion")
        monkeypatch.setenv("CTCOMPANION_STORE_URL", place.format("companion"))
        monkeypatch.setenv("CTCOMPANION_SEAL_KEY", base64.b64encode(secrets.token_bytes(32)).decode())
        monkeypatch.setenv("CTCOMPANION_KEEP_SOURCES", "false")
        running = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            running.append(Server(tmp_path / name, free_port()))
            running[-1].start()
        yield running[0], running[1]
        for one in running:
            one.stop()


def test_another_server_has_every_decision_and_asks_for_the_file_alone(
    two_servers: tuple[Server, Server], visitor: Callable[[], Page]
) -> None:
    here, there = two_servers
    window = visitor()
    address = uploaded(window, here)
    typed(window, "Title", "Population of Towns")
    window.goto(address.replace(here.address, there.address))
    settled(window)
    expect(window.get_by_role("link", name="Go to upload")).to_be_visible()
    window.goto(address.replace(here.address, there.address).replace("/metadata", "/upload"))
    settled(window)
    expect(window.get_by_text("Choose it again; all your decisions are kept.")).to_be_visible()
    look(window, "choose-it-again")
    window.set_input_files("input[type=file]", reference.path(SAMPLE))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    settled(window)
    window.goto(address.replace(here.address, there.address))
    settled(window)
    expect(field(window, "Title")).to_have_value("Population of Towns")
    typed(window, "Title", "Population of Towns, revised")
    window.goto(address)
    settled(window)
    expect(field(window, "Title")).to_have_value("Population of Towns, revised")
