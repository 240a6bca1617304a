"""Text files: cell for cell as found, whatever the delimiter, encoding and line ends; what is odd is said with its row."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.errors import ReadingError
from ctcompanion.reading.delimited import read_delimited
from ctcompanion.reading.dialect import Dialect
from ctcompanion.reading.parts import Bounds
from ctcompanion.reading.records import read_records
from ctcompanion.reading.regular import read_regular
from tests.reading.reading_files import BOUNDS, csv_bytes, first, grid, open_here, silent

CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\ue00d"), max_size=8) | st.sampled_from(
    ["", "a,b", 'say "so"', "two\nlines", "two\r\nlines", " padded ", "0012", "12.50", "=1+1", "é", "'", ";", "\t"]
)
GRIDS = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=12))


def trimmed(rows: list[list[str]]) -> list[list[str | None]]:
    """What a reader must give back: blanks as None, without what trails."""
    found: list[list[str | None]] = [[cell or None for cell in row] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    while found and found[0] and not any(row[-1] for row in found):
        found = [row[:-1] for row in found]
    return found


@settings(deadline=None)
@given(GRIDS, st.sampled_from(["\r\n", "\n"]))
def test_what_python_writes_comes_back_cell_for_cell(rows: list[list[str]], line_end: str) -> None:
    head = [f"Column {number}" for number in range(len(rows[0]))]
    data = csv_bytes([head, head, head, *rows, head], lineterminator=line_end)
    assert grid(read_delimited(data, BOUNDS, silent).sheets[0]) == trimmed([head, head, head, *rows, head])


@settings(deadline=None)
@given(GRIDS, st.integers(0, 2), st.integers(0, 2), st.lists(st.integers(0, 300), max_size=3))
def test_the_fast_way_and_the_careful_way_give_the_same(rows: list[list[str]], titles: int, notes: int, odd: list[int]) -> None:
    body = [["Town", "Year", "Count", "Rate", "Note"][: len(rows[0])], *rows] * 20
    for row in odd:
        body[row % len(body)] = [f"odd {row}", "x,y"] * (row % 4)
    data = csv_bytes([*[["A title"]] * titles, *body, *[["A note"]] * notes])
    dialect = Dialect(",", False, "")
    careful = read_records(data.decode(), dialect, BOUNDS)
    fast = read_regular(data, dialect, BOUNDS, window=len(data) // 3)
    if fast is None:
        return
    assert (fast.cells.num_rows, fast.cells.num_columns) == (careful.cells.num_rows, careful.cells.num_columns)
    assert fast.cells.to_pydict() == careful.cells.to_pydict()
    assert fast.notices == careful.notices


def test_the_fast_way_is_taken_where_the_body_is_regular() -> None:
    data = csv_bytes([["A title"], [], ["Town", "Count"], *([f'"Town", {n}', n] for n in range(500)), ["Note"]])
    fast = read_regular(data, Dialect(",", False, ""), BOUNDS, window=1000)
    assert fast is not None
    assert (fast.cells.num_rows, fast.notices) == (504, ())


def test_odd_rows_in_the_middle_of_a_large_file_stay_in_their_places() -> None:
    rows = [["Town", "Year", "Count"], *([f"Town {n}", "2023", str(n)] for n in range(20_000))]
    rows[9_000], rows[15_000] = ["short"], ["long", "1", "2", "3"]
    book = read_delimited(csv_bytes(rows), Bounds(**{**vars(BOUNDS), "rows": 30_000}), silent, fast_from=0)
    found = grid(book.sheets[0])
    assert [found[9_000], found[9_001][0], found[15_000]] == [["short", None, None, None], "Town 9000", ["long", "1", "2", "3"]]
    assert "rows 9001, 15001" in book.notices[0]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Town", "Year", "Permits"], ["Avon", "2023", "12"], ["Bethel", "2023", "7"]]
    assert first(csv_bytes(rows, delimiter=delimiter)) == rows


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_the_encoding_is_found(codec: str) -> None:
    text = "Name,Town\r\nJosé Peña,Avon\r\n“Café”,Bethel – East\r\n"
    assert first(text.encode(codec)) == [["Name", "Town"], ["José Peña", "Avon"], ["“Café”", "Bethel – East"]]


def test_titles_above_and_notes_below_are_no_fault() -> None:
    book = open_here(b"Permits by town\n\nTown,2022,2023\nAvon,1,2\nBethel,3,4\nSource: DECD\n")
    assert book.notices == ()
    assert grid(book.sheets[0])[0] == ["Permits by town", None, None]
    assert book.sheets[0].height == 6


def test_a_row_of_another_width_is_kept_and_said_with_its_number() -> None:
    book = open_here(b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\n")
    assert grid(book.sheets[0])[2:4] == [["4", "5", None, None], ["6", "7", "8", "9"]]
    assert "rows 3, 4" in book.notices[0]


def test_rows_of_another_width_are_listed_with_what_was_done() -> None:
    sheet = open_here(b'a,b,c\n1,"two\nlines",3\n4,5\n6,7\n8,9,10,11,12\n13,14,15,\n1,2,3\n2,3,4\n3,4,5\n').sheets[0]
    assert [(odd.first, odd.last, odd.line, odd.expected, odd.found, odd.done) for odd in sheet.odd_rows] == [
        (3, 4, 4, 3, 2, "1 missing cell at the end was left blank"),
        (5, 5, 6, 3, 5, "2 extra cells kept in column D to E"),
        (6, 6, 7, 3, 4, "1 extra cell at the end is blank"),
    ]


def test_a_record_counts_once_and_an_empty_line_counts() -> None:
    assert first(b'a,b\n"one\ntwo",1\n\nx,2\n') == [["a", "b"], ["one\ntwo", "1"], [None, None], ["x", "2"]]


def test_codes_typed_as_formulas_stay_as_found() -> None:
    assert first(b'Code,Name\n"=""0010011""",Avon\n="0020011",Bethel\n')[1:] == [['="0010011"', "Avon"], ['="0020011"', "Bethel"]]


