from __future__ import annotations

import string
import time
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.cleaning.layout import describe, detect
from ctcompanion.model import LineClass, Sheet, column_letter
from tests.cleaning.layout.sheets import sheet_of


def classes(*rows: Sequence[str]) -> str:
    """The first letters of the classes; t is title, s a total (sum), b blank."""
    return "".join("s" if kind is LineClass.TOTAL else kind.value[0] for kind in detect(sheet_of(*rows)).lines)


TOWNS = [["Andover", "12", "3"], ["Avon", "30", "4"], ["Bethel", "25", "9"], ["Bolton", "14", "8"], ["Canton", "37", "11"]]


def test_a_table_with_title_header_total_and_note_is_told_apart() -> None:
    rows = [["Births by town"], [], ["Town", "2020", "2021"], *TOWNS, ["Total", "118", "35"], [], ["Source: Department of Public Health"]]
    assert classes(*rows) == "tbhdddddsbn"


def test_a_table_of_words_has_its_header_in_the_first_row() -> None:
    layout = detect(sheet_of(["Name", "City"], ["A. Smith", "Avon"], ["B. Jones", "Bethel"], ["C. Brown", "Canton"]))
    assert layout.header_rows == (1,)
    assert layout.names == ("Name", "City")


def test_the_sum_of_the_rows_names_its_parts() -> None:
    layout = detect(sheet_of(["Town", "Births", "Deaths"], *TOWNS, ["Total", "118", "35"]))
    (total,) = layout.sums
    assert (total.number, total.parts, total.exact) == (7, (2, 3, 4, 5, 6), True)


def test_a_total_whose_parts_are_hidden_is_not_exact() -> None:
    rows = [[name, "*", "*"] if name == "Bolton" else [name, *rest] for name, *rest in TOWNS]
    layout = detect(sheet_of(["Town", "Births", "Deaths"], *rows, ["Total", "118", "35"]))
    (total,) = layout.sums
    assert total.hidden == 2
    assert not total.exact


def test_pairs_side_by_side_are_blocks_with_the_same_headers() -> None:
    pairs = [
        [a[0], a[1], b[0], b[1]]
        for a, b in zip(TOWNS, [["Darien", "51"], ["Derby", "22"], ["Durham", "17"], ["Eastford", "6"], ["Easton", "9"]], strict=True)
    ]
    layout = detect(sheet_of(["Population by town"], [], ["Town", "Est. Pop.", "Town", "Est. Pop."], *pairs))
    assert [str(table) for table in layout.tables] == ["A3:B8", "C3:D8"]
    assert layout.names == ("Town", "Est. Pop.")


def test_a_header_repeated_down_the_sheet_continues_its_table() -> None:
    head = ["Town", "Births", "Deaths"]
    layout = detect(sheet_of(head, *TOWNS, [], head, ["Darien", "51", "8"], ["Derby", "22", "5"], ["Durham", "17", "2"]))
    assert [str(table) for table in layout.tables] == ["A1:C11"]
    assert layout.header_rows == (1,)


def test_an_empty_sheet_has_no_tables() -> None:
    assert detect(sheet_of()).tables == ()
    assert detect(sheet_of([""], [""])).tables == ()


def test_a_long_sheet_gets_a_class_for_each_row_and_its_totals() -> None:
    body = [[f"Town {n}", str(n), str(n % 7)] for n in range(2500)]
    layout = detect(sheet_of(["Town", "Births", "Deaths"], *body, ["Total", str(sum(range(2500))), str(sum(n % 7 for n in range(2500)))]))
    assert len(layout.lines) == 2502
    assert layout.lines[0] is LineClass.HEADER
    assert layout.lines[-1] is LineClass.TOTAL
    assert set(layout.lines[1:-1]) == {LineClass.DATA}


def test_ten_thousand_rows_of_thirty_columns_take_under_two_seconds_of_work() -> None:
    numbers = np.random.default_rng(0).integers(0, 100_000, (10_000, 30)).astype(str)
    sheet = Sheet(None, pa.table({column_letter(at + 1): pa.array(["Head", *numbers[:, at]]) for at in range(30)}))
    detect(sheet)
    began = time.process_time()
    detect(sheet)
    assert time.process_time() - began < 2


def test_hundreds_of_totals_take_no_longer() -> None:
    town = [["", "11", "Farms", "4", "20"], ["", "22", "Shops", "*", "*"], ["", "", "Total", "9", "75"], []]
    sheet = sheet_of(["Town", "Code", "Industry", "Units", "Jobs"], *town * 600)
    began = time.process_time()
    layout = detect(sheet)
    assert time.process_time() - began < 3
    assert layout.lines.count(LineClass.TOTAL) == 600


def test_a_sheet_as_wide_as_excel_goes_is_answered() -> None:
    layout = detect(sheet_of([f"h{n}" for n in range(16_384)], *[[str(n) for n in range(16_384)]] * 2))
    assert len(layout.names) == 16_384


def test_the_description_has_the_fields_of_inspect() -> None:
    sheet = sheet_of(["Town", "Births"], *[row[:2] for row in TOWNS])
    told = describe(sheet, detect(sheet))
    assert told["lines"] == ["header", *["data"] * 5]
    assert told["tables"] == [{"first_row": 1, "last_row": 6, "first_column": 1, "last_column": 2}]
    assert 0 <= told["confidence"] <= 1
    assert 0 <= told["edge_confidence"] <= 1


CELL = st.sampled_from(["", "", "Town", "Total", "12", "3.5", "2020", "*", "-9999", "Note: x", "\u200f\u05d0", "a\x00b", "(12)", "="])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(CELL, st.text(string.printable, max_size=6)), max_size=5), max_size=12))
def test_whatever_a_sheet_holds_each_row_gets_one_class_and_tables_lie_inside(rows: list[list[str]]) -> None:
    sheet = sheet_of(*rows)
    layout = detect(sheet)
    assert len(layout.lines) == sheet.height
    assert all(
        1 <= t.first_row <= t.last_row <= sheet.height and 1 <= t.first_column <= t.last_column <= sheet.width for t in layout.tables
    )
    assert len(set(layout.names)) == len(layout.names)
