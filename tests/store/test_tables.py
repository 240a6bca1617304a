"""A clean table as bytes: everything comes back, and the fingerprint with it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.errors import StoreError
from ctcompanion.model import (
    Change,
    CleanTable,
    Column,
    Conservation,
    DataType,
    Finding,
    Level,
    Note,
    Provenance,
    Range,
    Remedy,
    Removal,
    Sum,
)
from ctcompanion.store.tables import from_bytes, to_bytes

ROW = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.none() | st.integers(-(2**62), 2**62),
    st.floats(allow_infinity=False, width=64),
    st.none() | st.booleans(),
    st.none() | st.datetimes(min_value=pd.Timestamp("1700-01-01").to_pydatetime(), max_value=pd.Timestamp("2200-01-01").to_pydatetime()),
)


def table(rows: list[tuple[object, ...]], unit: str = "us") -> CleanTable:
    types = {"town": "str", "count": "Int64", "rate": "float64", "final": "boolean", "day": f"datetime64[{unit}]"}
    frame = pd.DataFrame(rows, columns=list(types))
    frame["day"] = pd.to_datetime(frame["day"])
    kinds = (DataType.TEXT, DataType.NUMBER, DataType.NUMBER, DataType.CHECKBOX, DataType.DATE)
    columns = tuple(Column(name, kind, name.title()) for name, kind in zip(types, kinds, strict=True))
    return CleanTable(frame.astype(types), columns, Provenance("file.xlsx", "0" * 64, "Sheet1"))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROW, max_size=6), unit=st.sampled_from(["s", "ms", "us", "ns"]))
def test_every_value_and_type_comes_back(rows: list[tuple[object, ...]], unit: str) -> None:
    kept = table(rows, unit)
    again = from_bytes(to_bytes(kept))
    assert again.fingerprint == kept.fingerprint
    pd.testing.assert_frame_equal(again.rows, kept.rows)


def test_what_is_said_about_the_table_comes_back() -> None:
    plain = table([("Andover", 1, 0.5, True, None)])
    full = CleanTable(
        plain.rows,
        plain.columns,
        plain.provenance,
        changes=(Change("drop totals", "Row 9 was a total.", 10, 9, 3, 3, (Range(9, 9, 1, 3),)),),
        notes=(Note("source", "Source: DOH", "Sheet1!A12"),),
        findings=(Finding("rule", Level.REVIEW, "Look.", "town", remedies=(Remedy("drop", "Remove", parameters={"n": 1}),), share=0.5),),
        sums=(Sum("town", "State", False, "adds up"),),
        conservation=Conservation(10, 9, (Removal("totals", 1, True, (Range(9, 9, 1, 3),)),)),
    )
    again = from_bytes(to_bytes(full))
    for part in ("columns", "provenance", "changes", "notes", "findings", "sums", "conservation"):
        assert getattr(again, part) == getattr(full, part)


@pytest.mark.parametrize("content", [b"", b"not arrow", to_bytes(table([]))[:-50]])
def test_damaged_bytes_are_said_to_be_so(content: bytes) -> None:
    with pytest.raises(StoreError) as caught:
        from_bytes(content)
    assert caught.value.code == "kept-value-damaged"
