"""Sums of money on request: what one or two contributors make up is hidden, and cannot be worked out from the totals."""

from __future__ import annotations

import numpy as np
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable
from ctcompanion.privacy import apply
from ctcompanion.privacy.audit import attack, read_equations
from ctcompanion.recipe import RemedyStep
from tests.privacy.tables import clean_table

PAID = clean_table(
    Town=["Avon"] * 5 + ["Kent"] * 5,
    Vendor=["A", "A", "B", "C", "D", "A", "B", "C", "D", "E"],
    Amount=[900.5, 100.0, 50.0, 20.0, 10.0, 200.0, 210.0, 190.0, 205.0, 195.0],
)
BY_VENDOR = RemedyStep(operation="dominance", column="Amount", parameters={"by": ["Town"], "contributor": "Vendor"})


def test_a_sum_that_one_vendor_makes_up_is_hidden_and_the_vendors_go() -> None:
    done = apply(PAID, (BY_VENDOR,))
    assert list(done.rows.columns) == ["Town", "Amount", "Notes"]
    assert done.rows["Amount"].isna().tolist() == [True, False]
    assert done.rows["Amount"][1] == 1000.0
    assert done.changes[-1].effect == "1 of 2 sums are hidden, the further ones among them"
    assert "one or two contributors" in done.column("Amount").description


def magnitudes() -> CleanTable:
    sums = np.array([[5000, 4000, 3000], [2500, 2600, 2700], [8000, 1000, 900], [700, 6500, 4200]])
    whole = np.vstack([sums, sums.sum(axis=0)])
    whole = np.column_stack([whole, whole.sum(axis=1)]).ravel()
    largest = np.where(whole == 5000, 4900, whole * 0.2)
    return clean_table(
        Town=[town for town in ["Avon", "Kent", "Lyme", "Essex", "Total"] for _ in range(4)],
        Kind=["A", "B", "C", "Total"] * 5,
        Amount=whole.tolist(),
        Largest=largest.tolist(),
        Second=(largest / 100).tolist(),
    )


def test_the_hidden_sum_cannot_be_had_from_the_totals_and_the_largest_amounts_go() -> None:
    table = magnitudes()
    step = RemedyStep(operation="dominance", column="Amount", parameters={"by": ["Town", "Kind"], "largest": ["Largest", "Second"]})
    rows = apply(table, (step,)).rows
    assert list(rows.columns) == ["Town", "Kind", "Amount", "Notes"]
    hidden = rows["Amount"].isna().to_numpy(bool)
    assert hidden[0]
    assert hidden.sum() == 4
    equations = read_equations(rows, ["Town", "Kind"])
    counts = rows["Amount"].astype("float64").to_numpy()
    assert attack(equations, counts, hidden, apart=int(0.15 * 5000)).safe
    assert len(set(rows["Notes"][hidden])) == 1


def test_without_contributors_nothing_can_be_said() -> None:
    with pytest.raises(PrivacyError, match="which-contributors"):
        apply(PAID, (RemedyStep(operation="dominance", column="Amount", parameters={"by": ["Town"]}),))


def test_amounts_below_zero_are_refused() -> None:
    refunds = clean_table(Town=["Avon", "Avon"], Vendor=["A", "B"], Amount=[10.0, -3.0])
    with pytest.raises(PrivacyError, match="not-magnitudes"):
        apply(refunds, (BY_VENDOR,))
