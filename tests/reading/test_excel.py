"""Workbooks: values as text with their kinds, numbered as Excel does, and what the looks say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.styles import Alignment, Font

from ctcompanion.errors import ReadingError
from ctcompanion.model import KIND_CODES, Range
from ctcompanion.reading import read_here
from ctcompanion.reading.values import number_text
from tests.reading.reading_files import LIMITS, first, grid, open_here, saved, workbook


def kinds(data: bytes) -> list[list[str]]:
    table = open_here(data).sheets[0].kinds
    assert table is not None
    columns = [[KIND_CODES[code].value for code in column.to_pylist()] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def test_values_become_their_plain_texts_with_kinds() -> None:
    rows = [["Town", 1990.0, 0.45, True, dt.date(2023, 6, 3), dt.datetime(2023, 6, 3, 10, 0), None], ["x", 1234567.891, 1e-7, False]]
    data = saved(workbook(S=rows))
    assert first(data) == [
        ["Town", "1990", "0.45", "TRUE", "2023-06-03", "2023-06-03T10:00:00"],
        ["x", "1234567.891", "0.0000001", "FALSE", None, None],
    ]
    assert kinds(data)[0] == ["text", "number", "number", "boolean", "date", "date"]
    assert kinds(data)[1][4] == "blank"


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_number_keeps_fifteen_digits(value: float) -> None:
    assert float(number_text(value)) == pytest.approx(value, rel=1e-14, abs=1e-300)
    assert "e" not in number_text(value)


def test_binary_noise_is_not_shown() -> None:
    assert number_text(0.1 + 0.2) == "0.3"


def test_rows_and_columns_count_from_a1_even_when_the_sheet_starts_later() -> None:
    book = workbook(S=[])
    book["S"]["C4"], book["S"]["D5"] = "late", 7
    sheet = open_here(saved(book)).sheets[0]
    assert (sheet.height, sheet.width) == (5, 4)
    assert grid(sheet)[3] == [None, None, "late", None]


def test_trailing_blanks_are_trimmed() -> None:
    book = workbook(S=[["a", "b", ""], [1, 2, ""], ["", "", ""]])
    assert first(saved(book)) == [["a", "b"], ["1", "2"]]


def test_looks_are_found() -> None:
    book = workbook(S=[["Title", None, None], ["Town", "Share", "ZIP"], ["Avon", 0.45, 6001], ["Bethel", 0.5, 6801]])
    sheet = book["S"]
    sheet.merge_cells("A1:C1")
    sheet["A1"].font = Font(bold=True)
    sheet["A4"].alignment = Alignment(indent=2)
    sheet["B3"].number_format = "0%"
    sheet["C3"].number_format = "00000"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    found = open_here(saved(book)).sheets[0]
    assert found.styles.merged == (Range(1, 1, 1, 3),)
    assert found.styles.bold == {(1, 1)}
    assert found.styles.indents == {(4, 1): 2}
    assert found.styles.formats == {(3, 2): "0%", (3, 3): "00000"}
    assert (found.hidden_rows, found.hidden_columns) == ((4,), (2,))


def test_a_filter_in_use_is_seen() -> None:
    book = workbook(S=[["Town", "Count"], ["Avon", 1], ["Bethel", 2]])
    book["S"].auto_filter.ref = "A1:B3"
    book["S"].auto_filter.add_filter_column(0, ["Avon"])
    assert open_here(saved(book)).sheets[0].filtered


def test_error_cells_are_kept_as_errors() -> None:
    book = workbook(S=[["a", "b"], ["x", "#N/A"], ["y", 2]])
    data = saved(book)
    assert first(data)[1] == ["x", "#N/A"]
    assert kinds(data)[1] == ["text", "error"]


def test_hidden_sheets_and_roles_are_said() -> None:
    prose = [["These numbers come from the annual survey of the agency and were revised in June, as explained in the report."]]
    book = workbook(Data=[["a", "b"], [1, 2]], Notes=prose, Blank=[], Old=[["a", "b"], [1, 2]])
    book["Old"].sheet_state = "hidden"
    found = open_here(saved(book))
    assert [sheet.role for sheet in found.sheets] == ["data", "notes", "empty", "data"]
    assert [sheet.visible for sheet in found.sheets] == [True, True, True, False]
    assert found.notices == ("1 hidden sheet came along: Old.",)


def test_a_list_of_short_entries_is_data() -> None:
    assert open_here(saved(workbook(S=[["Town"], ["Avon"], ["Bethel"], ["Canton"]]))).sheets[0].role == "data"


def test_a_workbook_of_charts_alone_is_no_table() -> None:
    book = workbook(S=[])
    book.create_chartsheet("Chart").add_chart(BarChart())
    with pytest.raises(ReadingError) as caught:
        open_here(saved(book))
    assert caught.value.code == "not-a-table"


def test_sixteen_thousand_columns_are_read() -> None:
    sheet = open_here(saved(workbook(S=[list(range(16_384)), [1, 2]]))).sheets[0]
    assert (sheet.width, sheet.cells.column_names[-1]) == (16_384, "XFD")


def test_merged_everything_is_read() -> None:
    book = workbook(S=[["All of it"]])
    book["S"].merge_cells("A1:Z50")
    sheet = open_here(saved(book)).sheets[0]
    assert (sheet.height, sheet.width, sheet.styles.merged) == (1, 1, (Range(1, 50, 1, 26),))


def test_cells_far_apart_are_refused_with_the_place() -> None:
    book = workbook(S=[["x"]])
    book["S"]["XFD1048576"] = "y"
    with pytest.raises(ReadingError) as caught:
        open_here(saved(book))
    assert (caught.value.code, caught.value.place) == ("too-many-cells", "XFD1048576")


def test_sheets_without_cells_are_empty() -> None:
    with pytest.raises(ReadingError) as caught:
        open_here(saved(workbook(S=[], T=[])))
    assert caught.value.code == "empty"


def test_looks_can_be_left_out() -> None:
    book = workbook(S=[["a", "b"], [1, 2]])
    book["S"]["A1"].font = Font(bold=True)
    assert not read_here(saved(book), "x", LIMITS, styles=False).sheets[0].styles.bold


def test_page_headers_and_footers_are_read_without_their_codes() -> None:
    book = workbook(S=[["Town", "Units"], ["Avon", 1]])
    book["S"].oddHeader.center.text = "DRAFT & internal"
    book["S"].oddHeader.center.size = 14
    book["S"].oddFooter.right.text = "Page &P of &N"
    assert open_here(saved(book)).sheets[0].printed == ("DRAFT & internal", "Page of")


def test_a_sheet_that_says_nothing_when_printed_has_no_such_text() -> None:
    assert open_here(saved(workbook(S=[["Town", "Units"], ["Avon", 1]]))).sheets[0].printed == ()
