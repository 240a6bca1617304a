"""A value as each type of the portal takes it, gives it back, or refuses it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion.practice.datatypes import BY_NAME, Maltyped

POINT = {"type": "Point", "coordinates": [-72.6, 41.7]}
TAKEN = [
    ("text", "Avon", "Avon"), ("text", "", ""), ("text", 5, "5"), ("text", 2.5, "2.5"), ("text", "é" * 2048, "é" * 2048),
    ("number", 3.14, "3.14"), ("number", "3.14", "3.14"), ("number", "6e3", "6000"), ("number", -0.0000001, "-0.0000001"), ("number", 10**20, "1" + "0" * 20),
    ("number", "0.12345678901234567890", "0.12345678901234567890"), ("number", "007", "7"), ("number", -0.0, "0"), ("number", 1e15, "1000000000000000"),
    ("checkbox", True, True), ("checkbox", "false", False),
    ("calendar_date", "2001-01-01", "2001-01-01T00:00:00.000"), ("calendar_date", "2001-01-01T09:30:00", "2001-01-01T09:30:00.000"),
    ("calendar_date", "2001-01-01T09:30:00.250", "2001-01-01T09:30:00.250"),
    ("date", "2026-07-01T12:00:00-04:00", "2026-07-01T16:00:00.000Z"), ("date", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00.000Z"),
    ("point", POINT, POINT), ("point", "POINT (-72.6 41.7)", POINT),
    ("url", {"url": "https://ct.gov", "description": "CT"}, {"url": "https://ct.gov", "description": "CT"}), ("url", "https://ct.gov", None),
    ("location", {"latitude": "41.7", "longitude": "-72.6"}, {"latitude": "41.7", "longitude": "-72.6"}), ("location", "nowhere", None),
    ("line", {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, {"type": "LineString", "coordinates": [[1.0, 2.0], [3.0, 4.0]]}),
]  # fmt: skip
REFUSED = [
    ("text", True), ("text", {"a": 1}), ("text", "x" * 4097), ("number", ""), ("number", "N/A"), ("number", "1,234"), ("number", "$5"), ("number", "45%"),
    ("number", "NaN"), ("number", "Infinity"), ("number", True), ("number", " 5"), ("number", "٣"), ("checkbox", 0), ("checkbox", 1), ("checkbox", "N/A"), ("checkbox", "yes"),
    ("checkbox", "True"), ("calendar_date", "2001-01-01T00:00:00Z"), ("calendar_date", "2001-01-01T00:00:00-05:00"), ("calendar_date", "03/26/2014 10:38 PM"),
    ("calendar_date", "2001-02-30"), ("calendar_date", 2001), ("calendar_date", ""), ("date", "2026-07-01"), ("date", "0001-01-01T00:00:00+14:00"), ("date", "9999-12-31T23:59:59-14:00"), ("point", "(41.7, -72.6)"), ("point", {"type": "Point", "coordinates": [41.7, -172.6]}),
    ("point", {"type": "Point", "coordinates": ["-72.6", "41.7"]}), ("url", 5), ("polygon", {"type": "Point", "coordinates": [1, 2]}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sent", "given_back"), TAKEN, ids=lambda value: str(value)[:30])
def test_a_value_comes_back_as_the_portal_writes_it(kind: str, sent: Any, given_back: Any) -> None:
    stored = BY_NAME[kind].accept(sent)
    assert (None if stored is None else BY_NAME[kind].write(stored)) == given_back


@pytest.mark.parametrize(("kind", "sent"), REFUSED, ids=lambda value: str(value)[:30])
def test_a_value_of_the_wrong_kind_is_refused(kind: str, sent: Any) -> None:
    with pytest.raises(Maltyped):
        BY_NAME[kind].accept(sent)


@pytest.mark.parametrize("type_name", ["text", "number"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5)), max_size=8)
)
def test_a_column_at_once_is_taken_as_its_cells_one_by_one(type_name: str, values: list[Any]) -> None:
    from ctcompanion.practice.column_values import accept_all

    def one(value: Any) -> Any:
        return None if value is None else BY_NAME[type_name].accept(value)

    try:
        expected = [one(value) for value in values]
    except Maltyped:
        with pytest.raises(Maltyped):
            accept_all(BY_NAME[type_name], values)
    else:
        assert accept_all(BY_NAME[type_name], values) == expected
