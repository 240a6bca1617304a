"""A sum that one contributor makes up tells that contributor's amount."""

import pandas as pd
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.suppression import dominated


def cells(*amounts: float) -> pd.DataFrame:
    return dominated(pd.DataFrame({"town": "Avon", "sales": amounts}), ["town"], "sales")


@pytest.mark.parametrize(
    ("amounts", "hide"),
    [((100, 90, 80, 70), False), ((1000, 90, 50), True), ((50, 60), True), ((0, 0), False), ((1000, 90, 150, 100), False)],
)
def test_few_or_too_large_contributors_hide_a_cell(amounts: tuple[float, ...], hide: bool) -> None:
    assert cells(*amounts)["hide"].tolist() == [hide]


def test_the_amounts_of_contributors_are_not_in_the_result() -> None:
    assert list(cells(5, 6, 7).columns) == ["town", "contributors", "sum", "hide"]


def test_a_column_of_words_is_refused() -> None:
    with pytest.raises(PrivacyError):
        dominated(pd.DataFrame({"town": ["Avon"], "sales": ["much"]}), ["town"], "sales")
