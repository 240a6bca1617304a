"""A mean or percentage goes when its count does, or when it rests on too few people."""

import pandas as pd
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.suppression import Statistic, suppress_statistics
from ctcompanion.privacy.suppression.suppress_statistics import says_statistic

TABLE = pd.DataFrame(
    {
        "town": ["Avon", "Bethel", "Canton", "Derby", "Easton"],
        "count": [None, 30, 6, 5, 12],
        "tested": [100, 60, 19, 60, 20],
        "percent": [3.0, 50.0, 31.6, 8.3, 60.0],
    }
)
RULE = Statistic("percent", count="count", numerator="count", denominator="tested")


def test_hidden_count_small_numerator_and_small_denominator_hide_it() -> None:
    done = suppress_statistics(TABLE, RULE)
    assert done["percent"].isna().tolist() == [True, False, True, True, False]
    assert (done["Notes"] != "").tolist() == [True, False, True, True, False]


def test_the_table_that_was_given_is_not_changed() -> None:
    before = TABLE.copy()
    suppress_statistics(TABLE, RULE)
    pd.testing.assert_frame_equal(TABLE, before)


def test_a_column_that_is_not_there_is_told() -> None:
    with pytest.raises(PrivacyError):
        suppress_statistics(TABLE, Statistic("mean", count="count"))


@pytest.mark.parametrize(("name", "expected"), [("Percent proficient", True), ("avg_age", True), ("% male", True), ("Count", False)])
def test_names_of_statistics(name: str, expected: bool) -> None:
    assert says_statistic(name) is expected
