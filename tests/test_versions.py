"""The new version beside the published one: nobody is singled out by comparing them, and what was hidden stays hidden."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ctcompanion import replay, versions
from ctcompanion.cleaning import table_of
from ctcompanion.draft import Draft
from ctcompanion.model import Provenance
from ctcompanion.recipe import DatasetMetadata, FindingDecision, PrivacyDecisions, Recipe

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


def series(*weeks: tuple[int, ...]) -> pd.DataFrame:
    """A row for each town and week."""
    days = pd.to_datetime("2026-01-03") + pd.to_timedelta(range(0, 7 * len(weeks), 7), unit="D")
    rows = [(town, day, count) for day, week in zip(days, weeks, strict=True) for town, count in zip(TOWNS, week, strict=True)]
    return pd.DataFrame(rows, columns=["Town", "Week ending", "Patients"])


SERIES_FIELDS = {"town": ("town", "text"), "week_ending": ("week", "calendar_date"), "patients": ("patients", "number")}
FIRST = ((40, 50, 60, 70, 80), (60, 75, 90, 110, 130))
NEXT = (63, 95, 120, 150, 160)


def series_draft(frame: pd.DataFrame) -> Draft:
    table = table_of(frame, Provenance("made.csv", ""))
    recipe = Recipe(privacy=PrivacyDecisions(row_meaning="people-count", profile="sde"), metadata=DatasetMetadata(title="Patients by Town"))
    return replay.reviewed(Draft("d", recipe=recipe).with_table(table))


def on_portal(*weeks: tuple[int, ...]) -> pd.DataFrame:
    frame = series(*weeks)
    return pd.DataFrame(
        {"town": frame["Town"], "week": frame["Week ending"].dt.strftime("%Y-%m-%d"), "patients": frame["Patients"].astype(str)}
    )


def test_a_running_total_is_stopped_and_hiding_what_grew_by_a_few_mends_it() -> None:
    draft, there = series_draft(series(*FIRST, NEXT)), on_portal(*FIRST)
    assert [finding.rule for finding in versions.compared(draft, there, SERIES_FIELDS)] == ["counts.differencing"]
    hidden = versions.hidden_growth(draft, there, SERIES_FIELDS)
    assert hidden.safe is not None
    assert hidden.safe.rows["patients"].isna().sum() >= 1
    assert hidden.safe.rows["patients"].isna().tolist()[10]
    assert versions.compared(hidden, there, SERIES_FIELDS) == ()


def test_the_week_after_is_compared_with_the_last_count_that_was_shown() -> None:
    there = on_portal(*FIRST, NEXT).assign(patients=lambda rows: rows["patients"].where(rows.index != 10, None))
    draft = series_draft(series(*FIRST, NEXT, (64, 130, 150, 190, 190)).iloc[15:].reset_index(drop=True))
    assert "counts.differencing" in [finding.rule for finding in versions.compared(draft, there, SERIES_FIELDS)]


def test_a_file_of_one_year_is_not_taken_for_a_correction_of_the_year_before() -> None:
    years = [
        pd.DataFrame({"Town": TOWNS, "Year": year, "Students": counts}) for year, counts in ((2023, FIRST[0]), (2024, (43, 45, 63, 71, 70)))
    ]
    there = pd.DataFrame({"town": TOWNS, "year": "2023", "students": [str(n) for n in FIRST[0]]})
    fields = {**FIELDS, "year": ("year", "number")}
    assert versions.compared(series_draft(years[1]), there, fields) == ()
