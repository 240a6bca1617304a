"""The drawing for the page: one sum that gives a hidden count away, in positions, and three for the training."""

import numpy as np

from ctcompanion.privacy.audit import TRAINING, example
from tests.privacy.suppression.count_tables import with_totals


def test_the_shortest_subtraction_is_shown_by_position() -> None:
    table = with_totals(np.array([[3, 40, 20, 7], [30, 50, 60, 7]])).astype({"count": "Int64"})
    table.loc[0, "count"] = None
    found = example(table, ["town", "group"], "count")
    assert found is not None
    assert (found.along, found.hidden, found.shown, found.total) == ("town", (0,), (5,), 10)
    assert "subtracts" in found.sentence


def test_hidden_counts_that_are_all_one_are_shown() -> None:
    table = with_totals(np.array([1, 1, 1, 20]), ("town",)).astype({"count": "Int64"})
    table.loc[:2, "count"] = None
    found = example(table, ["town"], "count")
    assert found is not None
    assert found.hidden == (0, 1, 2)
    assert "each of them is 1" in found.sentence


def test_there_is_none_where_no_single_sum_gives_anything_away() -> None:
    assert example(with_totals(np.array([1, 4, 20]), ("town",)), ["town"], "count") is None


def test_the_training_says_what_is_true() -> None:
    for drawing in TRAINING:
        left = drawing.total - sum(cell for cell in drawing.cells if cell is not None)
        assert str(left) in drawing.sentence or left == 3
        assert drawing.sentence.endswith(".")
