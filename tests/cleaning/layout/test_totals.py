from __future__ import annotations

from ctcompanion.cleaning.layout import detect
from tests.cleaning.layout.sheets import sheet_of

ROWS = [("Andover", 12, 31), ("Avon", 30, 45), ("Bethel", 25, 91), ("Bolton", 14, 82), ("Canton", 37, 11), ("Darien", 51, 64)]


def total_columns(header: list[str], *rows: list[str]) -> tuple[int, ...]:
    return detect(sheet_of(header, *rows)).total_columns


def test_a_column_with_a_total_word_that_its_neighbours_make_is_a_total() -> None:
    assert total_columns(["Town", "Male", "Female", "Total"], *[[t, str(a), str(b), str(a + b)] for t, a, b in ROWS]) == (4,)


def test_a_sum_without_a_total_word_is_a_measure() -> None:
    assert total_columns(["Town", "Original", "Adjusted", "Revised"], *[[t, str(a), str(b), str(a + b)] for t, a, b in ROWS]) == ()


def test_a_total_word_on_a_measure_of_its_own_does_not_make_it_a_total() -> None:
    assert total_columns(["Town", "Firms", "Workers", "Total wages"], *[[t, str(a), str(b), str(40_000 * b + a)] for t, a, b in ROWS]) == ()


def test_a_percent_column_between_the_parts_does_not_hide_the_sum() -> None:
    rows = [[t, str(a + b), str(a), f"{a / (a + b):.3f}", str(b)] for t, a, b in ROWS]
    assert total_columns(["Town", "Total", "Male", "Percent male", "Female"], *rows) == (2,)
