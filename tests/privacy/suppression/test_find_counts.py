"""The count column and its keys are proposed from what the table holds."""

import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType, Provenance
from ctcompanion.privacy.suppression import find_counts, suppress
from tests.privacy.suppression.count_tables import in_regions, people, with_totals


def clean(rows: pd.DataFrame) -> CleanTable:
    types = [DataType.NUMBER if pd.api.types.is_numeric_dtype(rows[name]) else DataType.TEXT for name in rows.columns]
    columns = tuple(Column(str(name), kind) for name, kind in zip(rows.columns, types, strict=True))
    return CleanTable(rows, columns, Provenance("file.csv", "0"))


def test_keys_count_and_total_are_found() -> None:
    (found,) = find_counts(clean(in_regions(people(8, 3, 900), 2)))
    assert (found.by, found.count, found.total, found.people) == (("region", "town", "group"), "count", "Total", True)


def test_a_year_is_a_key_and_a_percentage_is_no_count() -> None:
    rows = pd.concat([with_totals(people(4, 3, 900)).assign(year=year, percent=50) for year in (2020, 2021)], ignore_index=True)
    (found,) = find_counts(clean(rows))
    assert set(found.by) == {"town", "group", "year"}


def test_another_name_for_the_same_key_is_left_out() -> None:
    rows = with_totals(people(4, 3, 900))
    (found,) = find_counts(clean(rows.assign(fips="09-" + rows["town"])))
    assert found.by == ("town", "group")


def test_counts_of_people_come_first() -> None:
    rows = with_totals(people(4, 3, 900)).rename(columns={"count": "students"})
    rows.insert(0, "schools", 9)
    assert [found.count for found in find_counts(clean(rows))] == ["students", "schools"]


def test_nothing_is_proposed_where_rows_cannot_be_told_apart() -> None:
    assert find_counts(clean(pd.DataFrame({"town": ["Avon", "Avon"], "count": [1, 2]}))) == ()


def test_what_is_proposed_can_be_suppressed() -> None:
    rows = in_regions(people(8, 3, 900), 2)
    (found,) = find_counts(clean(rows))
    assert suppress(rows, found.by, found.count, total=found.total).safe
