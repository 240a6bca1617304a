"""A press under a finding puts its step among the others."""

from __future__ import annotations

from ctcompanion import cleaning
from ctcompanion.cleaning.remedy import remedied
from ctcompanion.model import CleanTable, Remedy
from tests.cleaning.drawing import drawn

HIDDEN = """
header | Town  | People
data   | Avon  | 40
data   | Essex | *
data   | Union | 50
total  | Total | 97
"""


def pressed(picture: str, rule: str, label: str) -> CleanTable:
    sheet, layout = drawn(picture)
    steps = cleaning.propose(sheet, layout=layout).steps
    finding = next(one for one in cleaning.clean(sheet, steps, layout=layout).findings if one.rule == rule)
    remedy = next(one for one in finding.remedies if one.label.startswith(label))
    return cleaning.clean(sheet, remedied(steps, remedy) or (), layout=layout)


def test_totals_that_stay_are_kept_alone_or_left_out() -> None:
    assert pressed(HIDDEN, "totals-stay", "Keep only the totals").rows["town"].tolist() == ["All towns"]
    assert pressed(HIDDEN, "totals-stay", "Leave the totals out").rows["town"].tolist() == ["Avon", "Essex", "Union"]


def test_a_proposed_step_is_switched_on() -> None:
    sheet, layout = drawn(HIDDEN)
    steps = cleaning.propose(sheet, layout=layout).steps
    dated = remedied(steps, Remedy("date-updated", "Add the day"))
    assert dated is not None
    assert [(one.on, one.by) for one in dated if one.operation == "date-updated"] == [(True, "person")]
    assert [one for one in dated if one.operation != "date-updated"] == [one for one in steps if one.operation != "date-updated"]


def test_a_remedy_without_its_step_offers_nothing() -> None:
    assert remedied((), Remedy("parent-table", "Keep one row")) is None
