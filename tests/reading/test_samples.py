"""The sample files are what their program makes, they can be read, and nobody real is in them."""

from __future__ import annotations

import json

import pytest

from ctcompanion import reference
from tests.reading.reading_files import grid, open_here
from tools.make_samples import FOLDER, SAMPLES, sample_bytes

LISTED = json.loads((FOLDER / "samples.json").read_text(encoding="utf-8"))["samples"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_the_program_makes(name: str) -> None:
    kept, made = open_here((FOLDER / name).read_bytes(), name), open_here(sample_bytes(name), name)
    assert [grid(sheet) for sheet in kept.sheets] == [grid(sheet) for sheet in made.sheets]
    assert [sheet.styles for sheet in kept.sheets] == [sheet.styles for sheet in made.sheets]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_small_and_reads_without_a_word(name: str) -> None:
    assert (FOLDER / name).stat().st_size < 100_000
    book = open_here((FOLDER / name).read_bytes(), name)
    assert [sheet.role for sheet in book.sheets] == ["data"]
    assert book.notices == ()


def test_each_sample_says_what_is_wrong_with_it() -> None:
    assert [entry["file"] for entry in LISTED] == list(SAMPLES)
    assert all(entry["title"] and entry["wrong"] and entry["look_for"] for entry in LISTED)


def test_the_next_years_permits_add_one_column_and_change_nothing() -> None:
    before, after = (grid(open_here(sample_bytes(f"housing-permits-1990-{year}.xlsx")).sheets[0])[4:175] for year in (2023, 2024))
    assert [row[:-1] for row in after] == before
    assert [row[0] for row in before[1:-1]] == list(reference.towns())


def test_no_social_security_number_of_the_samples_was_ever_issued() -> None:
    rows = grid(open_here(sample_bytes("program-clients.xlsx")).sheets[0])
    numbers = [row[3] for row in rows[4:-2]]
    assert len(set(numbers)) == len(numbers) == 240
    assert all(number and number.startswith("987-65-") for number in numbers)
