"""k, groups below the threshold, uniques, l and minimal unique subsets against brute force and against pycanon."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pycanon import anonymity

from ctcompanion.privacy import risk
from ctcompanion.privacy.reidentify.diversity import distinct_l
from ctcompanion.privacy.reidentify.unique_subsets import minimal_unique_subsets
from ctcompanion.privacy.risk import below_threshold

TABLES = 30
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pycanon.*", "ignore:In a future version:Warning")


def random_table(seed: int) -> pd.DataFrame:
    """Up to 1,000 rows, up to five quasi-identifiers of few or many values, a sensitive column S."""
    drawn = np.random.default_rng(seed)
    rows = int(drawn.integers(2, 1_000))
    columns = {f"Q{n}": drawn.integers(0, drawn.integers(1, 40), rows) for n in range(drawn.integers(1, 6))}
    text = {name: pd.Series(values.astype(str), dtype="str") for name, values in columns.items()}
    return pd.DataFrame({**text, "S": pd.Series(drawn.integers(0, 5, rows).astype(str), dtype="str")})


def quasi(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in frame.columns if name != "S")


def groups(frame: pd.DataFrame, columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[int]]:
    """The slow and certain way: rows by their values."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for number, row in enumerate(zip(*(frame[name] for name in columns), strict=True)):
        found.setdefault(row, []).append(number)
    return found


@pytest.mark.parametrize("seed", range(TABLES))
def test_k_and_l_agree_with_pycanon_and_with_counting(seed: int) -> None:
    frame = random_table(seed)
    columns = quasi(frame)
    measured = risk(frame, columns, 6)
    slow = groups(frame, columns)
    assert measured.k == min(map(len, slow.values())) == anonymity.k_anonymity(frame, list(columns))
    assert measured.rows_below_k == sum(len(rows) for rows in slow.values() if len(rows) < 6)
    assert measured.sample_uniques == sum(len(rows) == 1 for rows in slow.values())
    assert distinct_l(frame, columns, "S") == anonymity.l_diversity(frame, list(columns), ["S"])
    flags = below_threshold(frame, columns, 6)
    assert set(np.flatnonzero(flags)) == {number for rows in slow.values() if len(rows) < 6 for number in rows}


@pytest.mark.parametrize("seed", range(TABLES))
def test_minimal_unique_subsets_agree_with_brute_force(seed: int) -> None:
    frame = random_table(seed).head(200)
    columns = quasi(frame)
    expected: dict[tuple[str, ...], int] = {}
    seen: dict[int, list[set[str]]] = {}
    for size in range(1, len(columns) + 1):
        for subset in combinations(columns, size):
            for rows in groups(frame, subset).values():
                if len(rows) == 1 and not any(part < set(subset) for part in seen.get(rows[0], [])):
                    seen.setdefault(rows[0], []).append(set(subset))
                    expected[subset] = expected.get(subset, 0) + 1
    assert {subset.columns: subset.rows for subset in minimal_unique_subsets(frame, columns)} == expected


def test_blanks_are_a_group_of_their_own() -> None:
    frame = pd.DataFrame(
        {"Town": pd.Series(["Avon", None, None, "Avon"], dtype="str"), "Age": pd.Series([1, None, None, 1], dtype="Int64")}
    )
    assert risk(frame, ("Town", "Age"), 3).k == 2


def test_the_words_speak_of_people() -> None:
    frame = pd.DataFrame({"age": [1, 1, 2], "town": ["a", "a", "a"]})
    assert risk(frame, ("age", "town"), 2).sentences == ("1 row is the only person of its age.",)


def test_a_shared_secret_is_told() -> None:
    frame = pd.DataFrame({"town": ["a", "a", "b", "b"], "disease": ["x", "x", "x", "y"]})
    assert risk(frame, ("town",), 2, sensitive=("disease",)).sentences == (
        "In some groups of the same town, all rows share one value of disease.",
    )


def test_nothing_to_measure_is_no_k() -> None:
    assert risk(pd.DataFrame({"a": []}), ("a",), 6).k is None
    assert risk(pd.DataFrame({"a": [1]}), (), 6).k is None


def test_very_many_kinds_do_not_overflow() -> None:
    drawn = random.Random(5)
    frame = pd.DataFrame({f"c{n}": [drawn.random() for _ in range(5_000)] for n in range(8)})
    measured = risk(frame, tuple(frame.columns), 6)
    assert (measured.k, measured.sample_uniques) == (1, 5_000)
