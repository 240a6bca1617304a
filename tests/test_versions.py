"""The new version beside the published one: nobody is singled out by comparing them, and what was hidden stays hidden."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ctcompanion import replay, versions
from ctcompanion.cleaning import table_of
from ctcompanion.draft import Draft
from ctcompanion.model import Provenance
from ctcompanion.recipe import FindingDecision, PrivacyDecisions, Recipe

FIELDS = {"town": ("town", "text"), "students": ("students", "number")}
TOWNS = ["Avon", "Bolton", "Canton", "Darien", "Essex"]


def draft_of(*students: int) -> Draft:
    table = table_of(pd.DataFrame({"Town": TOWNS, "Students": students}), Provenance("made.csv", ""))
    recipe = Recipe(privacy=PrivacyDecisions(row_meaning="people-count", profile="sde"))
    return replay.reviewed(Draft("d", recipe=recipe).with_table(table))


def published(*students: str | None) -> pd.DataFrame:
    return pd.DataFrame({"town": TOWNS, "students": pd.Series(students, dtype=object)})


def rules(draft: Draft, there: pd.DataFrame) -> list[str]:
    return [finding.rule for finding in versions.compared(draft, there, FIELDS)]


def test_the_same_counts_again_tell_nothing() -> None:
    assert rules(draft_of(40, 50, 60, 70, 80), published("40", "50", "60", "70", "80")) == []


def test_a_few_people_more_are_singled_out() -> None:
    assert rules(draft_of(43, 50, 60, 70, 80), published("40", "50", "60", "70", "80")) == ["counts.differencing"]


def test_a_count_that_is_hidden_on_the_portal_does_not_come_back() -> None:
    draft, there = draft_of(40, 50, 60, 70, 80), published("40", None, "60", "70", "80")
    assert "counts.shown-again" in rules(draft, there)
    kept = versions.kept_hidden(draft, there, FIELDS)
    assert kept.safe is not None
    assert kept.safe.rows["students"].isna().tolist()[1]
    assert "counts.shown-again" not in rules(kept, there)


def test_a_standing_ruling_of_opm_answers_and_an_open_question_does_not() -> None:
    draft, there = draft_of(43, 50, 60, 70, 80), published("40", "50", "60", "70", "80")
    found = versions.compared(draft, there, FIELDS)
    assert versions.open_against(draft, found) == found
    asked = FindingDecision(finding=found[0].key, decision="exception", reason="weekly series", by="A")
    ruled = asked.model_copy(update={"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of May 3"})
    for decision, still_open in ((asked, found), (ruled, ())):
        privacy = draft.recipe.privacy.model_copy(update={"decisions": (decision,)})
        assert versions.open_against(replace(draft, recipe=draft.recipe.changed(privacy=privacy)), found) == still_open


def test_tables_that_count_no_people_are_not_compared() -> None:
    draft = draft_of(43, 50, 60, 70, 80)
    things = replay.reviewed(draft.with_privacy(draft.recipe.privacy.model_copy(update={"row_meaning": "count"})))
    assert rules(things, published("40", "50", "60", "70", "80")) == []
