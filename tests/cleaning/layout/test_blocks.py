from __future__ import annotations

from ctcompanion.cleaning.layout.blocks import blocks_of
from ctcompanion.model import LineClass
from tests.cleaning.layout.sheets import grid

LETTERS = {
    "t": LineClass.TITLE,
    "h": LineClass.HEADER,
    "d": LineClass.DATA,
    "s": LineClass.TOTAL,
    "n": LineClass.NOTE,
    "b": LineClass.BLANK,
    "g": LineClass.GROUP,
}


def ranges(classes: str, *rows: list[str]) -> list[str]:
    return [str(block.range) for block in blocks_of(grid(*rows), [LETTERS[letter] for letter in classes])]


def test_a_county_block_above_a_town_block_is_a_table_of_its_own() -> None:
    rows = [["", "County", "Pop."], ["", "Tolland", "9"], [], ["Town", "Pop.", ""], ["Avon", "5", ""], ["Bolton", "7", ""]]
    assert ranges("hdbhdd", *rows) == ["A4:B6", "B1:C2"]


def test_a_title_between_two_tables_of_one_shape_keeps_them_apart_only_with_a_header() -> None:
    rows = [["Town", "Pop."], ["Avon", "5"], ["More towns", ""], ["Bolton", "7"]]
    assert ranges("hdtd", *rows) == ["A1:B4"]


def test_tables_of_different_height_beside_each_other_are_parted_at_the_gap() -> None:
    rows = [
        ["Town", "Pop.", "", "County", "Pop. of county"],
        ["Avon", "5", "", "Tolland", "9"],
        ["Bolton", "7", "", "", ""],
        ["Canton", "8", "", "", ""],
    ]
    assert sorted(ranges("hddd", *rows)) == ["A1:B4", "D1:E2"]


def test_a_blank_column_inside_one_table_does_not_part_it() -> None:
    rows = [["Town", "Pop.", "", "Births"], ["Avon", "5", "", "1"], ["Bolton", "7", "", "2"], ["Canton", "8", "", "3"]]
    assert ranges("hddd", *rows) == ["A1:D4"]


def test_parts_side_by_side_are_one_table_though_a_full_stop_is_missing_and_something_stands_beside_them() -> None:
    rows = [
        ["Town", "Est. Pop.", "Town", "Est. Pop", "", "10"],
        ["Avon", "5", "Essex", "6", "", "9"],
        ["Bolton", "7", "Groton", "8", "", ""],
    ]
    found = blocks_of(grid(*rows), [LETTERS[letter] for letter in "hdd"])
    assert [str(block.range) for block in found][:2] == ["A1:B3", "C1:D3"]
    assert found[0].headers == found[1].headers
