"""Sign-in through a real OpenID Connect provider: nothing before it, one's own afterwards, and what one's role opens."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ctcompanion import reference
from ctcompanion.ui.sign_in import HOURS
from tests.journeys.conftest import Server, free_port, look, press, settled
from tests.journeys.provider import CLIENT, SECRET, Provider, provider
from tests.journeys.test_the_whole_way import (
    FIRST,
    NEXT,
    TOWNS,
    YEARS,
    begin,
    go_on,
    receipt,
    rows_seen_by_a_visitor,
    through_all_pages,
    upload,
)

pytestmark = pytest.mark.xdist_group("journeys")

PEOPLE = """
["ed@ct.gov"]
"Department of Housing" = ["editor"]

["late-ed@ct.gov"]
"Department of Housing" = ["editor"]

["jo@ct.gov"]
"Department of Housing" = ["editor"]

["pat@ct.gov"]
"Department of Public Health" = ["editor"]

["view@ct.gov"]
"*" = ["viewer"]
"""
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[ctcompanion]
data_folder = "{folder}/var"
people_file = "{folder}/people.toml"
"""
LEFT = 25.0


@pytest.fixture
def asked() -> Iterator[Provider]:
    with provider(HOURS, LEFT) as running:
        yield running


@pytest.fixture
def guarded(tmp_path: Path, asked: Provider) -> Iterator[Server]:
    """An app that asks people to sign in."""
    port = free_port()
    running = Server(tmp_path, port, more=["--secrets.files", str(tmp_path / "secrets.toml")])
    said = {"app": running.address, "cookie": secrets.token_hex(32), "client": CLIENT, "secret": SECRET, "provider": asked.address}
    (tmp_path / "secrets.toml").write_text(SECRETS.format(**said, folder=tmp_path))
    (tmp_path / "people.toml").write_text(PEOPLE)
    running.start()
    yield running
    running.stop()


def enter(window: Page, mail: str) -> None:
    """Press Sign in and say who one is."""
    window.get_by_role("button", name="Sign in").click()
    window.get_by_label("Mail").fill(mail)
    window.get_by_role("button", name="Continue").click()
    window.wait_for_url(re.compile(r":\d+/(\?|$)|/[a-z]+$"))
    settled(window)


def test_nothing_is_shown_before_and_ones_own_afterwards(guarded: Server, visitor: Callable[[], Page], foreign: list[str]) -> None:
    window = visitor()
    window.goto(f"{guarded.address}/upload")
    settled(window)
    expect(window.get_by_text("Sign in with your State account.")).to_be_visible()
    expect(window.locator("input[type=file]")).to_have_count(0)
    look(window, "sign-in")
    enter(window, "Ed@ct.gov")
    expect(window.get_by_role("button", name="ed@ct.gov")).to_be_visible()
    window.goto(f"{guarded.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", reference.path("samples/town-population-2023.xlsx"))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    window.wait_for_url(re.compile("draft="))
    address = window.url

    other = visitor()
    other.goto(address)
    settled(other)
    enter(other, "late-ed@ct.gov")
    other.goto(address)
    settled(other)
    expect(other.get_by_text("There is no draft of yours at this address.")).to_be_visible()

    window.goto(f"{guarded.address}/audit")
    settled(window)
    expect(window.get_by_text("Your role does not open this page")).to_be_visible()
    press(window, "ed@ct.gov")
    window.get_by_role("button", name="Sign out").click()
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()
    window.goto(address)
    settled(window)
    expect(window.get_by_role("button", name="Sign in")).to_be_visible()
    assert foreign == []


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        ("stranger@ct.gov", "nobody has given you a role here yet"),
        ("view@ct.gov", "you may not prepare a dataset"),
        ("unsure-ed@ct.gov", "without a confirmed mail address"),
    ],
)
def test_who_has_no_role_gets_no_further(guarded: Server, visitor: Callable[[], Page], mail: str, said: str) -> None:
    window = visitor()
    window.goto(guarded.address)
    settled(window)
    enter(window, mail)
    expect(window.get_by_text(said)).to_be_visible()
    window.goto(f"{guarded.address}/upload")
    settled(window)
    expect(window.locator("input[type=file]")).to_have_count(0)


