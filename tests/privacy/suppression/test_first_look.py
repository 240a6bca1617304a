"""The page says why further cells have to be hidden, with one subtraction to draw."""

import numpy as np

from ctcompanion.privacy.suppression import first_look, suppress
from tests.privacy.suppression.count_tables import with_totals

FLAT = ["town", "group"]


def test_what_the_small_counts_alone_would_give_away() -> None:
    table = with_totals(np.array([[3, 40, 20], [30, 50, 60], [70, 80, 10]]))
    look = first_look(table, FLAT, "count")
    assert (look.small, look.given_away) == (1, 1)
    assert look.example is not None
    assert look.example.hidden == (0,)
    said = look.sentence(suppress(table, FLAT, "count"))
    assert said == "Without these 3 further cells, 1 hidden count could be worked out from the totals."


def test_a_table_that_needs_no_more_says_so() -> None:
    table = with_totals(np.array([[5, 5], [5, 5]]))
    look = first_look(table, FLAT, "count")
    assert look.given_away == 0
    assert "none of them" in look.sentence(suppress(table, FLAT, "count"))
