"""What became of each cell: gone, or written otherwise."""

from __future__ import annotations

from ctcompanion import cleaning
from ctcompanion.cleaning.correct import correct
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.traced import traced
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn

WIDE = """
title  | Permits
header | Town  | 2017  | 2018  | Total
data   | Avon  | 1,000 | 2     | 1002
data   | Essex | 3     | *     | 9
data   | Union | 4     | 6     | 10
total  | Total | 1,007 | 14    | 1021
"""


def look(picture: str, *own: CleaningStep, rows: range = range(1, 7)) -> tuple[set[tuple[int, int]], dict[tuple[int, int], str]]:
    sheet, layout = drawn(picture)
    steps = cleaning.propose(sheet, layout=layout).steps
    for one in own:
        steps = cleaning.placed(steps, one)
    gone, changed = traced(sheet, cleaning.clean(sheet, steps, layout=layout), rows)
    return set(gone), dict(changed)


def test_a_number_without_its_comma_is_the_same_value_and_a_mark_that_became_blank_is_not() -> None:
    gone, changed = look(WIDE)
    assert changed == {(4, 3): "", (6, 1): "All towns"}
    assert (1, 1) in gone


def test_of_a_melted_row_only_the_cells_of_totals_are_gone() -> None:
    gone, _ = look(WIDE)
    assert {(3, 4), (5, 4)} <= gone
    assert not {(3, 1), (3, 2), (3, 3)} & gone


def test_a_mapped_and_a_corrected_cell_are_told_with_their_new_value() -> None:
    picture = "header | Town | Units\ndata | Avonn | 4\ndata | Essex | 5\ndata | Union | 9"
    own = (map_values("Town", {"Avonn": "Avon"}), correct("Units", 3, "50", "typing error"))
    assert look(picture, *own, rows=range(1, 5)) == (set(), {(2, 1): "Avon", (3, 2): "50"})


def test_only_the_rows_asked_for_are_looked_at() -> None:
    gone, changed = look(WIDE, rows=range(3, 4))
    assert {row for row, _ in (*gone, *changed)} <= {3}


def test_a_date_in_another_spelling_is_the_same_day() -> None:
    picture = "header | Day | Units\ndata | 3/14/2020 | 1\ndata | 3/15/2020 | 2\ndata | 3/16/2020 | 3"
    assert look(picture, rows=range(1, 5)) == (set(), {})
