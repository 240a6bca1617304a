"""Counts hidden by the source are respected, and a source that gives them away is told."""

import numpy as np
import pandas as pd

from ctcompanion.model import Level
from ctcompanion.privacy.audit import incoming
from ctcompanion.privacy.suppression import suppress
from tests.privacy.suppression.count_tables import people, with_totals


def starred(table: pd.DataFrame, rows: list[int]) -> pd.DataFrame:
    counts = table["count"].astype(str)
    return table.assign(count=counts.where(~table.index.isin(rows), "*"))


def test_a_source_without_hidden_counts_says_nothing() -> None:
    assert incoming(with_totals(np.array([[3, 40], [30, 50]])), ["town", "group"], "count") == ()


def test_a_source_whose_totals_give_a_star_away_is_a_stop_with_a_remedy() -> None:
    (found,) = incoming(starred(with_totals(np.array([[3, 40], [30, 50]])), [0]), ["town", "group"], "count")
    assert found.level is Level.STOP
    assert found.share == 1.0
    assert found.remedies[0].operation == "suppress"
    assert "3" not in found.message


def test_a_source_that_hid_well_is_noted() -> None:
    (found,) = incoming(starred(with_totals(np.array([[13, 40], [30, 50]])), [0, 1, 3, 4]), ["town", "group"], "count")
    assert found.level is Level.NOTE


def test_a_source_that_hides_zeros_too_is_understood_and_mended() -> None:
    table = with_totals(people(30, 5, 3000))
    source = starred(table, list(table.index[table["count"] <= 5]))
    done = suppress(source, ["town", "group"], "count")
    assert done.uneven == 0
    assert incoming(done.frame, ["town", "group"], "count")[0].level is Level.NOTE
