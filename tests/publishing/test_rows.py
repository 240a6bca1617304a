"""Rows beside live rows, and the checksum over them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.publishing.checksum import MODULUS, checksum
from ctcompanion.publishing.rows import pick, rows_by_content, rows_by_key

CELL = st.none() | st.sampled_from(["a", "b", "c"])
ROWS = st.lists(st.tuples(CELL, CELL), max_size=12)


def columns(rows: list[tuple[str | None, ...]]) -> dict[str, list[str | None]]:
    return {"x": [row[0] for row in rows], "y": [row[1] for row in rows]}


def test_rows_are_added_changed_same_or_gone() -> None:
    mine = {"id": ["1", "2", "3"], "value": ["a", "b", "c"]}
    live = {"id": ["2", "3", "4"], "value": ["b", "z", "d"]}
    found = rows_by_key(mine, live, "id")
    assert (found.added, found.changed, found.same, found.gone) == ((0,), (2,), (1,), 1)
    assert [(cell.key, cell.field, cell.old, cell.new) for cell in found.cells] == [("3", "value", "z", "c")]


def test_a_column_that_the_live_rows_lack_is_no_change() -> None:
    assert rows_by_key({"id": ["1"], "new": ["x"]}, {"id": ["1"]}, "id").same == (0,)


@settings(max_examples=40)
@given(mine=ROWS, live=ROWS)
def test_without_a_key_each_live_row_accounts_for_one_equal_row(
    mine: list[tuple[str | None, ...]], live: list[tuple[str | None, ...]]
) -> None:
    found = rows_by_content(columns(mine), columns(live))
    added = Counter(mine[row] for row in found.added)
    assert added == Counter(mine) - Counter(live)
    assert found.gone == (Counter(live) - Counter(mine)).total()
    assert sorted((*found.added, *found.same)) == list(range(len(mine)))


@settings(max_examples=40)
@given(rows=ROWS, order=st.randoms())
def test_the_checksum_does_not_depend_on_the_order(rows: list[tuple[str | None, ...]], order: object) -> None:
    mixed = list(rows)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert checksum(columns(rows)) == checksum(columns(mixed))


@settings(max_examples=40)
@given(rows=ROWS, more=ROWS)
def test_checksums_of_parts_add_up_to_the_whole(rows: list[tuple[str | None, ...]], more: list[tuple[str | None, ...]]) -> None:
    assert checksum(columns(rows + more)) == (checksum(columns(rows)) + checksum(columns(more))) % MODULUS


@settings(max_examples=40)
@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=12), other=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=12))
def test_other_rows_have_another_checksum(rows: list[tuple[str | None, ...]], other: list[tuple[str | None, ...]]) -> None:
    assert (checksum(columns(rows)) == checksum(columns(other))) == (Counter(rows) == Counter(other))


def test_a_blank_is_not_an_empty_word_and_a_swap_is_seen() -> None:
    sums = {checksum({"x": [a], "y": [b]}) for a, b in [("a", "b"), ("b", "a"), (None, "a"), ("a", None)]}
    assert len(sums) == 4


def test_picking_rows_keeps_their_order() -> None:
    assert pick(columns([("a", "b"), ("c", "d"), ("e", "f")]), [2, 0]) == {"x": ["e", "a"], "y": ["f", "b"]}
