"""Side-by-side blocks with equal headings are one table; a block with others is another table."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned, shown, step, steps

TOWNS = """
header |        |         | County    | Pop.
data   |        |         | Fairfield | 9
blank  |
header | Town   | Pop.    | Town      | Pop.
data   | Andover| 3,231   | Essex     | 6,674
data   | Avon   | 18,302  | Fairfield | 62,045
data   | Bolton | 4,890   |
"""
BLOCKS = ("A4:B7", "C4:D7", "C1:D2")


def test_blocks_with_equal_headings_are_put_under_each_other() -> None:
    assert shown(cleaned(TOWNS, blocks=BLOCKS)) == [
        ["town", "pop"],
        ["Andover", 3231],
        ["Avon", 18302],
        ["Bolton", 4890],
        ["Essex", 6674],
        ["Fairfield", 62045],
    ]


def test_the_other_table_is_set_aside_and_said() -> None:
    table = cleaned(TOWNS, blocks=BLOCKS)
    assert [finding.place for finding in table.findings if finding.rule == "another-table"] == ["C1:D2"]
    assert step("other-tables", steps(TOWNS, blocks=BLOCKS)).sentence.startswith("C1:D2 is another table on this sheet")


def test_every_number_is_in_the_stacked_table() -> None:
    proof = cleaned(TOWNS, blocks=BLOCKS).conservation
    assert (proof.numbers_in, proof.numbers_out, proof.holds) == (5, 5, True)


def test_left_side_by_side_the_names_stay_unique() -> None:
    table = cleaned(TOWNS, blocks=BLOCKS, off=("stack-blocks",))
    assert list(table.rows.columns) == ["town", "pop", "town_2", "pop_2"]
