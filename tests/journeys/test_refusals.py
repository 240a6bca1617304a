"""A file that cannot be taken: the reason stands on the screen, unfolded, and the draft keeps what it had."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ctcompanion import reference
from tests.journeys.conftest import Server, settled

pytestmark = pytest.mark.xdist_group("journeys")


def test_a_refusal_is_on_the_screen_with_what_to_do_and_what_the_draft_still_holds(server: Server, visitor: Callable[[], Page]) -> None:
    window = visitor()
    window.goto(f"{server.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", reference.path("samples/town-population-2023.xlsx"))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    settled(window)
    window.set_input_files("input[type=file]", {"name": "report.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" * 50})
    expect(window.get_by_text("This is a PDF document, not a table.")).to_be_visible(timeout=60_000)
    expect(window.get_by_text("Upload the spreadsheet or CSV file that the numbers came from.")).to_be_visible()
    expect(window.get_by_text("Your draft still holds town-population-2023.xlsx")).to_be_visible()
