"""The sheet that is meant."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.cleaning import main_sheet
from ctcompanion.model import Sheet
from tests.cleaning.drawing import drawn


def sheet(name: str, rows: int, **more: object) -> Sheet:
    return replace(drawn("header | Town | Units\n" + "\n".join(f"data | Town {at} | {at}" for at in range(rows)), name=name)[0], **more)


def test_the_first_sheet_stands_though_a_working_sheet_is_longer() -> None:
    assert main_sheet([sheet("For publication", 10), sheet("Workings", 15)]).name == "For publication"


def test_a_cover_sheet_does_not() -> None:
    assert main_sheet([sheet("Cover", 2), sheet("Data", 15)]).name == "Data"


def test_hidden_sheets_and_notes_are_passed_over() -> None:
    assert main_sheet([sheet("Old", 15, visible=False), sheet("Read me", 15, role="notes"), sheet("Data", 15)]).name == "Data"


def test_a_workbook_without_a_table_has_none() -> None:
    assert main_sheet([sheet("Read me", 15, role="notes")]) is None
