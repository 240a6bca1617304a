"""Rows as strict JSON in pieces that the portal takes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.publishing.serialise import chunks, whole

KINDS = {"name": "text", "count": "number", "final": "checkbox", "day": "calendar_date", "place": "point", "link": "url"}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROW = st.tuples(
    st.none() | TEXT.filter(bool),
    st.none() | st.integers().map(str),
    st.none() | st.sampled_from(["true", "false"]),
    st.none() | st.just("2026-07-01T00:00:00.000"),
    st.none() | st.just("-72.67 41.76"),
    st.none() | TEXT.filter(bool),
)


def columns(rows: list[tuple[str | None, ...]]) -> dict[str, list[str | None]]:
    return {field: [row[place] for row in rows] for place, field in enumerate(KINDS)}


@given(rows=st.lists(ROW, max_size=30), size=st.integers(10, 2000))
def test_every_row_goes_out_once_in_order_and_reads_back(rows: list[tuple[str | None, ...]], size: int) -> None:
    sent = [row for chunk in chunks(columns(rows), KINDS, rows=7, size=size) for row in json.loads(chunk.body)]
    assert [row["name"] for row in sent] == [row[0] for row in rows]
    assert [row["count"] for row in sent] == [None if row[1] is None else int(row[1]) for row in rows]
    assert [row["link"] for row in sent] == [None if row[5] is None else {"url": row[5]} for row in rows]


@given(rows=st.lists(ROW, min_size=1, max_size=30), size=st.integers(200, 2000))
def test_no_piece_is_larger_than_it_may_be(rows: list[tuple[str | None, ...]], size: int) -> None:
    for chunk in chunks(columns(rows), KINDS, rows=7, size=size):
        assert chunk.rows <= 7
        assert len(chunk.body) <= size or chunk.rows == 1
        assert len(json.loads(chunk.body)) == chunk.rows


def test_blanks_are_sent_as_null_because_a_missing_key_would_keep_the_old_value() -> None:
    assert json.loads(whole({"a": ["x", None]}, {"a": "text"}).body) == [{"a": "x"}, {"a": None}]


def test_types_are_real_json_types() -> None:
    row = json.loads(whole(columns([("a", "5", "true", None, "-72.67 41.76", "https://x")]), KINDS).body)[0]
    assert row == {
        "name": "a",
        "count": 5,
        "final": True,
        "day": None,
        "place": {"type": "Point", "coordinates": [-72.67, 41.76]},
        "link": {"url": "https://x"},
    }


def test_a_percent_sign_in_a_name_or_a_value_is_only_a_sign() -> None:
    assert json.loads(whole({"a%s": ["100%d"]}, {"a%s": "text"}).body) == [{"a%s": "100%d"}]
