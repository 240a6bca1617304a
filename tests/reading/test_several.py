"""Several files at once become one workbook, and what cannot be read is named."""

from __future__ import annotations

import pytest

from ctcompanion.errors import ReadingError
from ctcompanion.reading import read_several
from ctcompanion.reading.several import bundled
from ctcompanion.settings import Limits
from tests.test_replay import permits, workbook

TABLE = b"Town,Permits\nAvon,1\nBethel,2\nCanton,3\n"


def test_the_sheets_of_all_files_are_called_as_excel_calls_them() -> None:
    several = workbook({"Jan": permits(), "Feb": permits(1)})
    book, refused = read_several([("a.csv", TABLE), ("b.xlsx", workbook({"Data": permits()})), ("c.xlsx", several)], Limits())
    assert [sheet.label for sheet in book.sheets] == ["a.csv", "b.xlsx", "[c.xlsx]Jan", "[c.xlsx]Feb"]
    assert (book.files, book.file_name, refused) == (("a.csv", "b.xlsx", "c.xlsx"), "a.csv and 2 more", ())


def test_one_file_stays_as_it_is() -> None:
    book, _ = read_several([("a.csv", TABLE)], Limits())
    assert (book.files, book.file_name, book.sheets[0].label) == ((), "a.csv", None)
    assert bundled([book]) is book


def test_files_of_one_name_are_told_apart() -> None:
    book, _ = read_several([("a.csv", TABLE), ("a.csv", TABLE)], Limits())
    assert book.files == ("a.csv", "a (2).csv")


def test_a_file_that_cannot_be_read_is_left_out_and_named() -> None:
    book, refused = read_several([("a.csv", TABLE), ("bad.csv", b"%PDF-1.7"), ("b.csv", TABLE)], Limits())
    assert book.files == ("a.csv", "b.csv")
    assert [(one.place, one.file_name, bool(one.error.hint)) for one in refused] == [(1, "bad.csv", True)]


def test_when_none_can_be_read_the_first_reason_is_given() -> None:
    with pytest.raises(ReadingError) as stopped:
        read_several([("bad.csv", b"%PDF-1.7"), ("empty.csv", b"")], Limits())
    assert stopped.value.place == "bad.csv"


@pytest.mark.parametrize(("limits", "code"), [(Limits(upload_bytes=60), "too-large"), (Limits(cells=12), "too-many-cells")])
def test_files_that_are_too_much_together_are_refused(limits: Limits, code: str) -> None:
    with pytest.raises(ReadingError) as stopped:
        read_several([("a.csv", TABLE), ("b.csv", TABLE)], limits)
    assert stopped.value.code == code
