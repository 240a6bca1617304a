"""Quotation marks in odd places: read as text where the row's cells are certain, refused with the line where they are not."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.errors import ReadingError
from ctcompanion.reading.delimited import read_delimited
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.quotes import careful, split_line
from tests.reading.reading_files import BOUNDS, first, grid, open_here, silent

COMMA = Dialect(",", False, "")
CELLS = st.text(st.sampled_from(["a", "b", " ", ",", '"', "é", ";"]), max_size=6)


@settings(deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_a_line_that_python_wrote_comes_back(cells: list[str]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerow(cells)
    assert split_line(target.getvalue(), COMMA) == (cells, False)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_a_well_made_text_is_read_as_python_reads_it(rows: list[list[str]]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(rows)
    found = list(careful(list(io.StringIO(target.getvalue(), newline="")), COMMA))
    assert [record.cells for record in found] == rows
    assert not any(record.stray for record in found)


def test_a_mark_that_is_never_closed_leaves_the_rows_below_alone() -> None:
    book = open_here(b'Town,Size,Count\nAvon,"12,1\nBethel,3,2\nCanton,4,3\n')
    assert grid(book.sheets[0]) == [["Town", "Size", "Count"], ["Avon", '"12', "1"], ["Bethel", "3", "2"], ["Canton", "4", "3"]]
    assert "line 2" in book.notices[0]


def test_a_mark_closed_by_another_far_below_does_not_take_in_the_rows_between() -> None:
    text = b'Town,Year,Pipe\nAvon,2020,"12\nBethel,2021,3\nCanton,2022,4\nDarien,2023,8"\nEssex,2023,1\n'
    for fast_from in (0, 1_000_000):
        parts = read_delimited(text, BOUNDS, silent, fast_from=fast_from)
        assert [row[0] for row in grid(parts.sheets[0])] == ["Town", "Avon", "Bethel", "Canton", "Darien", "Essex"]
        assert "line 2" in parts.notices[0]


def test_a_mark_that_leaves_the_cells_in_doubt_is_refused_with_line_and_place() -> None:
    with pytest.raises(ReadingError) as caught:
        open_here(b'a,b,c\n1,"two\nlines",2\n3,"x,y,4\n5,6,7\n8,9,10\n')
    assert (caught.value.code, caught.value.place) == ("unclosed-quote", "A3")
    assert "line 4" in caught.value.message


def test_a_true_cell_of_several_lines_stays_one_cell() -> None:
    rows = [["Town", "Note"], ["Avon", "One, two\nthree\nfour, five\nsix"], ["Bethel", "x"]]
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    assert first(target.getvalue().encode()) == rows


def test_marks_inside_a_quoted_cell_are_kept() -> None:
    assert first(b'a,b\n1,"Smith "Bob" Jr"\n2,x\n')[1] == ["1", 'Smith "Bob" Jr']


def test_many_unclosed_marks_in_a_long_file_are_read_in_time() -> None:
    lines = [f'Town {n},2020,"{n}' if n % 50 == 0 else f"Town {n},2020,{n}" for n in range(9_000)]
    parts = read_delimited("\n".join(["Town,Year,Size", *lines]).encode(), BOUNDS, silent)
    assert parts.sheets[0].height == 9_001
    assert "and others" in parts.notices[0]
