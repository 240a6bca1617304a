from __future__ import annotations

import pyarrow as pa
import pytest

from ctcompanion.cleaning.layout.cells import DATE, MARK, NUMBER, TEXT, YEAR, distinct


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1,234", NUMBER), ("$5.50", NUMBER), ("(12)", NUMBER), ("12-", NUMBER), ("12.5%", NUMBER), ("3.2 \\4", NUMBER), ("1990", YEAR), ("1990.0", YEAR),
        ("2019-20", DATE), ("July 1, 2004", DATE), ("FY 2020", DATE), ("2020-05-01", DATE), ("Q3 2020", DATE), ("*", MARK), ("N/A", MARK), ("<5", MARK),
        ("-9999", MARK), ("(NA)", MARK), ("--", MARK), ("Avon", TEXT), ("12 Main Street", TEXT), ("May be late", TEXT),
    ],
)  # fmt: skip
def test_a_text_is_taken_for_what_it_looks_like(text: str, kind: int) -> None:
    assert distinct(pa.array(["", text])).kinds[1] == kind


@pytest.mark.parametrize(
    ("text", "value"), [("1,234", 1234), ("(12)", -12), ("12-", -12), ("-3.5", -3.5), ("$1,000.25", 1000.25), ("45 \\2", 45), (".5", 0.5)]
)
def test_a_number_is_read_with_its_sign(text: str, value: float) -> None:
    assert distinct(pa.array(["", text])).values[1] == value
