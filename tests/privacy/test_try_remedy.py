"""A remedy tells what it would do before it is taken."""

from __future__ import annotations

from ctcompanion.privacy import apply, review
from ctcompanion.privacy.suppression import profiles
from ctcompanion.privacy.try_remedy import try_remedy
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

PERSON = PrivacyDecisions(row_meaning="person")
PEOPLE = clean_table(
    Age=[20 + n % 40 for n in range(200)], Sex=["F", "M"] * 100, Race=["White"] * 150 + ["Asian"] * 50, Wage=[900 + n for n in range(200)]
)
RULE = profiles()[0]
COUNT = RemedyStep(operation="aggregate", parameters={"by": ["Sex", "Age"], "sum": ["Wage"], "all_combinations": True})


def test_rows_in_small_groups_before_and_after_are_told() -> None:
    step = RemedyStep(operation="age-bands", column="Age", parameters={"width": 20})
    trial = try_remedy(PEOPLE, step, review(PEOPLE, PERSON), RULE)
    assert trial.groups is not None
    assert trial.groups[0] > trial.groups[1]
    assert f"Rows in small groups: {trial.groups[0]:,} before, {trial.groups[1]:,} after." in trial.sentences()


def test_counting_tells_the_rows_and_the_small_counts() -> None:
    trial = try_remedy(PEOPLE, COUNT, review(PEOPLE, PERSON), RULE)
    assert trial.effect.startswith("200 rows before, 80 after")
    assert trial.small == (40, 80)


def test_rows_of_people_that_were_counted_are_a_count_of_people_and_small_counts_stop() -> None:
    decisions = PERSON.model_copy(update={"remedies": (COUNT,)})
    report = review(apply(PEOPLE, decisions.remedies), decisions)
    assert report.row_meaning == "people-count"
    assert "small-counts:Count" in {finding.key for finding in report.findings}


def test_the_sum_beside_a_hidden_count_is_hidden_with_it() -> None:
    few = clean_table(Town=["Avon"] * 40 + ["Kent"] * 2 + ["Lyme"] * 30, Wage=[900] * 72)
    count = RemedyStep(operation="aggregate", parameters={"by": ["Town"], "sum": ["Wage"]})
    hide = RemedyStep(operation="suppress", column="Count", parameters={"by": ["Town"]})
    rows = apply(few, (count, hide)).rows
    assert rows["Count"].isna().sum() == 1
    assert rows["Wage"].isna().tolist() == rows["Count"].isna().tolist()
