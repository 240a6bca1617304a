"""How far the columns become coarser: no further than they must, and the same however it is counted."""

from __future__ import annotations

import numpy as np
import pytest

from ctcompanion.privacy import climb as search
from ctcompanion.privacy.climb import climb, small
from ctcompanion.privacy.remedies.ladders import Rung
from ctcompanion.recipe import RemedyStep

STEP = RemedyStep(operation="drop-column")


def bits(codes: np.ndarray) -> float:
    shares = np.bincount(codes)[np.bincount(codes) > 0] / len(codes)
    return float(-(shares * np.log2(shares)).sum())


def rung(codes: np.ndarray) -> Rung:
    return Rung(STEP, "", (codes, int(codes.max()) + 1), bits(codes))


def ladders(seed: int, rows: int = 3_000) -> dict[str, list[Rung]]:
    """Three columns; each becomes coarser twice and is then gone."""
    drawn = np.random.default_rng(seed)
    made = {}
    for name, kinds in (("a", 60), ("b", 40), ("c", 6)):
        codes = (drawn.random(rows) ** 2 * kinds).astype(np.int64)
        made[name] = [rung(codes), rung(codes // 3), rung(codes // 9), rung(np.zeros(rows, dtype=np.int64))]
    return made


@pytest.mark.parametrize("seed", range(10))
def test_no_column_is_coarser_than_it_must_be(seed: int) -> None:
    steps = ladders(seed)
    found = climb(steps, 6)
    at = dict.fromkeys(steps, 0) | found
    left = small(steps, at, 6)
    assert left < 0.1 * 3_000
    assert all(small(steps, {**at, name: at[name] - 1}, 6) > left for name in found)


@pytest.mark.parametrize("seed", range(10))
def test_one_row_of_each_group_tells_the_same_as_all_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = ladders(seed)
    monkeypatch.setattr(search, "FEW", 2.0)
    by_groups = climb(steps, 6)
    monkeypatch.setattr(search, "FEW", 0.0)
    assert climb(steps, 6) == by_groups


def test_without_small_groups_nothing_moves() -> None:
    assert climb({"a": [rung(np.zeros(10, dtype=np.int64))]}, 6) == {}
