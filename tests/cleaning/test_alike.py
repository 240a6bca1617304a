"""Which sheets of a workbook are parts of one table."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.cleaning.alike import alike, pairs
from ctcompanion.model import Sheet, Workbook
from tests.cleaning.drawing import drawn

TOWNS = ["Avon", "Bethel", "Canton", "Darien", "Essex", "Easton", "Fairfield", "Granby"]


def sheet(name: str, *, header: str = "Town | Permits | Value", add: int = 0, turned: bool = False, visible: bool = True) -> Sheet:
    towns = list(enumerate(TOWNS))
    rows = "\n".join(f"data | {town} | {at * 7 + add} | {at * 130 + 11 + add}" for at, town in (towns[::-1] if turned else towns))
    return replace(drawn(f"header | {header}\n{rows}")[0], name=name, visible=visible)


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook("permits.xlsx", "", "xlsx", sheets)


def test_sheets_with_the_same_column_names_are_one_group() -> None:
    (found,) = alike(workbook(sheet("Jan"), sheet("Feb", add=1), sheet("Codes", header="Town | Phone | Fax"), sheet("Mar", add=2)))
    assert (found.names, found.same_rows, found.spelled) == (("Jan", "Feb", "Mar"), False, ())


def test_a_heading_spelled_differently_is_one_column_and_said() -> None:
    (found,) = alike(workbook(sheet("Jan"), sheet("Feb", header="TOWN | Permit | Value", add=1)))
    assert found.spelled == ("“Permits” of Jan is spelled “Permit” in Feb: one column.",)


def test_hidden_sheets_are_left_out() -> None:
    assert alike(workbook(sheet("Jan"), sheet("Feb", add=1, visible=False))) == ()


def test_one_table_sorted_two_ways_is_said_and_comes_last() -> None:
    other = "Town | Births | Deaths"
    book = workbook(
        sheet("By name"), sheet("By value", turned=True), sheet("2018", header=other, add=1), sheet("2019", header=other, add=2)
    )
    parts, sorted_twice = alike(book)
    assert (parts.names, parts.same_rows) == (("2018", "2019"), False)
    assert (sorted_twice.names, sorted_twice.same_rows) == (("By name", "By value"), True)


def test_columns_in_another_order_are_still_the_same_columns() -> None:
    assert pairs(("Town", "Births", "Deaths"), ("Town", "Deaths", "Births")) == {"Town": "Town", "Deaths": "Deaths", "Births": "Births"}


def test_grade_1_is_not_grade_2_but_any_year_is_a_year() -> None:
    assert pairs(("Town", "Grade 1"), ("Town", "Grade 2")) is None
    assert pairs(("Town", "Permits 2018"), ("Town", "Permits 2019")) == {"Town": "Town", "Permits 2019": "Permits 2018"}


def test_long_sheets_are_compared_by_their_first_rows() -> None:
    def long(name: str, add: int) -> Sheet:
        rows = "\n".join(f"data | {TOWNS[at % 8]} | {at * 7 + add} | {at * 130 + 11 + add}" for at in range(500))
        return replace(drawn(f"header | Town | Permits | Value\n{rows}")[0], name=name)

    assert [group.same_rows for group in alike(workbook(long("A", 0), long("B", 1)))] == [False]
    assert [group.same_rows for group in alike(workbook(long("A", 0), long("B", 0)))] == [True]
