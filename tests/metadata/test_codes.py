from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.metadata.codes import not_read, read_codes, written


def test_a_line_each_or_semicolons_or_commas():
    assert read_codes("1 = Yes\n2: No") == (("1", "Yes"), ("2", "No"))
    assert read_codes("M = Male; F = Female") == (("M", "Male"), ("F", "Female"))
    assert read_codes("1=Yes, 2=No") == (("1", "Yes"), ("2", "No"))


def test_a_line_without_a_meaning_is_told_and_not_lost():
    assert not_read("1 = Yes\n2\n") == ("2",)


@given(st.dictionaries(st.from_regex(r"[A-Z0-9]{1,5}", fullmatch=True), st.from_regex(r"[A-Za-z]{1,9}( [a-z]{1,9})?", fullmatch=True)))
def test_what_is_written_is_read_again(codes):
    assert dict(read_codes(written(codes))) == codes
