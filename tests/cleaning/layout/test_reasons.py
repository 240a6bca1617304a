from __future__ import annotations

from ctcompanion.cleaning.layout import detect
from tests.cleaning.layout.sheets import sheet_of


def test_the_reasons_name_rows_and_no_cell() -> None:
    rows = [
        ["Births by town"],
        [],
        ["Town", "2020", "2021"],
        ["Andover", "12", "3"],
        ["Avon", "30", "4"],
        ["Bethel", "25", "9"],
        ["Total", "67", "16"],
    ]
    told = detect(sheet_of(*rows)).reasons
    assert told == (
        "Row 1 stands above the table in words of its own, so it is a title.",
        "Row 3 names the columns: what stands below it looks different and stays the same from row to row.",
        "Row 7 is the sum of rows 4 to 6 in 2 of 2 columns.",
    )
