"""One form for every cell, whether it comes from our table or from the portal."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.errors import PublishingError
from ctcompanion.model import Column, DataType
from ctcompanion.publishing.canonical import live_cells, number_text, table_cells
from ctcompanion.publishing.points import point_of


def cells(values: list[object], kind: DataType, dtype: str | None = None, as_: DataType | None = None) -> list[str | None]:
    return table_cells(pd.Series(values, dtype=dtype), Column("x", kind, "X"), as_)


@pytest.mark.parametrize(
    ("values", "kind", "dtype", "wanted"),
    [
        (["a", None, "", " b "], DataType.TEXT, "str", ["a", None, None, " b "]),
        ([1, None, -(2**62)], DataType.NUMBER, "Int64", ["1", None, str(-(2**62))]),
        ([1.0, float("nan"), 0.1, -0.0, 1e16, 1.5e-7], DataType.NUMBER, "float64", ["1", None, "0.1", "0", "10000000000000000", "1.5e-07"]),
        ([True, None, False], DataType.CHECKBOX, "boolean", ["true", None, "false"]),
        (["2026-07-01", None], DataType.DATE, "datetime64[s]", ["2026-07-01T00:00:00.000", None]),
        (["2026-07-01T10:42:31.123456"], DataType.DATE, "datetime64[us]", ["2026-07-01T10:42:31.123"]),
        (["POINT (-72.67 41.76)", "(41.76, -72.67)"], DataType.POINT, "str", ["-72.67 41.76"] * 2),
    ],
)
def test_each_type_has_one_form(values: list[object], kind: DataType, dtype: str, wanted: list[str | None]) -> None:
    assert cells(values, kind, dtype) == wanted


@pytest.mark.parametrize(
    ("values", "kind", "dtype", "code"),
    [
        (["leak" * 1025], DataType.TEXT, "str", "text-too-long"),
        (["leak" + "é" * 2049], DataType.TEXT, "str", "text-too-long"),
        (["leak \ud800"], DataType.TEXT, "object", "broken-letter"),
        ([math.inf], DataType.NUMBER, "float64", "not-a-number"),
        (["1,234 leak"], DataType.NUMBER, "str", "not-a-number"),
        (["nan"], DataType.NUMBER, "str", "not-a-number"),
        (["1_000"], DataType.NUMBER, "str", "not-a-number"),
        (["leak"], DataType.CHECKBOX, "str", "not-yes-or-no"),
        (["leak 2026"], DataType.DATE, "str", "not-a-date"),
        (["(200, leak)"], DataType.POINT, "str", "not-a-place"),
    ],
)
def test_what_the_portal_would_refuse_is_refused_here_with_its_place(values: list[object], kind: DataType, dtype: str, code: str) -> None:
    with pytest.raises(PublishingError) as caught:
        cells([None, *values], kind, dtype)
    assert (caught.value.code, caught.value.place) == (code, "column X, row 2 of the table")
    assert "leak" not in str(caught.value.as_json())


def test_dates_with_a_zone_are_refused() -> None:
    with pytest.raises(PublishingError) as caught:
        table_cells(pd.Series(pd.to_datetime(["2026-07-01"]).tz_localize("UTC")), Column("x", DataType.DATE))
    assert caught.value.code == "date-with-zone"


def test_numbers_go_into_a_text_column_as_they_read() -> None:
    assert cells([1.0, 2.5], DataType.NUMBER, "float64", DataType.TEXT) == ["1", "2.5"]
    assert cells(["007", "12"], DataType.TEXT, "str", DataType.NUMBER) == ["7", "12"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_the_way_to_the_portal_and_back(number: float) -> None:
    text = number_text(number)
    assert float(text) == number
    assert json.loads(text) == number
    assert live_cells([text], "number") == [text]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_however_the_portal_writes_a_number_it_compares_the_same(number: object) -> None:
    ours = number_text(float(str(number)))
    assert live_cells([str(number), f"{float(str(number)):.17g}"], "number") == [ours, ours]


@pytest.mark.parametrize("number", [1e19, 1e20, -1e20, 123456789012345678901234.0, 1e22, float(2**63)])
def test_a_very_long_number_compares_the_same_in_digits_and_with_an_exponent(number: float) -> None:
    ours = number_text(number)
    assert live_cells([f"{number:.0f}", f"{number:.17E}"], "number") == [ours, ours]


def test_portal_values_get_the_same_form() -> None:
    assert live_cells(["10.50", "1E+3", None], "number") == ["10.5", "1000", None]
    assert live_cells(["2026-07-01", "2026-07-01T00:00:00"], "calendar_date") == ["2026-07-01T00:00:00.000"] * 2
    assert live_cells([True, False], "checkbox") == ["true", "false"]
    assert live_cells([{"url": "https://x", "description": "d"}], "url") == ["https://x"]
    assert live_cells([{"type": "Point", "coordinates": [-72.67, 41.76]}], "point") == ["-72.67 41.76"]
    assert live_cells(["", "x"], "text") == [None, "x"]


def test_a_live_value_of_another_shape_compares_as_different_and_breaks_nothing() -> None:
    assert live_cells(["N/A", "12/31/2026"], "number") == ["N/A", "12/31/2026"]
    assert live_cells(["soon"], "calendar_date") == ["soon"]


@pytest.mark.parametrize("text", ["", "POINT", "POINT ()", "(1, 2, 3)", "(a, b)", "POINT (1 nan)", "(41.7 -72.6)", "(95, 0)"])
def test_what_is_no_point_is_none(text: str) -> None:
    assert point_of(text) is None


def test_numpy_dates_beyond_pandas_reach_are_fine() -> None:
    assert table_cells(pd.Series(np.array(["1600-01-01"], dtype="datetime64[s]")), Column("x", DataType.DATE)) == [
        "1600-01-01T00:00:00.000"
    ]


def test_an_accent_typed_another_way_is_the_same_text() -> None:
    ours = cells(["Cafe\u0301", "Caf\u00e9"], DataType.TEXT, "str")
    assert ours == ["Caf\u00e9"] * 2 == live_cells(["Cafe\u0301", "Caf\u00e9"], "text")
