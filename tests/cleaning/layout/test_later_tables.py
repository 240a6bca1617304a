"""Two tables of different shape on a sheet are two tables, and a table with gaps stays one."""

from __future__ import annotations

from ctcompanion.cleaning.layout import detect
from tools.layout_examples import sheet_of

TOWNS = [["Town", "Year", "Permits"], ["Avon", "2020", "5"], ["Bethel", "2020", "6"], ["Canton", "2020", "7"], ["Darien", "2020", "9"]]
COUNTIES = [["Hartford", "0.5"], ["Tolland", "0.6"], ["Windham", "0.7"]]


def places(*rows: list[str]) -> list[str]:
    return [str(found) for found in detect(sheet_of(list(rows))).tables]


def test_a_table_of_another_shape_below_is_a_table_of_its_own() -> None:
    assert places(*TOWNS, [], ["County", "Rate"], *COUNTIES) == ["A1:C5", "A7:B10"]


def test_its_title_is_no_part_of_the_table_above() -> None:
    assert places(["Permits by town"], *TOWNS, [], ["Rates by county"], ["County", "Rate"], *COUNTIES) == ["A2:C6", "A9:B12"]


def test_rows_after_a_gap_belong_to_their_table() -> None:
    assert places(*TOWNS, [], ["Essex", "2020", "3"], ["Granby", "2020", "4"], ["Hamden", "2020", "8"]) == ["A1:C9"]


def test_a_row_with_words_for_a_number_after_a_gap_is_no_header() -> None:
    assert places(*TOWNS, [], ["Essex", "2020", "Closed"], ["Granby", "2020", "4"], ["Hamden", "2020", "8"]) == ["A1:C9"]