def test_nul_bytes_are_left_out_and_said() -> None:
    book = open_here(b"a,b\n1,2\0\n3,4\n")
    assert grid(book.sheets[0])[1] == ["1", "2"]
    assert "NUL" in book.notices[0]


def test_a_lone_carriage_return_does_not_break_a_row() -> None:
    assert first(b"Town\rname,b\nAvon,1\nBethel,2\nCanton,3\n")[0] == ["Town\rname", "b"]


def test_lines_that_end_in_carriage_returns_alone_are_read() -> None:
    assert first(b"a,b\r1,2\r3,4\r") == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_running_text_is_one_column_of_notes() -> None:
    text = b"This is a letter, as you see.\nIt has, here and there, some commas.\nNothing else.\nYours, truly, me, and them.\n" * 3
    sheet = open_here(text).sheets[0]
    assert sheet.width == 1


def test_right_to_left_text_is_kept() -> None:
    assert first("עיר,מספר\nחיפה,1\n".encode()) == [["עיר", "מספר"], ["חיפה", "1"]]


def test_blanks_after_commas_before_quoted_cells_are_understood() -> None:
    assert first(b'"a", "b, c", "d"\n"1", "2, 3", "4"\n')[1] == ["1", "2, 3", "4"]


def test_too_many_columns_are_refused_with_the_place() -> None:
    with pytest.raises(ReadingError) as caught:
        open_here(b"a,b\n1,2\n" + b"9," * 20_000 + b"\n")
    assert (caught.value.code, caught.value.place) == ("too-many-cells", "A3")


def test_a_packed_csv_is_read_and_said() -> None:
    book = open_here(gzip.compress(b"a,b\n1,2\n"), "x.csv.gz")
    assert grid(book.sheets[0]) == [["a", "b"], ["1", "2"]]
    assert "archive" in book.notices[0]


def test_the_receipt_says_what_was_read_and_guessed() -> None:
    receipt = " ".join(open_here(b"a;b\n1;2\n3;4\n").guesses)
    assert "3 rows and 2 columns" in receipt
    assert "UTF-8" in receipt
    assert "semicolons" in receipt
