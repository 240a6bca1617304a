"""Sheets of one table, each cleaned on its own, under each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.together import propose_together, stacked, together
from ctcompanion.model import CleanTable, Sheet, Workbook
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn, shown
from tests.cleaning.files import book, csv, files
from tests.cleaning.test_alike import TOWNS, sheet


def put(*sheets: Sheet, own: tuple[CleaningStep, ...] = ()) -> CleanTable:
    proposal = propose_together(sheets)
    return together(sheets, (*proposal.steps, *own), proposal.layout, file_name="permits.xlsx")


def test_the_sheets_rows_stand_under_each_other_with_the_sheets_name() -> None:
    table = put(sheet("North"), sheet("South", add=1))
    assert shown(table)[:2] == [["sheet", "town", "permits", "value"], ["North", "Avon", 0, 11]]
    assert table.rows["sheet"].tolist() == ["North"] * 8 + ["South"] * 8


def test_sheets_named_after_months_become_a_month_column() -> None:
    table = put(sheet("Jan"), sheet("Feb", add=1))
    assert table.columns[0].display == "Month"
    assert list(dict.fromkeys(table.rows["month"])) == ["January", "February"]


def test_a_year_in_each_sheets_name_is_column_enough() -> None:
    table = put(sheet("2018"), sheet("2019", add=1))
    assert [column.name for column in table.columns] == ["year", "town", "permits", "value"]
    assert sorted(set(table.rows["year"])) == [2018, 2019]


def test_the_proof_counts_the_numbers_of_all_sheets() -> None:
    table = put(sheet("North"), sheet("South", add=1), sheet("West", add=2))
    assert (table.conservation.numbers_in, table.conservation.numbers_out, table.conservation.holds) == (48, 48, True)
    assert table.changes[-1].sentence == "Put under each other: North (8 rows), South (8 rows) and West (8 rows)."


def test_a_decision_about_the_first_sheet_holds_for_all() -> None:
    table = put(sheet("North"), sheet("South", add=1), own=(rename("Permits", "Homes"),))
    assert "Homes" in [column.display for column in table.columns]
    assert len(table.columns) == 4


def test_another_spelling_is_the_same_column() -> None:
    table = put(sheet("North"), sheet("South", header="TOWN | Permit | Value", add=1))
    assert [column.name for column in table.columns] == ["sheet", "town", "permits", "value"]


def test_a_year_in_a_heading_gives_way_where_it_differs_from_sheet_to_sheet() -> None:
    one, other = (sheet(f"f_{year}", header=f"Town | Permits {year} | Value", add=year - 2018) for year in (2018, 2019))
    table = put(one, other)
    assert "permits" in [column.name for column in table.columns]
    assert len(table.rows) == 2 * len(TOWNS)


def test_a_column_that_is_text_in_one_sheet_is_text_in_all_and_said() -> None:
    odd = sheet("South", add=1)
    found = odd.cells.column(1).to_pylist()
    cells = odd.cells.set_column(1, "B", [[*found[:4], "many", "few", "many", *found[7:]]])
    tables = [cleaning.clean(one, cleaning.propose(one).steps) for one in (sheet("North"), Sheet("South", cells))]
    table = stacked(tables, ["North", "South"])
    assert table.rows["permits"].tolist()[:2] == ["0", "7"]
    assert "types-differ" in [finding.rule for finding in table.findings]


@pytest.mark.parametrize("name", ["Sheet", "Town"])
def test_the_new_column_never_takes_anothers_name(name: str) -> None:
    table = put(sheet("North", header=f"{name} | Permits | Value"), sheet("South", header=f"{name} | Permits | Value", add=1))
    assert len({column.name for column in table.columns}) == 4


def test_parts_that_stand_side_by_side_on_each_sheet_all_come_along() -> None:
    def wide(name: str, add: int) -> Sheet:
        others = ["Hebron", "Kent", "Lyme", "Monroe", "Norfolk", "Oxford", "Putnam", "Salem"]
        rows = [f"data | {a} | {at * 71 + add} | {b} | {at * 37 + 900 + add}" for at, (a, b) in enumerate(zip(TOWNS, others, strict=True))]
        return replace(drawn("header | Town | Units | Town | Units\n" + "\n".join(rows))[0], name=name)

    table = put(wide("North", 100), wide("South", 300))
    assert (len(table.rows), table.conservation.numbers_in, table.conservation.numbers_out) == (32, 32, 32)


def put_files(*books: Workbook, off: tuple[str, ...] = ()) -> CleanTable:
    workbook = files(*books)
    proposal = propose_together(workbook.sheets, workbook.file_name)
    steps = tuple(found.model_copy(update={"on": found.on and found.id not in off}) for found in proposal.steps)
    return together(workbook.sheets, steps, proposal.layout, file_name=workbook.file_name)


def values(table: CleanTable, name: str) -> list[object]:
    return list(dict.fromkeys(table.rows[name]))


@pytest.mark.parametrize(
    ("names", "column", "found"),
    [
        (("permits 2018.csv", "permits 2019.csv"), "year", [2018, 2019]),
        (("permits_Jan2024.csv", "permits_Feb2024.csv"), "month", ["2024-01", "2024-02"]),
        (("permits_jan_final.csv", "permits_feb_final.csv"), "month", ["January", "February"]),
        (("Avon permits.csv", "Bethel permits.csv"), "town_2", ["Avon", "Bethel"]),
        (("north office.csv", "south office.csv"), "file", ["north office", "south office"]),
    ],
)
def test_what_tells_the_files_apart_becomes_a_column(names: tuple[str, str], column: str, found: list[object]) -> None:
    if column == "town_2":
        header, column = "Office | Permits | Value", "town"
    else:
        header = "Town | Permits | Value"
    table = put_files(csv(names[0], header=header), csv(names[1], header=header, add=1))
    assert values(table, column) == found
    assert len(table.rows) == 2 * len(TOWNS)


def test_the_county_of_each_files_title_becomes_a_column() -> None:
    def county(name: str, add: int) -> Workbook:
        rows = "\n".join(f"data | Trade {letter} | {at + add} | {at * 40 + add}" for at, letter in enumerate("ABCDEFGH"))
        return book(f"{name}.csv", drawn(f"title | {name} County\nheader | Industry | Units | Jobs\n{rows}")[0])

    table = put_files(county("Tolland", 3), county("Windham", 5))
    assert [column.name for column in table.columns] == ["county", "industry", "units", "jobs"]
    assert values(table, "county") == ["Tolland", "Windham"]


@pytest.mark.parametrize(("names", "step"), [(("a 2018.csv", "a 2019.csv"), "period-column"), (("a.csv", "b.csv"), "origin-column")])
def test_the_column_has_a_switch(names: tuple[str, str], step: str) -> None:
    table = put_files(csv(names[0]), csv(names[1], add=1), off=(step,))
    assert [column.name for column in table.columns] == ["town", "permits", "value"]


def test_files_that_each_hold_days_of_their_own_need_no_other_column() -> None:
    def month(number: int) -> Workbook:
        rows = "\n".join(f"data | {number}/{day}/2024 | {town} | {day * 31}" for day, town in enumerate(TOWNS, start=1))
        return book(f"part {number}.csv", replace(drawn(f"header | Date issued | Town | Fee\n{rows}")[0], name=None))

    assert "file" not in put_files(month(1), month(2)).rows.columns


def test_each_file_keeps_its_own_proof_and_the_whole_adds_up() -> None:
    table = put_files(csv("a.csv"), csv("b.csv", add=1), csv("c.csv", add=2))
    assert table.conservation.holds
    assert (table.conservation.numbers_in, len(table.rows)) == (48, 24)


def test_the_files_are_named_where_a_finding_is_not_everybodys() -> None:
    header = "Town | Permits | Value"
    odd = drawn("title | Preliminary\nheader | " + header + "\n" + "\n".join(f"data | {t} | {n} | {n * 9}" for n, t in enumerate(TOWNS)))[0]
    table = put_files(csv("a.csv"), book("b.csv", replace(odd, name=None)))
    (said,) = [finding.message for finding in table.findings if finding.rule == "stop-sign-preliminary"]
    assert said.startswith("b.csv: The text in b.csv!A1")
