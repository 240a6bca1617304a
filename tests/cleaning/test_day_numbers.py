"""Day numbers become dates only where the heading says so."""

from __future__ import annotations

import pytest

from ctcompanion.model import DataType
from tests.cleaning.drawing import cleaned


def first(heading: str, *values: str) -> object:
    return cleaned("\n".join([f"header | Town | {heading}", *(f"data | T{at} | {value}" for at, value in enumerate(values))]))


@pytest.mark.parametrize("values", [("45000", "44000"), ("45000.5", "44000"), ("20230315", "20200618"), ("2023-03-15", "44000")])
def test_days_under_a_heading_that_says_date_are_dates(values: tuple[str, ...]) -> None:
    table = first("Date filed", *values)
    assert table.rows["date_filed"].dt.strftime("%Y-%m-%d").tolist() == ["2023-03-15", "2020-06-18"]
    assert table.conservation.holds


@pytest.mark.parametrize(
    ("heading", "values"), [("Wages", ("45000", "44000")), ("Date", ("2019", "2020")), ("Up to date rows", ("12", "45000"))]
)
def test_other_numbers_stay_numbers(heading: str, values: tuple[str, ...]) -> None:
    assert DataType.NUMBER in {column.type for column in first(heading, *values).columns}


def test_numbers_beside_words_are_left_alone() -> None:
    assert first("Date filed", "45000", "pending").column("date_filed").type is DataType.TEXT