def test_a_sign_in_that_runs_out_in_the_middle_keeps_the_draft(guarded: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    window.goto(f"{guarded.address}/upload")
    settled(window)
    enter(window, "late-ed@ct.gov")
    window.goto(f"{guarded.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", reference.path("samples/town-population-2023.xlsx"))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    window.wait_for_url(re.compile("draft="))
    address = window.url
    expect(window.get_by_text("Your sign-in ends in 1 minute. Sign in again before you go on")).to_be_visible()
    look(window, "sign-in-ends-soon")
    window.wait_for_timeout(LEFT * 1000)
    window.get_by_role("button", name="Continue to clean").click()
    expect(window.get_by_text("Your sign-in has run out.")).to_be_visible(timeout=60_000)
    look(window, "sign-in-ran-out")
    enter(window, "late-ed@ct.gov")
    window.goto(address)
    settled(window)
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)


def test_a_typo_in_the_file_of_people_is_said_and_nobody_gets_in(guarded: Server, visitor: Callable[[], Page]) -> None:
    (guarded.folder / "people.toml").write_text(PEOPLE.replace('"editor"', '"edtior"'))
    window = visitor()
    window.goto(guarded.address)
    settled(window)
    enter(window, "ed@ct.gov")
    expect(window.get_by_text("Until it is right nobody may do anything.")).to_be_visible()
    expect(window.get_by_text("Did you mean “editor”?")).to_be_visible()
    (guarded.folder / "people.toml").write_text(PEOPLE)
    window.reload()
    settled(window)
    expect(window.get_by_role("heading", level=1, name="Start")).to_be_visible()


def signed_in(visitor: Callable[[], Page], guarded: Server, mail: str) -> Page:
    window = visitor()
    window.goto(guarded.address)
    settled(window)
    enter(window, mail)
    return window


def own_catalogue(window: Page, guarded: Server) -> str:
    """What the practice portal of this person lists, and its address."""
    window.goto(f"{guarded.address}/connection")
    settled(window)
    address = window.get_by_role("link", name="Open the practice portal").get_attribute("href")
    assert address
    window.goto(f"{guarded.address}/{address.removeprefix(guarded.address).lstrip('/')}")
    return f"{window.url} {window.inner_text('main')}"


def published_by_ed(window: Page, guarded: Server) -> str:
    """The whole way to a public dataset; its address."""
    begin(window, guarded)
    upload(window, FIRST)
    through_all_pages(window)
    press(window, "Publish privately")
    receipt(window)
    window.get_by_text("Make public", exact=True).first.click()
    press(window, "Make public")
    expect(window.get_by_role("button", name="Make private now")).to_be_visible()
    address = window.get_by_role("link", name="Open the dataset's page").get_attribute("href")
    assert address
    return address


def test_each_practises_on_a_portal_of_their_own_and_a_colleague_updates_where_the_dataset_stands(
    guarded: Server, visitor: Callable[[], Page], foreign: list[str]
) -> None:
    ed = signed_in(visitor, guarded, "ed@ct.gov")
    address = published_by_ed(ed, guarded)
    assert address.startswith(f"{guarded.address}/practice/ed-")
    assert rows_seen_by_a_visitor(visitor, address) == TOWNS * YEARS
    mine = own_catalogue(ed, guarded)
    assert "Housing Permits by Town" in mine
    assert address.rpartition("/d/")[0] in mine

    jo = signed_in(visitor, guarded, "jo@ct.gov")
    theirs = own_catalogue(jo, guarded)
    assert "/practice/jo-" in theirs
    assert "Housing Permits by Town" not in theirs
    jo.goto(f"{guarded.address}/receipts")
    settled(jo)
    press(jo, "Update now")
    jo.wait_for_url(re.compile("/upload"))
    settled(jo)
    upload(jo, NEXT)
    for _ in range(5):
        go_on(jo)
    expect(jo.get_by_text(f"{TOWNS} are new")).to_be_visible(timeout=60_000)
    press(jo, f"Add {TOWNS} rows")
    receipt(jo)
    assert rows_seen_by_a_visitor(visitor, address) == TOWNS * (YEARS + 1)

    pat = signed_in(visitor, guarded, "pat@ct.gov")
    pat.goto(f"{guarded.address}/receipts")
    settled(pat)
    expect(pat.get_by_text("Nothing was published from here yet.")).to_be_visible()
    assert foreign == []
