"""Marks that nobody sees are left out and counted; the letters around them stay."""

from __future__ import annotations

from tests.reading.reading_files import first, open_here, saved, workbook

RIGHT_TO_LEFT, EMBEDDED, ENDED = "\u200f", "\u202b", "\u202c"


def test_right_to_left_headings_keep_their_letters_and_lose_the_marks() -> None:
    rows = [[f"{RIGHT_TO_LEFT}עיר{RIGHT_TO_LEFT}", f"{EMBEDDED}מספר{ENDED}"], ["חיפה", "7"]]
    for data in (saved(workbook(Sheet1=rows)), "\n".join(map(",".join, rows)).encode()):
        assert first(data) == [["עיר", "מספר"], ["חיפה", "7"]]
        assert "4 invisible marks" in open_here(data).notices[-1]


def test_a_cell_of_nothing_but_marks_is_blank() -> None:
    assert first(f"a,b\n1,{RIGHT_TO_LEFT}\n2,x\n".encode())[1] == ["1", None]


def test_joiners_inside_words_stay() -> None:
    assert first("نام,b\nمی\u200cخواهم,1\nx,2\n".encode())[1][0] == "می\u200cخواهم"


def test_a_file_without_marks_is_not_talked_about() -> None:
    assert open_here("Café,b\nÉcole,1\n".encode()).notices == ()
