"""Which of several files are parts of one table, and why the others are not."""

from __future__ import annotations

from ctcompanion.cleaning.fits import fits
from tests.cleaning.files import book, csv, files
from tests.cleaning.test_alike import sheet


def test_files_with_the_same_columns_are_parts_of_one_table() -> None:
    found = fits(files(csv("jan.csv"), csv("feb.csv", add=1), csv("mar.csv", add=2)))
    assert found.said == "3 files, all with the same 3 columns: they may be parts of one table."
    assert found.group
    assert (found.group.suggested, found.left_out) == (("jan.csv", "feb.csv", "mar.csv"), ())


def test_another_spelling_is_said_of_the_file_that_is_alone_with_it() -> None:
    found = fits(files(csv("x.csv", header="Town Name | Permits | Value"), csv("y.csv", add=1), csv("z.csv", add=2)))
    assert found.group
    assert found.group.spelled == ("“Town Name” of x.csv is spelled “Town” in the others: one column.",)


def test_a_column_that_one_file_has_more_is_said_and_the_file_fits() -> None:
    header = "Town | Permits | Value | Note"
    found = fits(files(csv("x.csv"), csv("y.csv", add=1), csv("z.csv", header=header, add=2)))
    assert found.group
    assert found.group.spelled == ("Only z.csv has “Note”: it is blank in the other rows.",)


def test_a_file_with_other_columns_is_named_with_the_reason() -> None:
    found = fits(files(csv("x.csv"), csv("y.csv", add=1), csv("fees.csv", header="Office | Fee | Value")))
    assert found.said == "2 of 3 files have the same 3 columns: they may be parts of one table."
    why = "its columns are other ones: it has “Office” and “Fee”, which the others do not have, and it has no “Town” and “Permits”."
    assert found.left_out == (("fees.csv", why),)


def test_the_same_rows_sorted_differently_are_not_suggested_twice() -> None:
    found = fits(files(csv("a.csv"), csv("b.csv", turned=True), csv("c.csv", add=1)))
    assert found.group
    assert found.group.suggested == ("a.csv", "c.csv")
    assert found.left_out == (("b.csv", "it holds the same rows as a.csv. One of them is enough."),)


def test_of_each_file_its_main_sheet_is_suggested() -> None:
    one = book("one.xlsx", sheet("Jan"), sheet("Feb", add=1))
    other = book("other.xlsx", sheet("Jan", add=2), sheet("Feb", add=3))
    found = fits(files(one, other))
    assert found.group
    assert found.group.names == ("[one.xlsx]Jan", "[one.xlsx]Feb", "[other.xlsx]Jan", "[other.xlsx]Feb")
    assert found.group.suggested == ("[one.xlsx]Jan", "[other.xlsx]Jan")


def test_files_that_have_nothing_in_common_are_no_group() -> None:
    found = fits(files(csv("x.csv"), csv("fees.csv", header="Office | Fee | Charge")))
    assert (found.group, found.said) == (None, "2 files, no two of them with the same columns.")
