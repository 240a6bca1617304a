"""The journal, the audit, the receipts and the log of a publication hold counts, ids and hashes: no cell of the table."""

from __future__ import annotations

import importlib
import logging
from pathlib import Path

import pytest

from ctcompanion.errors import CompanionError
from ctcompanion.publishing import Identifier
from tests.publishing.desk import Desk, permits
from tests.publishing.flows import rule

MARK = "Zebra-Mark-Town"


@pytest.mark.parametrize("identifier", [Identifier(("town", "year"), True, ""), Identifier(("town",), False, ""), None])
@pytest.mark.parametrize("kind", ["", "errors-inside", "403", "reset-after", "html-login"])
def test_no_cell_is_written_down_in_the_open(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, identifier: Identifier | None, kind: str
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(importlib.import_module("ctcompanion.publishing.plan_append"), "READ_WHOLE", 0)
    made = desk.publish(desk.new(permits(range(2020, 2021), (MARK, "Avon")), identifier=identifier))
    if kind:
        desk.faults(rule(kind, "upsert", 1))
    table = permits(range(2020, 2021), (MARK, "Avon", f"{MARK} 2"), offset=1)
    said = ""
    try:
        desk.publish(desk.more(table, made.dataset_id, corrections="send"))
    except CompanionError as error:
        said = f"{error.as_json()}{error!r}"
    assert MARK not in said + caplog.text
    kept = Path(str(desk.store.database.engine.url.database))
    written = b"".join(path.read_bytes() for path in kept.parent.glob(f"{kept.name}*"))
    assert b"LOCKED" in written
    assert MARK.encode() not in written
