"""A person may change any column: what fits its type is offered, and what is offered can be done."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ctcompanion.privacy import apply
from ctcompanion.privacy.remedies.choices import choices
from tests.privacy.tables import clean_table

COLUMNS: dict[str, list[Any]] = {
    "Age": [21, 35, 47, 90],
    "Pay": [41_000.5, 52_000.0, 61_000.0, 99_000.0],
    "Latitude": [41.76543, 41.76111, 41.30021, 41.60012],
    "Town": ["Avon", "Kent", "Avon", "Lyme"],
    "Zip": ["06001", "06002", "06085", "06001"],
    "Address": ["1 Elm St, Avon, CT", "2 Oak Rd, Kent, CT", "3 Oak Rd, Lyme", "4 Elm St, Avon"],
    "Seen": [pd.Timestamp("2024-01-03") + pd.Timedelta(days=40 * n) for n in range(4)],
    "Point": ["(41.76543, -72.67890)", "(41.76111, -72.6)", "(41.3, -72.9)", "(41.6, -72.7)"],
    "Said": ["call 860-555-0147", "nothing", "nothing more", "none"],
}
TABLE = clean_table(**COLUMNS)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Age", {"age-bands", "top-code", "bottom-code", "round"}),
        ("Pay", {"top-code", "bottom-code", "round"}),
        ("Latitude", {"coarsen-coordinates", "round"}),
        ("Town", {"town-to-region", "rare-to-other"}),
        ("Zip", {"zip-to-town", "zip-to-region"}),
        ("Address", {"address-to-town"}),
        ("Seen", {"date-to-month", "date-to-year"}),
        ("Point", {"coarsen-coordinates"}),
        ("Said", {"blank-cells:identifier-inside", "drop-rows:identifier-inside"}),
    ],
)
def test_what_fits_a_column_is_offered(column: str, expected: set[str]) -> None:
    offered = {choice.id for choice in choices(TABLE, column)}
    assert expected <= offered
    assert {"drop-column", "row-number"} <= offered


def test_what_does_not_fit_is_not() -> None:
    assert "age-bands" not in {choice.id for choice in choices(TABLE, "Pay")}
    assert "coarsen-coordinates" not in {choice.id for choice in choices(TABLE, "Age")}
    assert "date-to-month" not in {choice.id for choice in choices(TABLE, "Town")}


@pytest.mark.parametrize("column", COLUMNS)
def test_all_that_is_offered_can_be_done_with_the_proposed_number(column: str) -> None:
    for choice in choices(TABLE, column):
        step = choice.step(TABLE, column, choice.asks.value if choice.asks else None)
        assert len(apply(TABLE, (step,)).rows) >= 1


def test_an_empty_column_can_be_taken_out() -> None:
    empty = clean_table(Nothing=[None, None], Town=["Avon", "Kent"])
    assert [choice.id for choice in choices(empty, "Nothing")] == ["row-number", "drop-column"]


def test_a_step_says_what_it_does_and_the_number_given() -> None:
    bands = next(choice for choice in choices(TABLE, "Age") if choice.operation == "age-bands")
    step = bands.step(TABLE, "Age", 5)
    assert step.sentence == "Group ages in bands: Age (years in a band: 5)"
    assert step.parameters == {"width": 5}
