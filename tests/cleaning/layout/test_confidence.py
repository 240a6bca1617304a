from __future__ import annotations

import numpy as np

from ctcompanion.cleaning.layout import detect, sure
from ctcompanion.cleaning.layout.confidence import confidence, edge_doubt, line_doubt
from tests.cleaning.layout.sheets import sheet_of

HEADER = (0, 0.999, 0.001, 0, 0, 0)


def chances(data_as_total: float, at: int, header: tuple[float, ...] = HEADER) -> np.ndarray:
    """A header and nine rows of data, one of which may be a total."""
    rows = [(0, 0, 0, 1.0, 0.0, 0)] * 9
    rows[at] = (0, 0, 0, 1 - data_as_total, data_as_total, 0)
    return np.array([header, *rows])


def test_a_row_that_may_be_a_total_makes_the_lines_less_sure_and_not_the_edges() -> None:
    doubtful = chances(0.4, 4)
    assert line_doubt(doubtful) == 0.4
    assert edge_doubt(doubtful) < 0.01
    lines, edges = confidence(doubtful)
    assert lines < sure() <= edges


def test_a_first_row_that_may_be_a_second_header_makes_the_edges_less_sure() -> None:
    doubtful = chances(0, 0)
    doubtful[1] = (0, 0.4, 0, 0.6, 0, 0)
    assert edge_doubt(doubtful) == 0.4
    assert confidence(doubtful)[1] < sure()


def test_doubt_deep_in_the_body_moves_no_edge() -> None:
    doubtful = chances(0, 0)
    doubtful[5] = (0, 0.3, 0, 0.7, 0, 0)
    assert edge_doubt(doubtful) < 0.01


def test_more_doubt_never_means_more_confidence() -> None:
    told = [confidence(chances(doubt, 4)) for doubt in np.linspace(0, 0.49, 15)]
    assert [lines for lines, _ in told] == sorted((lines for lines, _ in told), reverse=True)
    assert all(0 <= share <= 1 for pair in told for share in pair)


def test_a_plain_table_is_more_sure_than_scattered_words() -> None:
    plain = sheet_of(["Id", "Town", "Date", "Count"], *[[f"A{n}", f"Town {n}", f"2024-01-{n + 1:02}", str(n * 7 % 90)] for n in range(25)])
    scattered = sheet_of(["Contacts", "", "call"], ["", "Sum", "5"], ["x", "", ""], ["3", "total", "a"])
    assert detect(plain).edge_confidence > detect(scattered).edge_confidence
