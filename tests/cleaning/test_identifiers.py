"""Codes keep, or get back, their leading zeros."""

from __future__ import annotations

from ctcompanion.model import Styles
from tests.cleaning.drawing import cleaned, step, steps


def test_a_formula_that_guards_zeros_is_text() -> None:
    table = cleaned('header | District | Code\ndata | Avon | ="0010011"\ndata | Essex | ="0020011"\ndata | Total | =""')
    assert table.rows["code"].tolist()[:2] == ["0010011", "0020011"]
    assert table.rows["code"].isna().tolist() == [False, False, True]


def test_a_zip_code_gets_its_zero_back() -> None:
    picture = "header | Town | ZIP\ndata | Hartford | 6101\ndata | Avon | 06001\ndata | Yale | 6520-8301"
    assert cleaned(picture).rows["zip"].tolist() == ["06101", "06001", "06520-8301"]
    assert step("leading-zeros:ZIP", steps(picture)).sentence == "*ZIP* lost leading zeros: written with 5 digits again."


def test_a_county_s_fips_code_gets_its_zero_back() -> None:
    assert cleaned("header | County | FIPS\ndata | Fairfield | 9001\ndata | Tolland | 9013").rows["fips"].tolist() == ["09001", "09013"]


def test_a_number_format_shows_zeros_that_the_value_lacks() -> None:
    styles = Styles(formats={(2, 2): "0000", (3, 2): "0000"})
    table = cleaned("header | Town | Unit\ndata | Avon | 17\ndata | Essex | 1234", styles=styles)
    assert table.rows["unit"].tolist() == ["0017", "1234"]


def test_a_count_of_four_digits_is_left_alone() -> None:
    assert cleaned("header | Town | Zipper sales\ndata | Avon | 6101\ndata | Essex | 6102").rows["zipper_sales"].tolist() == [6101, 6102]


def test_nine_digits_of_a_zip_code_keep_theirs_too() -> None:
    assert cleaned("header | Town | ZIP\ndata | A | 6101\ndata | B | 65208301\ndata | C | 10001").rows["zip"].tolist() == [
        "06101",
        "065208301",
        "10001",
    ]


def test_a_word_among_zip_codes_is_left_as_it_is() -> None:
    values = [*(f"61{at:02}" for at in range(10)), "overseas"]
    picture = "header | Town | ZIP\n" + "\n".join(f"data | T{at} | {value}" for at, value in enumerate(values))
    assert cleaned(picture).rows["zip"].tolist()[-2:] == ["06109", "overseas"]


def test_tracts_have_six_digits() -> None:
    assert cleaned("header | Town | Census tract\ndata | A | 10101\ndata | B | 240100").rows["census_tract"].tolist() == [
        "010101",
        "240100",
    ]


def test_codes_that_kept_their_zeros_show_how_long_the_others_were() -> None:
    assert cleaned("header | School | School code\ndata | A | 10101\ndata | B | 0010102").rows["school_code"].tolist() == [
        "0010101",
        "0010102",
    ]


def test_codes_of_different_lengths_are_left_alone() -> None:
    assert cleaned("header | Industry | NAICS code\ndata | A | 11\ndata | B | 1111").rows["naics_code"].tolist() == ["11", "1111"]
