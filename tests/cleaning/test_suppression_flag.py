"""An agency's own flags of hidden numbers are left out when the marks say the same; any doubt keeps the column."""

from __future__ import annotations

import pytest

from tests.cleaning.drawing import cleaned, shown, step, steps

FLAGGED = """
header | Town  | Units | Suppress
data   | Avon  | 14    | 0
data   | Essex | *     | 1
data   | Union | *     | 2
data   | Kent  | 9     | 0
"""


def test_flags_that_agree_with_the_marks_are_left_out_and_the_page_says_why() -> None:
    table = cleaned(FLAGGED)
    assert shown(table) == [["town", "units"], ["Avon", 14], ["Essex", None], ["Union", None], ["Kent", 9]]
    found = step("suppression-flag:Suppress", steps(FLAGGED))
    assert (
        found.sentence
        == "*Suppress* only says which numbers are hidden, and of what kind each is, which helps to compute it back: left out."
    )


def test_the_flags_taken_out_stand_in_the_proof_as_not_rebuilt() -> None:
    removal = next(one for one in cleaned(FLAGGED).conservation.removals if "flags" in one.reason)
    assert (removal.numbers, removal.rebuilt) == (4, False)


@pytest.mark.parametrize(
    "change",
    [("| *     | 1", "| 3     | 1"), ("| 9     | 0", "| *     | 0"), ("| 9     | 0", "| 9     | 2"), ("Suppress", "District")],
    ids=["flagged and not hidden", "hidden and not flagged", "another value without a mark", "another name"],
)
def test_a_column_that_says_anything_else_stays(change: tuple[str, str]) -> None:
    assert len(cleaned(FLAGGED.replace(*change)).columns) >= 3


def test_switched_off_the_column_is_there() -> None:
    assert shown(cleaned(FLAGGED, off=("suppression-flag:Suppress",)))[0] == ["town", "units", "suppress"]
