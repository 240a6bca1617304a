"""Titles and notes leave the table and arrive in the description."""

from __future__ import annotations

import pytest

from ctcompanion.model import Level
from tests.cleaning.drawing import cleaned, shown, step, steps

PERMITS = """
title  | Housing permits by town, 2018
title  | Source: Census
header | Town  | Permits
data   | Avon  | 12
data   | Essex | 7
note   | Note: Essex reported late.
"""


def test_titles_and_notes_are_taken_off_and_kept() -> None:
    table = cleaned(PERMITS, off=("period-column",))
    assert shown(table) == [["town", "permits"], ["Avon", 12], ["Essex", 7]]
    assert [(note.kind, note.text, note.place) for note in table.notes] == [
        ("title", "Housing permits by town, 2018", "A1"),
        ("source", "Source: Census", "A2"),
        ("note", "Note: Essex reported late.", "A6"),
    ]


def test_the_sentence_names_the_rows_as_excel_does() -> None:
    assert step("titles", steps(PERMITS)).sentence == "Rows 1 to 2 are titles: taken off, kept for the description."
    assert step("notes", steps(PERMITS)).sentence == "Row 6 is a note: taken off, kept for the description."


def test_a_title_that_is_left_in_stays_as_a_row() -> None:
    table = cleaned(PERMITS, off=("titles", "period-column"))
    assert shown(table)[1] == ["Housing permits by town, 2018", None]
    assert not [note for note in table.notes if note.kind == "title"]


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("FOR OFFICE USE ONLY", "stop-sign-office-use", Level.STOP),
        ("EMBARGOED until Friday", "stop-sign-embargoed", Level.STOP),
        ("DRAFT", "stop-sign-draft", Level.REVIEW),
        ("Preliminary figures", "stop-sign-preliminary", Level.REVIEW),
    ],
)
def test_a_stop_sign_in_a_removed_line_is_a_finding(text: str, rule: str, level: Level) -> None:
    table = cleaned(PERMITS.replace("Source: Census", text))
    found = next(finding for finding in table.findings if finding.rule == rule)
    assert found.level is level
    assert found.place == "A2"
    assert text not in found.message


def test_an_ordinary_title_raises_nothing() -> None:
    assert not cleaned(PERMITS).findings
