from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.cleaning.layout import sums
from ctcompanion.cleaning.layout.level import in_proportion

PARTS = [[120.0, 33.0, 410.0], [95.0, 61.0, 77.0], [240.0, 18.0, 309.0], [77.0, 45.0, 128.0]]


def found(*lines: list[float]) -> dict[int, tuple[int, ...]]:
    return {sum_.line: sum_.parts for sum_ in sums.find(np.array(lines))}


def total(*lines: list[float]) -> list[float]:
    return [float(x) for x in np.nansum(np.array(lines), axis=0)]


def test_a_total_below_its_parts_is_found() -> None:
    assert found(*PARTS, total(*PARTS)) == {4: (0, 1, 2, 3)}


def test_a_total_above_its_parts_is_found() -> None:
    assert found(total(*PARTS), *PARTS) == {0: (1, 2, 3, 4)}


def test_a_grand_total_is_the_sum_of_the_subtotals() -> None:
    one, two = PARTS, [[300.0, 21.0, 45.0], [18.0, 230.0, 66.0]]
    lines = [*one, total(*one), *two, total(*two), total(*one, *two)]
    assert found(*lines) == {4: (0, 1, 2, 3), 7: (5, 6), 8: (4, 7)}


def test_rounded_parts_still_make_their_total() -> None:
    assert found(*PARTS, [x + 1 for x in total(*PARTS)]) == {4: (0, 1, 2, 3)}


def test_an_average_column_has_no_say() -> None:
    lines = [[*line, mean] for line, mean in zip([*PARTS, total(*PARTS)], (12.5, 13.1, 12.2, 14.0, 12.9), strict=True)]
    assert 4 in found(*lines)


def test_a_missing_part_is_counted_as_hidden() -> None:
    hidden = [list(line) for line in PARTS]
    hidden[1][0] = np.nan
    (sum_,) = sums.find(np.array([*hidden, total(*PARTS)]))
    assert (sum_.hidden, sum_.rebuilt, sum_.tried) == (1, 2, 2)


def test_lines_in_proportion_prove_nothing_together() -> None:
    hours = np.array([520.0, 1040.0, 520.0, 520.0, 2080.0])
    assert found(*[[h, 4.08 * h, 4.1616 * h, 4.2448 * h] for h in hours]) == {}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(100, 99_999), min_size=4, max_size=4), min_size=2, max_size=12))
def test_the_sum_of_any_large_numbers_is_found(rows: list[list[int]]) -> None:
    lines = np.array([*rows, np.sum(rows, axis=0)], dtype=float)
    assert len(rows) in {sum_.line for sum_ in sums.find(lines)} or in_proportion(lines[:-1], lines[-1])
