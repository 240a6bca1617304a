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


def test_a_header_repeated_in_the_middle_stays_a_header() -> None:
    assert mended("hddhd", HEAD, FARMS, SHOPS, HEAD, MILLS) == "hddhd"


def test_a_row_like_the_data_above_it_is_data_though_it_reads_like_a_note() -> None:
    assert mended("hddn", HEAD, FARMS, SHOPS, ["See mills", "9", "7", "5"]) == "hddd"


def test_a_note_of_one_cell_stays_a_note() -> None:
    assert mended("hddn", HEAD, FARMS, SHOPS, ["Source: Department of Labor"]) == "hddn"


def test_a_header_repeated_with_another_punctuation_is_a_header_too() -> None:
    assert mended("hddbd", HEAD, FARMS, SHOPS, [], ["Industry", "Units.", "Jobs", "WAGES"]) == "hddbh"
