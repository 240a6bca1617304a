"""Lone carriage returns: line ends where they part whole rows, text where they stand in a cell."""

from __future__ import annotations

import pytest

from tests.reading.reading_files import first, open_here

ROWS = [["Town", "Year", "Permits"], ["Avon", "2020", "1"], ["Bethel", "2020", "2"], ["Canton", "2020", "3"], ["Darien", "2020", "4"]]


def text(*ends: str) -> bytes:
    return "".join(",".join(row) + end for row, end in zip(ROWS, ends, strict=True)).encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_one_kind_are_read(end: str) -> None:
    assert first(text(*[end] * 5)) == ROWS


@pytest.mark.parametrize(
    "ends",
    [("\r\n", "\n", "\r", "\r\n", "\n"), ("\n", "\r", "\r", "\r", "\n"), ("\r", "\r", "\r", "\r\n", "\r"), ("\n", "\n", "\n", "\r", "\n")],
)
def test_lines_that_end_in_several_ways_are_rows_each(ends: tuple[str, ...]) -> None:
    assert first(text(*ends)) == ROWS


def test_mixed_line_ends_are_said() -> None:
    assert "several ways" in open_here(text("\r\n", "\n", "\r", "\r\n", "\n")).notices[0]


def test_a_return_inside_a_cell_is_text() -> None:
    rows = first(b'"Town\rname",Year,Note\r\nAvon,2020,see\rbelow\r\nBethel,2020,x\r\nCanton,2020,x\r\n')
    assert (rows[0][0], rows[1]) == ("Town\rname", ["Avon", "2020", "see\rbelow"])


def test_the_end_mark_of_old_programs_is_no_row() -> None:
    assert first(text(*["\r\n"] * 5) + b"\x1a") == ROWS
