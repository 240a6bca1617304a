"""What a sheet seems to be."""

from __future__ import annotations

import pytest

from ctcompanion.reading.sheets import from_records, role_of


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (["Please read this first.", "The table is in the other file.", "Ask Maria for it.", "Thank you."], "notes"),
        (["Dear colleagues,", "please find the numbers in the file that I sent on Monday", "Best wishes"], "notes"),
        (["Town", "Andover", "Ansonia", "Ashford", "Avon"], "data"),
        (["School", "Hall High School", "East Windsor Middle School", "Lake Street School"], "data"),
        (["Notes"], "notes"),
        ([], "empty"),
    ],
)
def test_sentences_under_each_other_are_notes_and_names_are_a_list(lines: list[str], role: str) -> None:
    assert role_of(from_records([[line] for line in lines])) == role
