"""The connection page: reads only, and a private draft on request that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from streamlit.testing.v1 import AppTest

from ctcompanion import practice
from tests.ui.test_pages import go, words


def calls(address: str) -> set[str]:
    said = requests.get(f"{address}/practice-control/calls", auth=("key", "secret"), timeout=9).json()
    return {call["verb"] for call in said if call["call"] != "control"}


def test_checks_read_only_and_a_draft_is_tried_on_request(
    app: Callable[[], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with practice.running(tmp_path / "portal") as running:
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", running.domain)
        page = go(app(), "connection")
        page.button(key="check-connection").click().run()
        assert "8 of 8 checks passed" in words(page)
        assert calls(running.address) == {"GET"}
        page.button(key="try-draft").click().run()
        assert "9 of 9 checks passed" in words(page)
        assert calls(running.address) == {"GET", "POST", "DELETE"}
        found = requests.get(f"{running.address}/api/catalog/v1", auth=("key", "secret"), timeout=9).json()
        assert found["results"] == []
