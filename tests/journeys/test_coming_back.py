"""A fresh server answers a deep link with the gate; a reload and a restart bring the draft back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ctcompanion import reference
from ctcompanion.ui.texts import texts
from tests.journeys.conftest import Server, settled

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.mark.parametrize("page", ["clean", "privacy", "metadata", "preview", "publish"])
def test_a_fresh_server_answers_a_deep_link_with_the_gate(server: Server, visitor: Callable[[], Page], page: str) -> None:
    window = visitor()
    window.goto(f"{server.address}/{page}")
    settled(window)
    expect(window.get_by_role("heading", level=1, name=texts()["pages"][page]["title"])).to_be_visible()
    expect(window.get_by_text("This page needs a file. Upload one first.")).to_be_visible()
    expect(window.get_by_role("link", name=re.compile("Go to upload"))).to_be_visible()


def test_the_draft_comes_back_after_a_reload_and_after_a_restart(server: Server, visitor: Callable[[], Page], foreign: list[str]) -> None:
    window = visitor()
    window.goto(f"{server.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", reference.path("samples/town-population-2023.xlsx"))
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    window.get_by_role("button", name="Continue to clean").click()
    window.wait_for_url(re.compile("/clean"))
    settled(window)
    proof = window.get_by_text("numbers came in").first
    said = proof.inner_text()
    window.reload()
    settled(window)
    expect(window.get_by_text(said)).to_be_visible(timeout=60_000)
    server.stop()
    server.start()
    window.reload()
    settled(window)
    expect(window.get_by_text(said)).to_be_visible(timeout=60_000)
    assert foreign == []


def test_an_uploaded_file_is_written_to_no_disk_in_clear(server: Server, visitor: Callable[[], Page]) -> None:
    mark = "Quillfeather Marsh"
    content = "Town,Place,Visits\n" + "".join(f"Avon,{mark} {n},{n}\n" for n in range(60_000))
    window = visitor()
    window.goto(f"{server.address}/upload")
    settled(window)
    window.set_input_files("input[type=file]", {"name": "marked.csv", "mimeType": "text/csv", "buffer": content.encode()})
    expect(window.get_by_role("heading", name="What is in your file")).to_be_visible(timeout=60_000)
    settled(window)
    kept = [file for file in server.folder.rglob("*") if file.is_file() and mark.encode() in file.read_bytes()]
    assert kept == []
    assert mark not in server.said()
    assert list((server.folder / "tmp").rglob("*")) == []
