"""The portal's custom fields are read off what is published there."""

from __future__ import annotations

from ctcompanion.publishing import seen_custom_fields
from tests.publishing.desk import QUICK, Desk, permits

SETS = {"Dataset Information": {"Agency": "Department of Housing"}, "Publishing": {"Update-Frequency": "Monthly"}}


def test_the_fields_of_published_datasets_are_seen(desk: Desk) -> None:
    desk.publish(desk.new(permits(range(2018, 2019)), view={"name": "Permits", "metadata": {"custom_fields": SETS}}))
    seen = seen_custom_fields(desk.portal, QUICK)
    assert {name: set(fields) for name, fields in seen.items()} == {"Dataset Information": {"Agency"}, "Publishing": {"Update-Frequency"}}


def test_no_value_of_another_dataset_comes_along(desk: Desk) -> None:
    desk.publish(desk.new(permits(range(2018, 2019)), view={"name": "Permits", "metadata": {"custom_fields": SETS}}))
    assert "Housing" not in str(seen_custom_fields(desk.portal, QUICK))


def test_a_portal_without_datasets_or_without_an_answer_shows_none(desk: Desk) -> None:
    assert seen_custom_fields(desk.portal, QUICK) == {}
    desk.faults({"kind": "503", "call": "catalogue", "times": 0})
    assert seen_custom_fields(desk.portal, QUICK) == {}
