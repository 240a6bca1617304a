"""A wrong clock on this computer puts no wrong day on a receipt or into a description."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from ctcompanion.model import Column, DataType
from ctcompanion.publishing import clock, make_private_now
from ctcompanion.publishing.socrata import SocrataPortal
from tests.publishing.desk import QUICK, Desk, permits

FORTY_DAYS = 40 * 86_400.0


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> float:
    """This computer believes that it is forty days later."""
    monkeypatch.setattr(SocrataPortal, "clock_ahead", property(lambda _: FORTY_DAYS))
    return FORTY_DAYS


def test_a_clock_that_agrees_is_not_talked_about(desk: Desk) -> None:
    receipt = desk.publish(desk.new(permits(range(2018, 2020))))
    assert "clock" not in {check.name for check in receipt.checks}
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(receipt.when)).total_seconds()) < 60


def test_a_receipt_made_on_a_wrong_clock_has_the_portals_time_and_says_so(desk: Desk, ahead: float) -> None:
    receipt = desk.publish(desk.new(permits(range(2018, 2020))))
    assert receipt.holds
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(receipt.when)).total_seconds() - ahead) < 60
    said = next(check.sentence for check in receipt.checks if check.name == "clock")
    assert said.startswith("This computer's clock is 57,600 minutes ahead of the portal's.")


def test_a_column_added_on_a_wrong_clock_is_described_with_the_portals_month(desk: Desk, ahead: float) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020))))
    table = permits(range(2020, 2021))
    more = replace(
        table, rows=table.rows.assign(demolished=1), columns=(*table.columns, Column("demolished", DataType.NUMBER, "Demolished"))
    )
    desk.publish(desk.more(more, made.dataset_id, {"demolished": "add"}))
    column = desk.portal.view(made.dataset_id).column("demolished")
    assert column is not None
    assert f"since {clock.now(desk.portal):%B %Y}" in column.description


def test_the_message_after_taking_back_has_the_portals_time(desk: Desk, ahead: float) -> None:
    made = desk.publish(desk.new(permits(range(2018, 2020))))
    taken = make_private_now(desk.portal, desk.store, made, "ana", QUICK)
    assert f"Made private: {clock.now(desk.portal):%Y-%m-%d}" in taken.message
