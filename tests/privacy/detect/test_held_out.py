"""The detector on columns that no rule was fitted to, with their headers and without."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from ctcompanion.model import Column, DataType, Level
from ctcompanion.privacy.detect.examine import examine_column
from tests.privacy.detect.held_out import Held, held_out

BLANKS = {"", "N/A", "n/a", "-"}


def stops(held: Held, header: str) -> bool:
    """Whether the column stops; its values as cleaning hands them on."""
    values = pd.Series([None if value.strip() in BLANKS else value.strip() for value in held.values], dtype="str")
    numbers = pd.to_numeric(values, errors="coerce")
    is_number = numbers.notna().sum() == values.notna().sum() and not values.dropna().str.startswith("0").any()
    column = Column("c", DataType.NUMBER if is_number else DataType.TEXT, original=header)
    return examine_column(column, numbers if is_number else values).level is Level.STOP


def counted(rows: int, headers: bool) -> Counter[str]:
    """Columns found, missed, falsely stopped and rightly left."""
    found: Counter[str] = Counter()
    for held in held_out(rows=rows):
        if headers or held.tells or not held.direct:
            stopped = stops(held, held.header if headers else "column 1")
            found[("hit" if held.direct else "false") if stopped else ("missed" if held.direct else "left")] += 1
    return found


@pytest.mark.parametrize(("rows", "headers", "recall", "precision"), [(80, True, 0.97, 0.97), (12, True, 0.95, 0.95), (80, False, 0.95, 0.93), (12, False, 0.9, 0.93)])  # fmt: skip
def test_held_out_columns_are_told_apart(rows: int, headers: bool, recall: float, precision: float) -> None:
    found = counted(rows, headers)
    assert found["hit"] / (found["hit"] + found["missed"]) >= recall
    assert found["hit"] / (found["hit"] + found["false"]) >= precision


def test_at_most_one_in_a_hundred_columns_without_a_person_stops() -> None:
    found = counted(200, headers=True)
    assert found["false"] <= 0.01 * (found["false"] + found["left"])


@pytest.mark.parametrize("share", [3, 10])
def test_people_among_vendors_are_called_for_review(share: int) -> None:
    people = next(held for held in held_out(rows=300) if held.header == "Attn").values
    vendors = [
        f"{word} {kind}"
        for word in ("Acme", "Marino", "Dattco", "Apex", "Tri-Town", "Valley")
        for kind in ("Paving LLC", "Inc", "Supply Co", "Services")
    ]
    values = pd.Series((vendors * 12)[: 300 - 3 * share] + people[: 3 * share], dtype="str")
    verdict = examine_column(Column("c", DataType.TEXT, original="Vendor"), values)
    assert (verdict.rule, verdict.level) == ("hidden-people", Level.REVIEW)
