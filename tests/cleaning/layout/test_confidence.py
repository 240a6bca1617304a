from __future__ import annotations

import numpy as np

from ctcompanion.cleaning.layout import detect, sure
from ctcompanion.cleaning.layout.confidence import confidence
from ctcompanion.cleaning.layout.forest import CLASSES, shipped
from tests.cleaning.layout.sheets import sheet_of


def chances(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows)


def told(data_as_total: float) -> float:
    names = shipped().names
    rest = 1 - data_as_total
    found = chances((0, 0.999, 0.001, 0, 0, 0), *[(0, 0, 0, rest, data_as_total, 0)] * 5)
    return confidence(names, np.zeros((len(found), len(names)), np.float32), found)


def test_a_row_that_may_be_a_total_makes_the_sheet_less_sure() -> None:
    assert told(0.001) >= sure() > told(0.05) > told(0.4)


def test_confidence_is_a_share() -> None:
    assert len(CLASSES) == 6
    assert all(0 <= told(share) <= 1 for share in (0.0, 0.2, 0.49))


def test_a_plain_table_is_more_sure_than_scattered_words() -> None:
    plain = sheet_of(["Id", "Town", "Date", "Count"], *[[f"A{n}", f"Town {n}", f"2024-01-{n + 1:02}", str(n * 7 % 90)] for n in range(25)])
    scattered = sheet_of(["Contacts", "", "call"], ["", "Sum", "5"], ["x", "", ""], ["3", "total", "a"])
    assert detect(plain).confidence > detect(scattered).confidence
