from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ctcompanion.cleaning.layout import detect
from ctcompanion.model import Sheet, column_letter


def sheet_of(*rows: Sequence[str]) -> Sheet:
    width = max(map(len, rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(None, pa.table({column_letter(at + 1): pa.array([row[at] or None for row in padded], pa.string()) for at in range(width)}))


def classes(*rows: Sequence[str]) -> str:
    """The first letters of the classes; b is blank."""
    return "".join(kind.value[0] for kind in detect(sheet_of(*rows)).lines)


TOWNS = [["Andover", "12", "3"], ["Avon", "30", "4"], ["Bethel", "25", "9"]]


def test_a_table_with_title_header_and_note_is_told_apart() -> None:
    assert classes(["Births by town"], [], ["Town", "2020", "2021"], *TOWNS, [], ["Source: Department of Public Health"]) == "tbhdddbn"


def test_a_table_of_words_has_its_header_in_the_first_row() -> None:
    layout = detect(sheet_of(["Name", "City"], ["A. Smith", "Avon"], ["B. Jones", "Bethel"], ["C. Brown", "Canton"]))
    assert layout.header_rows == (1,)
    assert layout.names == ("Name", "City")


def test_an_empty_sheet_has_no_tables() -> None:
    assert detect(sheet_of()).tables == ()
