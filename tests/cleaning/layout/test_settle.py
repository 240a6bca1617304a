from __future__ import annotations

from ctcompanion.cleaning.layout.settle import settled
from ctcompanion.model import LineClass
from tests.cleaning.layout.sheets import grid

LETTERS = {
    "h": LineClass.HEADER,
    "d": LineClass.DATA,
    "s": LineClass.TOTAL,
    "n": LineClass.NOTE,
    "g": LineClass.GROUP,
    "b": LineClass.BLANK,
    "t": LineClass.TITLE,
}
HEAD = ["Industry", "Units", "Jobs", "Wages"]
FARMS, SHOPS, MILLS = ["Farms", "41", "362", "14841"], ["Shops", "12", "925", "40951"], ["Mills", "15", "128", "3978"]


def mended(classes: str, *rows: list[str]) -> str:
    names = {kind: letter for letter, kind in LETTERS.items()}
    return "".join(names[kind] for kind in settled(grid(*rows), [LETTERS[letter] for letter in classes]))


def test_a_total_right_under_the_header_is_not_part_of_it() -> None:
    assert mended("hhhdd", HEAD, ["County Total", "68", "1415", "59770"], ["Private owners"], FARMS, SHOPS) == "hsgdd"


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    assert mended("hddd", HEAD, ["", "(1)", "(2)", "(3)"], FARMS, SHOPS) == "hhdd"


def test_a_row_of_units_in_parentheses_belongs_to_the_header() -> None:
    assert mended("hddd", HEAD, ["Unit indicator", "(1,000)", "(1,000)", "(million dollars)"], FARMS, SHOPS) == "hhdd"
    assert mended("hddd", HEAD, ["Losses", "(1,200)", "(310)", "(95)"], FARMS, SHOPS) == "hddd"


def test_a_header_repeated_in_the_middle_stays_a_header() -> None:
    assert mended("hddhd", HEAD, FARMS, SHOPS, HEAD, MILLS) == "hddhd"


def test_a_row_like_the_data_above_it_is_data_though_it_reads_like_a_note() -> None:
    assert mended("hddn", HEAD, FARMS, SHOPS, ["See mills", "9", "7", "5"]) == "hddd"


def test_a_note_of_one_cell_stays_a_note() -> None:
    assert mended("hddn", HEAD, FARMS, SHOPS, ["Source: Department of Labor"]) == "hddn"


def test_a_header_repeated_with_another_punctuation_is_a_header_too() -> None:
    assert mended("hddbd", HEAD, FARMS, SHOPS, [], ["Industry", "Units.", "Jobs", "WAGES"]) == "hddbh"


def test_a_header_repeated_among_the_data_is_a_header_again() -> None:
    assert mended("hdddd", HEAD, FARMS, SHOPS, HEAD, MILLS) == "hddhd"


def test_a_total_needs_a_word_or_a_sum() -> None:
    assert mended("hdds", HEAD, FARMS, SHOPS, MILLS) == "hddd"
    assert mended("hdds", HEAD, FARMS, SHOPS, ["Total", "53", "1287", "55792"]) == "hdds"
    rows = [HEAD, FARMS, SHOPS, ["Both", "53", "1287", "55792"]]
    assert settled(grid(*rows), [LETTERS[letter] for letter in "hdds"], summed={3})[3] is LineClass.TOTAL


def test_a_total_without_a_name_stays_one() -> None:
    assert mended("hdds", HEAD, FARMS, SHOPS, ["", "530", "12870", "557920"]) == "hdds"


def test_a_row_that_says_total_and_no_more_is_one() -> None:
    assert mended("hddd", HEAD, FARMS, SHOPS, ["Subtotal", "53", "1287", "55792"]) == "hdds"
    assert mended("hddd", HEAD, FARMS, SHOPS, ["Total wood", "53", "1287", "55792"]) == "hddd"


def test_a_name_between_a_blank_row_and_a_header_is_a_title() -> None:
    second = ["Mill", "Looms", "Hands", "Output"]
    assert mended("hdbghd", HEAD, FARMS, [], ["Region 2"], second, MILLS) == "hdbthd"
    assert mended("hdgd", HEAD, FARMS, ["Region 2"], MILLS) == "hdgd"


def test_a_sentence_among_the_data_is_a_note() -> None:
    assert mended("hdgdd", HEAD, FARMS, ["The rows below were counted in another way."], SHOPS, MILLS) == "hdndd"


def test_a_long_name_without_a_full_stop_stays_a_group() -> None:
    assert mended("hdgdd", HEAD, FARMS, ["Mills and other makers of cloth and thread"], SHOPS, MILLS) == "hdgdd"


def test_years_under_each_other_are_data_though_their_numbers_are_missing() -> None:
    assert mended("hdnnnn", HEAD, FARMS, ["2001"], ["2002"], ["2003"], ["Source: Labor"]) == "hddddn"
