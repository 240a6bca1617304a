"""Percent that became a fraction, or dollars that became thousands, is noticed; usual growth is not."""

from __future__ import annotations

import pandas as pd
import pytest

from ctcompanion.cleaning.sizes import said_of_size, sizes
from ctcompanion.model import CleanTable, Column, DataType, Provenance


def table(values: list[float | None], *, grouping: bool = True) -> CleanTable:
    column = Column("share", DataType.NUMBER, "Share", grouping=grouping)
    return CleanTable(pd.DataFrame({"share": pd.Series(values, dtype="Float64")}), (column,), Provenance("a.xlsx", ""))


SHARES = [10.0, 13.5, 17.0, 20.5, 24.0, 0.0, None]


@pytest.mark.parametrize(
    ("times", "said"), [(0.01, "about 100 times as small as last time"), (1000, "about 1,000 times as large as last time")]
)
def test_another_unit_is_said(times: float, said: str) -> None:
    now = [None if value is None else value * times for value in SHARES]
    assert said_of_size(sizes(table(SHARES)), sizes(table(now)), "share") == said


@pytest.mark.parametrize("times", [0.1, 0.5, 1, 3, 12])
def test_usual_change_is_not(times: float) -> None:
    now = [None if value is None else value * times for value in SHARES]
    assert not said_of_size(sizes(table(SHARES)), sizes(table(now)), "share")


def test_few_figures_years_and_blanks_are_not_sized() -> None:
    assert sizes(table([1.0, 2.0])) == sizes(table([None] * 9)) == sizes(table(SHARES, grouping=False)) == {}
    assert not said_of_size({}, sizes(table(SHARES)), "share")
