"""Marks are explained by the notes around the table."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.explained import explained
from ctcompanion.model import Note


def notes(*texts: str) -> tuple[Note, ...]:
    return tuple(Note("note", text, f"Sheet1!A{at}") for at, text in enumerate(texts, start=20))


@pytest.mark.parametrize(
    ("mark", "text", "said"),
    [
        ("*", "* Includes Unionville.", "Includes Unionville"),
        ("*", "Note: * includes Unionville", "includes Unionville"),
        ("(1)", "(1) Census 2020 counts", "Census 2020 counts"),
        ("(1)", "1/ Census 2020 counts", "Census 2020 counts"),
        ("1/", "1 Census 2020 counts", "Census 2020 counts"),
        ("\\2", "2 Per 1,000 people", "Per 1,000 people"),
        ("¹", "¹ Census 2020 counts", "Census 2020 counts"),
        ("*", "* Estimated ** Revised in May", "Estimated"),
        ("**", "* Estimated ** Revised in May", ""),
        ("*", "An asterisk (*) means fewer than 6.", "An asterisk (*) means fewer than 6"),
        ("s", "s = suppressed", "suppressed"),
        ("N/A", "N/A - not asked in that year", "not asked in that year"),
        ("*", "** Revised in May", ""),
        ("a", "A new rule holds since May", ""),
        ("1", "1,200 people answered", ""),
        ("1", "12 towns did not answer", ""),
    ],
)
def test_a_mark_has_the_text_of_its_note(mark: str, text: str, said: str) -> None:
    assert explained(notes(text), mark) == said


def test_a_second_mark_in_one_cell_is_found_after_a_full_stop() -> None:
    assert explained(notes("* Estimated. ** Revised in May"), "**") == "Revised in May"


def test_the_explanation_may_stand_in_the_next_cell() -> None:
    split = (Note("note", "*", "Sheet1!A20"), Note("note", "Estimated", "Sheet1!B20"))
    assert explained(split, "*") == "Estimated"
