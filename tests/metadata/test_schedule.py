from datetime import date

import pytest

from ctcompanion import reference
from ctcompanion.metadata import calendar, next_due
from ctcompanion.metadata.schedule import is_late, should_automate
from ctcompanion.recipe import DatasetMetadata


def test_a_yearly_dataset_is_due_a_year_later():
    assert next_due("Annually", date(2025, 3, 1)) == date(2026, 3, 1)
    assert next_due("Monthly", date(2025, 1, 31)) == date(2025, 2, 28)
    assert next_due("Quarterly", date(2025, 11, 30)) == date(2026, 2, 28)
    assert next_due("Weekly", date(2025, 12, 29)) == date(2026, 1, 5)
    assert next_due("As needed", date(2025, 3, 1)) is None


def test_a_quarter_of_the_period_is_grace():
    assert not is_late("Monthly", date(2026, 1, 1), date(2026, 2, 8))
    assert is_late("Monthly", date(2026, 1, 1), date(2026, 2, 12))
    assert not is_late("Other", date(2000, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("frequency", reference.update_frequencies())
def test_automation_is_advised_above_quarterly(frequency):
    days = next(entry["days"] for entry in reference.document("update_frequencies.json")["values"] if entry["value"] == frequency)
    assert should_automate(frequency) == (days is not None and days < 90)


def test_the_calendar_entry_is_valid_and_folded():
    ics = calendar(DatasetMetadata(title="Permits, by Town; " + "é" * 80, update_frequency="Monthly"), date(2026, 1, 1), "https://x")
    assert "DTSTART;VALUE=DATE:20260201\r\n" in ics
    assert "Permits\\, by Town\\;" in ics.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in ics.split("\r\n"))
    assert calendar(DatasetMetadata(update_frequency="As needed"), date(2026, 1, 1)) == ""
