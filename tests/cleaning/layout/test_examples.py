"""What the line model learns from beside real sheets: variants and made-up ones keep the class of each line."""

from __future__ import annotations

import numpy as np
import pytest

from tests.cleaning.layout.sheets import sheet_of
from tools.layout_examples import LETTERS, made_up
from tools.layout_made import made
from tools.layout_variants import variant

TOWNS = [[f"Town {n}", str(n * 7), str(n * 11 % 90 + 100)] for n in range(1, 60)]
ROWS = [["Births by town"], [], ["Town", "Births", "Deaths"], ["County one"], *TOWNS, ["Total", "12390", "8000"], [], ["Source: Health"]]
CLASSES = {0: 0, 2: 1, 3: 2, **dict.fromkeys(range(4, 63), 3), 63: 4, 65: 5}
MARKS = {"births by town": 0, "town": 1, "county one": 2, "total": 4, "source: health": 5}


@pytest.mark.parametrize("seed", range(25))
def test_each_line_of_a_variant_keeps_its_class(seed: int) -> None:
    sheet, classes = variant(sheet_of(*ROWS), CLASSES, np.random.default_rng(seed))
    rows = [[text for text in row.values() if text] for row in sheet.cells.to_pylist()]
    assert {row for row, cells in enumerate(rows) if cells} == set(classes)
    for row, kind in classes.items():
        assert MARKS.get(rows[row][0].lower(), 3) == kind


def test_variants_differ_and_come_again_with_the_same_seed() -> None:
    one, other, again = (variant(sheet_of(*ROWS), CLASSES, np.random.default_rng(seed))[0].cells for seed in (1, 2, 1))
    assert one.equals(again)
    assert not one.equals(other)


def test_a_made_up_sheet_has_a_class_for_each_filled_row() -> None:
    random = np.random.default_rng(0)
    for _ in range(60):
        lines = made(random)
        assert all((kind == "b") == (not any(cells)) for kind, cells in lines if kind in "bthgdsn")
        assert {kind for kind, _ in lines} <= {*LETTERS, "b"}


def test_made_up_sheets_come_with_features_and_weigh_less() -> None:
    (example,) = made_up(1, np.random.default_rng(3))
    assert len(example.matrix) == len(example.classes) == len(example.at)
    assert example.weight < 1
