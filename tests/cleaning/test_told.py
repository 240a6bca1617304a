"""A person clicks the header row, the first and the last row of data."""

from __future__ import annotations

import pytest

from ctcompanion import cleaning
from ctcompanion.errors import CleaningError
from ctcompanion.model import LineClass
from tests.cleaning.drawing import drawn, shown

PICTURE = """
data   | Report   | 7
data   | Town     | Units
data   | Avon     | 4
data   | Essex    | 5
data   | Printed  | yesterday
"""


def test_the_person_s_word_goes_before_what_was_detected() -> None:
    sheet, _ = drawn(PICTURE)
    proposal = cleaning.propose_told(sheet, [2], 3, 4)
    assert proposal.layout.lines == (LineClass.TITLE, LineClass.HEADER, LineClass.DATA, LineClass.DATA, LineClass.NOTE)
    assert shown(cleaning.clean(sheet, proposal.steps)) == [["town", "units"], ["Avon", 4], ["Essex", 5]]


def test_the_word_is_a_step_of_the_recipe() -> None:
    sheet, _ = drawn(PICTURE)
    word = cleaning.propose_told(sheet, [2], 3, 4).steps[0]
    assert (word.id, word.by, word.sentence) == ("layout", "person", "Row 2 holds the column names, rows 3 to 4 the data, as you said.")


def test_next_month_the_header_is_found_by_what_it_says() -> None:
    sheet, _ = drawn(PICTURE)
    before = cleaning.propose_told(sheet, [2], 3, 4).steps
    later, _ = drawn("data | Report | 7\ndata | Second title |\ndata | Town | Units\ndata | Avon | 4\ndata | Essex | 5\ndata | Union | 6")
    steps = cleaning.carry(before, cleaning.propose(later))
    assert steps[0].parameters["header_rows"] == [3]
    assert cleaning.clean(later, steps).rows["town"].tolist() == ["Avon", "Essex", "Union"]


@pytest.mark.parametrize(("header", "first", "last"), [([3], 3, 4), ([2], 4, 3), ([2], 3, 99), ([0], 1, 2)])
def test_rows_in_the_wrong_order_are_refused(header: list[int], first: int, last: int) -> None:
    sheet, _ = drawn(PICTURE)
    with pytest.raises(CleaningError, match="rows-out-of-order"):
        cleaning.propose_told(sheet, header, first, last)


def test_switched_off_the_detected_layout_is_back() -> None:
    sheet, layout = drawn("header | Town | Units\ndata | Avon | 4\ndata | Essex | 5")
    proposal = cleaning.propose_told(sheet, [2], 3, 3)
    steps = (proposal.steps[0].model_copy(update={"on": False}), *cleaning.propose(sheet, layout=layout).steps)
    assert shown(cleaning.clean(sheet, steps, layout=layout))[0] == ["town", "units"]
