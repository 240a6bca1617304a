"""Row identifiers: stable, from published values, and never two alike."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.errors import PublishingError
from ctcompanion.model import CleanTable, Column, DataType, Provenance
from ctcompanion.publishing.identifier import check_key, choose_identifier, free_name, not_told_apart, record_ids

CELLS = st.lists(st.tuples(st.none() | st.text(max_size=3), st.none() | st.text(max_size=3)), max_size=20)


@settings(max_examples=40)
@given(rows=CELLS)
def test_no_two_rows_have_the_same_id(rows: list[tuple[str | None, str | None]]) -> None:
    ids = record_ids([[row[0] for row in rows], [row[1] for row in rows]])
    assert len(set(ids)) == len(rows)


@settings(max_examples=40)
@given(rows=CELLS, more=CELLS)
def test_rows_added_at_the_end_leave_the_ids_before_them(
    rows: list[tuple[str | None, str | None]], more: list[tuple[str | None, str | None]]
) -> None:
    both = rows + more
    short, long = (record_ids([[row[0] for row in part], [row[1] for row in part]]) for part in (rows, both))
    assert long[: len(rows)] == short


@settings(max_examples=40)
@given(rows=CELLS, order=st.randoms())
def test_the_order_of_rows_changes_no_id(rows: list[tuple[str | None, str | None]], order: object) -> None:
    mixed = list(rows)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    ids = [sorted(record_ids([[row[0] for row in part], [row[1] for row in part]])) for part in (rows, mixed)]
    assert ids[0] == ids[1]


def test_cells_cannot_flow_into_each_other() -> None:
    ids = [record_ids([[a], [b]])[0] for a, b in [("ab", "c"), ("a", "bc"), ("", "abc"), (None, "abc"), ("1:a", ""), ("a;", None)]]
    assert len(set(ids)) == 6


def test_identical_rows_are_numbered() -> None:
    assert len(set(record_ids([["Andover", "Andover", "Andover"]]))) == 3


def test_an_id_never_changes_between_versions_of_this_program() -> None:
    ids = record_ids([["Andover", "Andover", None], ["2020", "2020", "x"]])
    assert ids == ["bfca8a1d51c055e9fea1", "2445671e2135a2f570e7", "5911fbe35f391b6a3d0d"]


def table(rows: list[tuple[object, ...]], columns: list[Column]) -> CleanTable:
    return CleanTable(pd.DataFrame(rows, columns=[column.name for column in columns]), tuple(columns), Provenance("f", "0"))


def test_an_id_column_is_used_as_it_is() -> None:
    columns = [Column("permit_number", DataType.TEXT, "Permit number"), Column("town", DataType.TEXT, "Town")]
    found = choose_identifier(table([("001", "Andover"), ("002", "Andover")], columns))
    assert (found.columns, found.computed) == (("permit_number",), False)


def test_a_measure_is_no_identifier_even_where_it_is_unique() -> None:
    columns = [Column("population", DataType.NUMBER, "Population"), Column("town", DataType.TEXT, "Town")]
    assert choose_identifier(table([(3300, "Andover"), (18900, "Ansonia")], columns)).columns == ("town",)


def test_the_period_is_part_of_it_even_where_this_file_holds_one_year_only() -> None:
    year = Column("year", DataType.NUMBER, grouping=False)
    frame = pd.DataFrame({"year": [2023, 2023], "town": ["Avon", "Bethel"], "people": [1, 2]})
    table = CleanTable(frame, (year, Column("town", DataType.TEXT), Column("people", DataType.NUMBER)), Provenance("a.csv", "0"))
    assert choose_identifier(table).columns == ("year", "town")


def test_where_nothing_is_unique_all_columns_make_it() -> None:
    columns = [Column("town", DataType.TEXT, "Town"), Column("amount", DataType.NUMBER, "Amount")]
    found = choose_identifier(table([("Andover", 5), ("Andover", 5)], columns))
    assert (found.columns, found.computed) == (("town", "amount"), True)


@pytest.mark.parametrize(("cells", "code"), [(["a", None], "identifier-blank"), (["a", "a"], "identifier-twice")])
def test_a_key_with_gaps_or_repeats_is_refused(cells: list[str | None], code: str) -> None:
    with pytest.raises(PublishingError) as caught:
        check_key(cells, "permit_number")
    assert (caught.value.code, caught.value.happened) == (code, "Nothing was sent.")


def test_a_column_called_record_id_is_left_alone() -> None:
    assert free_name(["record_id", "record_id_2"]) == "record_id_3"


@settings(max_examples=40)
@given(rows=CELLS, order=st.randoms())
def test_where_a_key_is_not_enough_the_order_of_the_file_still_gives_each_row_its_id(
    rows: list[tuple[str | None, str | None]], order: object
) -> None:
    mixed = list(rows)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    ids = [sorted(zip(record_ids([[r[0] for r in part]], [[r[1] for r in part]]), map(repr, part), strict=True)) for part in (rows, mixed)]
    assert ids[0] == ids[1]


def test_rows_that_differ_beside_the_chosen_columns_are_counted_and_identical_ones_are_not() -> None:
    columns = [Column("town", DataType.TEXT, "Town"), Column("year", DataType.NUMBER, "Year"), Column("date_updated", DataType.DATE)]
    rows: list[tuple[object, ...]] = [("Avon", 2020, "a"), ("Avon", 2021, "b"), ("Bethel", 2020, "c"), ("Bethel", 2020, "d")]
    assert not_told_apart(table(rows, columns), ["town"]) == 2
    assert not_told_apart(table(rows, columns), ["town", "year"]) == 0
