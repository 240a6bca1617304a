"""What was done is said before and after, in numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ctcompanion.model import CleanTable
from ctcompanion.privacy import apply
from ctcompanion.recipe import RemedyStep
from tests.privacy.tables import clean_table

PEOPLE = clean_table(
    Age=[21, 22, 35, 36, 47, 48],
    Town=["Avon", "Kent", "Avon", "Lyme", "Paris", "Avon"],
    Seen=[pd.Timestamp("2024-01-03") + pd.Timedelta(days=20 * n) for n in range(6)],
)


def effect_of(operation: str, column: str | None = None, table: CleanTable = PEOPLE, **parameters: Any) -> str:
    return apply(table, (RemedyStep(operation=operation, column=column, parameters=parameters),)).changes[-1].effect


@pytest.mark.parametrize(
    ("operation", "column", "parameters", "said"),
    [
        ("age-bands", "Age", {"width": 10}, "6 ages become 3 groups"),
        ("town-to-region", "Town", {}, "4 towns become 3 regions; 1 cell become blank"),
        ("date-to-month", "Seen", {}, "6 days become 4 months"),
        ("top-code", "Age", {"at": 40}, "6 different values become 5"),
        ("round", "Age", {"base": 1}, "nothing changes"),
        ("bottom-code", "Age", {"at": 22}, "6 different values become 5"),
        ("drop-column", "Age", {}, "3 columns before, 2 after"),
        ("row-number", "Town", {}, "6 rows have a number made of what is published"),
        ("aggregate", None, {"by": ["Town"]}, "6 rows before, 4 after, 3 columns before, 2 after"),
    ],
)
def test_each_step_says_what_it_did(operation: str, column: str | None, parameters: dict[str, Any], said: str) -> None:
    assert effect_of(operation, column, **parameters) == said


def test_how_many_counts_are_hidden_is_said_without_telling_which() -> None:
    table = clean_table(Town=["Avon", "Kent", "Lyme", "Total"], Students=[3, 40, 57, 100])
    assert effect_of("suppress", "Students", table, by=["Town"], total="Total") == "2 of 4 counts are hidden, the further ones among them"
