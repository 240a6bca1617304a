"""Towns and regions in one column: the reader knows which town lies where, so the region's row is a sum."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit import attack_table, read_equations
from ctcompanion.privacy.audit.places import levels
from ctcompanion.privacy.suppression import suppress

HOMES = {"Avon": "Capitol", "Canton": "Capitol", "Simsbury": "Capitol", "Kent": "Northwest Hills", "Salisbury": "Northwest Hills"}


def with_regions(counts: np.ndarray, suffix: str = " Planning Region") -> pd.DataFrame:
    """Towns by two groups, with rows of the regions and of the state in the same column."""
    rows = [(town, *values) for town, values in zip(HOMES, counts.tolist(), strict=True)]
    for region in ("Capitol", "Northwest Hills"):
        inside = np.array([home == region for home in HOMES.values()])
        rows.append((region + suffix, *counts[inside].sum(axis=0).tolist()))
    rows.append(("Connecticut", *counts.sum(axis=0).tolist()))
    wide = pd.DataFrame(rows, columns=["Town", "A", "B"]).assign(Total=lambda table: table["A"] + table["B"])
    return wide.melt("Town", var_name="Group", value_name="Count")


COUNTS = np.array([[3, 40], [30, 50], [20, 25], [60, 70], [44, 33]])


@pytest.mark.parametrize("suffix", [" Planning Region", ""])
def test_a_town_is_had_from_the_row_of_its_region(suffix: str) -> None:
    table = with_regions(COUNTS, suffix)
    hidden = table.index[(table["Town"] == "Avon") & (table["Group"] == "A")]
    table["Count"] = table["Count"].astype("float").mask(table.index.isin(hidden))
    assert attack_table(table, ["Town", "Group"], "Count").exact == tuple(hidden)


def test_each_region_and_the_state_is_one_sum() -> None:
    assert len(read_equations(with_regions(COUNTS), ["Town", "Group"])) == 3 * 3 + 8


def test_towns_alone_are_one_key() -> None:
    assert len(levels(pd.Series(["Avon", "Kent", "Hartford"], name="Town"))) == 1


def test_a_region_without_towns_of_it_is_a_category_like_others() -> None:
    assert len(levels(pd.Series(["Avon", "Northwest Hills Planning Region"], name="Town"))) == 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=10, max_size=10))
def test_what_is_published_of_towns_regions_and_state_gives_nothing_away(counts: list[int]) -> None:
    table = with_regions(np.array(counts).reshape(5, 2))
    try:
        done = suppress(table, ["Town", "Group"], "Count")
    except PrivacyError:  # refused, never half-safe
        return
    assert attack_table(done.frame, ["Town", "Group"], "Count").safe
