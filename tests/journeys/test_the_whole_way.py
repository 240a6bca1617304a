"""From a messy workbook to a public dataset, and next year's rows into it: a real browser, the app, and the practice portal in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ctcompanion import reference
from tests.journeys.conftest import Server, look, press, settled

pytestmark = pytest.mark.xdist_group("journeys")
FIRST, NEXT = "housing-permits-1990-2023.xlsx", "housing-permits-1990-2024.xlsx"
TOWNS = 169
YEARS = 2023 - 1990 + 1


def sample(name: str) -> Path:
    return reference.path(f"samples/{name}")


def begin(window: Page, server: Server) -> None:
    """The start page with the musts of Step 2 answered, then on to upload."""
    window.goto(f"{server.address}/")
    settled(window)
    expect(window.get_by_role("heading", name="Start", level=1)).to_be_visible()
    for question in reference.document("evaluation.json")["must"]:
        window.get_by_role("radiogroup", name=question["question"]).get_by_text("Yes", exact=True).click()
        settled(window)
    look(window, "start")
    go_on(window)
    window.wait_for_url(re.compile("/upload"))
    settled(window)


def upload(window: Page, name: str) -> None:
    window.set_input_files("input[type=file]", sample(name))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    settled(window)


def go_on(window: Page) -> None:
    press(window, re.compile("^Continue to"))


def answer_privacy(window: Page) -> None:
    window.get_by_text("A count of things", exact=True).click()
    settled(window)
    press(window, "Confirm the checklist")
    expect(window.get_by_text("Every column is confirmed and every finding has a decision.").first).to_be_visible()


def fill(window: Page, label: str, text: str) -> None:
    field = window.get_by_role("textbox", name=re.compile(f"^{label}"))
    field.fill(text)
    field.press("Tab")
    settled(window)


def describe(window: Page) -> None:
    fill(window, "Title", "Housing Permits by Town")
    fill(window, "Contact Email", "housing.data@ct.gov")
    fill(window, "Data Provided By", "Department of Housing")
    agency = window.get_by_role("combobox", name=re.compile("^Agency"))
    agency.click()
    agency.press_sequentially("Department of Hous")
    window.get_by_role("option", name="Department of Housing").first.click()
    settled(window)


def through_all_pages(window: Page) -> None:
    go_on(window)
    expect(window.get_by_text("Nothing was lost.")).to_be_visible()
    look(window, "clean")
    go_on(window)
    answer_privacy(window)
    look(window, "privacy")
    go_on(window)
    describe(window)
    look(window, "metadata")
    go_on(window)
    look(window, "preview")
    go_on(window)
    expect(window.get_by_text("Nothing is missing.")).to_be_visible()
    look(window, "publish")


def receipt(window: Page) -> None:
    window.wait_for_url(re.compile("/receipts"), timeout=90_000)
    settled(window)


def rows_seen_by_a_visitor(visitor: Callable[[], Page], address: str) -> int:
    window = visitor()
    window.goto(address)
    look(window, "landing page")
    found = re.search(r"Rows\s+([\d,]+)", window.inner_text("main"))
    assert found, window.inner_text("main")[:500]
    return int(found[1].replace(",", ""))


def test_a_workbook_becomes_a_dataset_and_grows_by_a_year(server: Server, visitor: Callable[[], Page], foreign: list[str]) -> None:
    window = visitor()
    begin(window, server)
    upload(window, FIRST)
    look(window, "upload")
    through_all_pages(window)
    press(window, "Publish privately")
    receipt(window)
    expect(window.get_by_text(f"{TOWNS * YEARS:,} rows sent, {TOWNS * YEARS:,} read back.")).to_be_visible()
    look(window, "receipts")

    window.get_by_text("Make public", exact=True).first.click()
    expect(window.get_by_text("data.hartford.gov")).to_be_visible()
    press(window, "Make public")
    expect(window.get_by_role("button", name="Make private now")).to_be_visible()
    address = window.get_by_role("link", name="Open the dataset's page").get_attribute("href")
    assert address
    assert rows_seen_by_a_visitor(visitor, address) == TOWNS * YEARS

    press(window, "Update now")
    window.wait_for_url(re.compile("/upload"))
    settled(window)
    upload(window, NEXT)
    for _ in range(5):
        go_on(window)
    expect(window.get_by_text(f"{TOWNS} are new")).to_be_visible(timeout=60_000)
    look(window, "append")
    press(window, f"Add {TOWNS} rows")
    receipt(window)
    assert rows_seen_by_a_visitor(visitor, address) == TOWNS * (YEARS + 1)

    window.goto(window.url.replace("/receipts", "/publish"))
    settled(window)
    expect(window.get_by_text("0 are new")).to_be_visible(timeout=60_000)
    press(window, re.compile("Update the description|Check that everything is there"))
    receipt(window)
    assert rows_seen_by_a_visitor(visitor, address) == TOWNS * (YEARS + 1)
    assert foreign == []


def comments_come_home(clerk: Page, server: Server, back: Path) -> None:
    """Each comment stands beside its field in the clerk's own draft, and is ticked off."""
    clerk.goto(f"{server.address}/review")
    settled(clerk)
    clerk.set_input_files("input[type=file]", back)
    expect(clerk.get_by_text("This package was sent back by OPM.")).to_be_visible(timeout=60_000)
    press(clerk, "See the comments in the description")
    expect(clerk.get_by_text("Local Government fits better.")).to_be_visible()
    look(clerk, "comments")
    expect(clerk.get_by_text("Comments to see to (2):")).to_be_visible()
    clerk.get_by_text("Seen to", exact=True).first.click()
    settled(clerk)
    expect(clerk.get_by_text("Comments to see to (1):")).to_be_visible()


def test_a_package_is_handed_over_and_published_by_somebody_else(server: Server, visitor: Callable[[], Page], tmp_path: Path) -> None:
    clerk = visitor()
    begin(clerk, server)
    upload(clerk, FIRST)
    through_all_pages(clerk)
    fill(clerk, "Your name", "A. Clerk")
    with clerk.expect_download() as coming:
        clerk.get_by_role("button", name="Download the package").click()
    package = tmp_path / "package.zip"
    coming.value.save_as(package)

    reviewer = visitor()
    reviewer.goto(f"{server.address}/review")
    settled(reviewer)
    reviewer.set_input_files("input[type=file]", package)
    expect(reviewer.get_by_text("This package was made by A. Clerk.")).to_be_visible(timeout=60_000)
    fill(reviewer, "Comment on Category", "Local Government fits better.")
    fill(reviewer, "Comment on Town", "Say that these are the 169 towns.")
    look(reviewer, "review")
    fill(reviewer, "Your name, for the author", "OPM")
    with reviewer.expect_download() as sent:
        reviewer.get_by_role("button", name="Send it back").click()
    back = tmp_path / "back.zip"
    sent.value.save_as(back)
    comments_come_home(clerk, server, back)

    press(reviewer, "Continue to publish")
    press(reviewer, "Publish privately")
    receipt(reviewer)
    expect(reviewer.get_by_text(f"{TOWNS * YEARS:,} rows sent, {TOWNS * YEARS:,} read back.")).to_be_visible()
