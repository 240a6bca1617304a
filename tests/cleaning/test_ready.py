"""A file that is clean already."""

from __future__ import annotations

import pandas as pd

from ctcompanion.cleaning import table_of
from ctcompanion.model import DataType, Provenance

FROM = Provenance("clean.csv", "")


def test_types_and_names_are_taken_over() -> None:
    frame = pd.DataFrame(
        {"Town Name": ["Avon", None], "units": [4, 5], "Share": [0.5, None], "Filed": pd.to_datetime(["2020-01-02", None])}
    )
    table = table_of(frame, FROM)
    assert [(column.name, column.type) for column in table.columns] == [
        ("town_name", DataType.TEXT),
        ("units", DataType.NUMBER),
        ("share", DataType.NUMBER),
        ("filed", DataType.DATE),
    ]
    assert table.rows["units"].dtype == "Int64"
    assert table.rows["town_name"].isna().tolist() == [False, True]
    assert table.conservation.holds


def test_the_frame_is_left_as_it_was() -> None:
    frame = pd.DataFrame({"Town Name": ["Avon"]})
    table_of(frame, FROM)
    assert list(frame.columns) == ["Town Name"]
