"""A publication works beside the page: a reload, a closed tab and a restart lose nothing; corrections, gone rows and mishaps are decided by a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from ctcompanion.draft import Draft
from ctcompanion.recipe import Target, from_json
from ctcompanion.settings import Settings
from ctcompanion.store import open_store
from tests.journeys.conftest import Server, look, press, settled
from tests.journeys.test_the_whole_way import receipt
from tests.ready import kept, ready

pytestmark = pytest.mark.xdist_group("journeys")
TOWNS = ("Andover", "Avon", "Berlin", "Bethel", "Bolton", "Bozrah", "Canton", "Clinton")


def control(server: Server, what: str, **sent: Any) -> None:
    """Tell the practice portal of this server to misbehave, or to behave again."""
    address = f"{server.address}/practice/default/practice-control/{what}"
    requests.post(address, json=sent, auth=("practice", "practice"), timeout=10).raise_for_status()


def visits(years: range, changed: dict[tuple[str, int], int] | None = None, but: tuple[str, int] | None = None) -> bytes:
    """A small table of towns and years as csv; some values changed, one row left out."""
    values = {(town, year): 100 * place + year % 100 for year in years for place, town in enumerate(TOWNS, start=1)}
    values.update(changed or {})
    lines = [f"{town},{year},{value}" for (town, year), value in values.items() if (town, year) != but]
    return "\n".join(["Town,Year,Library visits", *lines]).encode()


def at_publish(server: Server, window: Page, content: bytes, target: Target | None = None) -> None:
    """The publish page with a draft at hand that has every decision: how it comes to be is walked elsewhere."""
    file = server.folder / "library-visits.csv"
    file.write_bytes(content)
    store = open_store(Settings(data_folder=server.folder / "var"))
    number = len(store.drafts.mine("local")) + 1
    draft = kept(store, ready(Draft(f"d{number}"), file, target, title="Library visits"), file)
    store.close()
    window.goto(f"{server.address}/publish?draft={draft.id}")
    settled(window)
    expect(window.get_by_text("Nothing is missing.")).to_be_visible(timeout=60_000)


def target_of(server: Server, dataset_id: str) -> Target:
    """Where the next file goes, as it was filed with the dataset."""
    store = open_store(Settings(data_folder=server.folder / "var"))
    found = next(one for one in store.recipes.mine("local") if one.dataset_id == dataset_id)
    store.close()
    return from_json(found.recipe).target


def rows_there(server: Server, dataset_id: str) -> dict[tuple[str, str], dict[str, Any]]:
    address = f"{server.address}/practice/default/resource/{dataset_id}.json?$limit=5000"
    found = requests.get(address, auth=("practice", "practice"), timeout=10).json()
    return {(row["town"], row["year"]): row for row in found}


def dataset_of(window: Page) -> str:
    address = window.get_by_role("link", name="Open the dataset's page").first.get_attribute("href")
    assert address
    return address.rpartition("/")[2]


def test_a_reload_and_a_closed_tab_in_the_middle_lose_nothing(server: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    at_publish(server, window, visits(range(1990, 2023)))
    control(server, "switches", lag_seconds=12.0)
    window.get_by_role("button", name="Publish privately").click()
    at_work = "You can reload or close this page"
    expect(window.get_by_text(at_work)).to_be_visible()
    look(window, "publishing")
    window.reload()
    expect(window.get_by_text(at_work)).to_be_visible()
    address = window.url
    window.close()
    other = visitor()
    other.goto(f"{server.address}/receipts")
    expect(other.get_by_text("is being published now")).to_be_visible()
    look(other, "receipts while publishing")
    other.goto(address)
    receipt(other)
    expect(other.get_by_text("read back.")).to_be_visible()


def test_corrections_and_gone_rows_are_shown_and_decided(server: Server, visitor: Callable[[], Page], foreign: list[str]) -> None:
    window = visitor()
    at_publish(server, window, visits(range(2019, 2023)))
    press(window, "Publish privately")
    receipt(window)
    dataset_id = dataset_of(window)
    changed = visits(range(2019, 2024), {("Avon", 2020): 999}, but=("Bozrah", 2019))
    at_publish(server, window, changed, target_of(server, dataset_id))
    expect(window.get_by_text("8 are new")).to_be_visible(timeout=60_000)
    expect(window.get_by_role("button", name="Add 8 rows")).to_be_disabled()
    expect(window.get_by_text("2020 · Avon")).to_be_visible()
    window.get_by_text("Look at them, or mark them").click()
    settled(window)
    expect(window.get_by_text("Bozrah")).to_be_visible()
    look(window, "corrections")
    window.get_by_text("Correct them on the portal").click()
    settled(window)
    window.get_by_text('Mark them as "No longer listed"').click()
    settled(window)
    press(window, "Add 8 rows, correct 1 row and mark 1 row")
    receipt(window)
    rows = rows_there(server, dataset_id)
    assert len(rows) == 8 * 5
    assert rows["Avon", "2020"]["library_visits"] == "999"
    assert [key for key, row in rows.items() if "listing_status" in row] == [("Bozrah", "2019")]
    look(window, "receipts after corrections")

    window.goto(window.url.replace("/receipts", "/publish"))
    settled(window)
    expect(window.get_by_text(re.compile("This file was already added on"))).to_be_visible()
    look(window, "already added")
    window.get_by_role("link", name="See that receipt").click()
    window.wait_for_url(re.compile(f"dataset={dataset_id}"))
    assert foreign == []


def test_public_waits_for_approval_and_is_taken_back_with_the_message_kept(server: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    at_publish(server, window, visits(range(2019, 2023)))
    press(window, "Publish privately")
    receipt(window)
    dataset_id = dataset_of(window)
    control(server, "switches", approval=True)
    window.get_by_text("Make public", exact=True).first.click()
    press(window, "Make public")
    expect(window.get_by_text("The reviewers have been asked.")).to_be_visible()
    look(window, "waiting for approval")
    control(server, "approve", id=dataset_id, outcome="approved")
    press(window, "Look whether it was approved")
    expect(window.get_by_text(re.compile("now public"))).to_be_visible()
    press(window, "Make private now")
    expect(window.get_by_text("is not public now. Nothing was deleted.")).to_be_visible()
    window.reload()
    settled(window)
    message = window.get_by_role("textbox", name="Message to send")
    expect(message).to_have_value(re.compile("To: dapa@ct.gov"))
    expect(message).to_have_value(re.compile("audience before: public"))
    look(window, "made private")


def test_what_needs_a_person_shows_its_numbers_and_is_closed_by_a_person(server: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    at_publish(server, window, visits(range(2019, 2023)))
    window.get_by_text(re.compile("^How rows are told apart")).click()
    window.get_by_text("No row identifier", exact=True).click()
    expect(window.get_by_text("How rows are told apart: No row identifier")).to_be_visible()
    settled(window)
    control(server, "faults", rules=[{"kind": "errors-inside", "call": "upsert"}])
    press(window, "Publish privately")
    expect(window.get_by_role("link", name="See the numbers, or go on from there")).to_be_visible(timeout=90_000)
    look(window, "needs a person on publish")
    window.get_by_role("link", name="See the numbers, or go on from there").click()
    window.wait_for_url(re.compile("/receipts"))
    settled(window)
    expect(window.get_by_text("A person has to look at this.")).to_be_visible()
    expect(window.get_by_text("Rows on the portal afterwards")).to_be_visible()
    look(window, "needs a person")
    press(window, "Close this publication")
    press(window, "I have looked. Close it")
    expect(window.get_by_text("closed. What is on the portal stays as it is.")).to_be_visible()
    expect(window.get_by_text("A person has to look at this.")).to_have_count(0)
