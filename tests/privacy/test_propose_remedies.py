"""The plan: pressed one after another, its steps leave nobody in a small group, and it does not take more than it needs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ctcompanion.model import CleanTable
from ctcompanion.privacy import apply, propose_remedies, review
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from ctcompanion.reference import towns
from tests.privacy.tables import clean_table

PEOPLE = PrivacyDecisions(row_meaning="person")


def people(rows: int, seed: int = 1) -> CleanTable:
    """Residents of some towns."""
    drawn = np.random.default_rng(seed)
    return clean_table(
        Age=drawn.integers(0, 95, rows).tolist(),
        Town=drawn.choice(towns()[:30], rows).tolist(),
        Race=drawn.choice(["White", "Black", "Asian", "Other"], rows, p=[0.7, 0.2, 0.08, 0.02]).tolist(),
        Visits=drawn.integers(0, 9, rows).tolist(),
    )


def pressed(table: CleanTable) -> tuple[CleanTable, list[str]]:
    """The table after the whole plan, and the plan's operations."""
    plan = propose_remedies(table, review(table, PEOPLE))
    steps = tuple(RemedyStep(operation=r.operation, column=r.parameters.get("column"), parameters=dict(r.parameters)) for r in plan)
    return apply(table, steps), [remedy.operation for remedy in plan]


@pytest.mark.parametrize(("rows", "seed"), [(200, 1), (2_000, 2), (5_000, 3)])
def test_after_the_plan_nobody_is_in_a_small_group(rows: int, seed: int) -> None:
    table, _ = pressed(people(rows, seed))
    risk = review(table, PEOPLE).risk
    assert risk is None or risk.k is None or risk.k >= 6


def test_making_values_coarser_comes_before_taking_columns_out() -> None:
    table, operations = pressed(people(5_000))
    assert "drop-column" not in operations
    assert operations[0] in {"age-bands", "town-to-region"}
    assert len(table.rows) > 4_500


def test_effects_tell_rows_before_and_after_and_join_up() -> None:
    plan = propose_remedies(people(2_000), review(people(2_000), PEOPLE))
    pairs = [remedy.effect.removeprefix("rows in small groups: ").split(" before, ") for remedy in plan]
    assert all(after.removesuffix(" after") == before for (_, after), (before, _) in pairwise(pairs))
    assert pairs[-1][1] == "0 after"


def test_without_risk_there_is_no_plan() -> None:
    table = clean_table(Town=["Avon"] * 10, Age=[30] * 10)
    assert propose_remedies(table, review(table, PEOPLE)) == ()
    counts = clean_table(Town=["Avon"], Total=[10])
    assert propose_remedies(counts, review(counts, PrivacyDecisions(row_meaning="count"))) == ()


def test_a_plan_is_made_anew_after_its_first_step_whatever_that_made_of_the_column() -> None:
    table = people(300)
    town = next(column.name for column in table.columns if column.name.casefold().startswith("town"))
    once = apply(table, (RemedyStep(operation="town-to-region", column=town),))
    again, _ = pressed(once)
    risk = review(again, PEOPLE).risk
    assert risk is None or risk.k is None or risk.k >= 6
