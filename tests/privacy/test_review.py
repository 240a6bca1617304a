"""The review: a verdict for every column, the worst first, and no value in any word of it."""

from __future__ import annotations

import pytest

from ctcompanion.model import ColumnClass, Level
from ctcompanion.privacy import review
from ctcompanion.recipe import PrivacyDecisions
from tests.privacy.tables import clean_table

PEOPLE = PrivacyDecisions(row_meaning="person")


def test_every_column_gets_a_verdict_and_the_worst_finding_comes_first() -> None:
    table = clean_table(Age=[30, 41, 30, 52], Client_Name=["Ann Lee", "Bob Diaz", "Carla Jones", "David Smith"], Visits=[1, 2, 1, 3])
    report = review(table, PEOPLE)
    assert [(v.column, v.role, v.level) for v in report.verdicts] == [
        ("Age", ColumnClass.QUASI, Level.REVIEW),
        ("Client_Name", ColumnClass.DIRECT, Level.STOP),
        ("Visits", ColumnClass.NONE, Level.OK),
    ]
    assert report.findings[0].column == "Client_Name"
    assert report.fingerprint == table.fingerprint


def test_no_finding_holds_a_value() -> None:
    table = clean_table(
        Name=["Ann Lee", "Bob Diaz", "Carla Jones"], Note=["call 860-555-1234 now please"] * 2 + [None], SSN=["219-09-9999"] * 3
    )
    words = repr(review(table, PEOPLE))
    assert not any(value in words for value in ("Ann Lee", "860-555", "219-09", "Diaz"))


def test_a_finding_speaks_of_the_share_of_rows() -> None:
    finding = review(clean_table(SSN=["219-09-9999", "457-55-5462", "078-05-1121", None]), PEOPLE).findings[0]
    assert finding.message == "“SSN” holds Social Security numbers, in every filled cell."
    assert finding.why
    assert finding.remedies


@pytest.mark.parametrize("meaning", ["place", "count", "people-count", "measurement"])
def test_rows_that_are_no_person_are_not_asked_about_their_towns(meaning: str) -> None:
    report = review(clean_table(Town=["Avon", "Kent", "Lyme"], Age_Group=["0-17", "18-64", "65+"]), PrivacyDecisions(row_meaning=meaning))
    assert report.findings == ()
    assert report.risk is None


def test_a_person_can_say_that_a_column_is_nothing_personal_but_not_of_numbers_proven_by_their_form() -> None:
    table = clean_table(Contact=["Ann Lee", "Bob Diaz", "Carla Jones"], Code=["219-09-9999", "457-55-5462", "078-05-1121"])
    said = PrivacyDecisions(row_meaning="person", classes={"Contact": ColumnClass.NONE, "Code": ColumnClass.NONE})
    assert [v.level for v in review(table, said).verdicts] == [Level.REVIEW, Level.STOP]


def test_a_person_can_name_a_column_that_we_missed() -> None:
    table = clean_table(Code=["a", "b", "c"])
    said = PrivacyDecisions(row_meaning="person", classes={"Code": ColumnClass.DIRECT})
    assert review(table, said).findings[0].level is Level.STOP


def test_confirming_what_was_proposed_changes_nothing() -> None:
    table = clean_table(Age=[30, 41, 30, 52])
    said = PrivacyDecisions(row_meaning="person", classes={"Age": ColumnClass.QUASI})
    assert review(table, said).verdicts == review(table, PEOPLE).verdicts


def test_the_combination_is_told_in_words() -> None:
    table = clean_table(Age=[30, 30, 41, 41], Town=["Avon", "Avon", "Avon", "Kent"], Visits=[1, 2, 3, 4])
    report = review(table, PEOPLE)
    assert report.risk is not None
    assert (report.risk.k, report.risk.rows_below_k, report.risk.sample_uniques) == (1, 4, 2)
    assert "1 row is the only person of its Town." in report.risk.sentences
    assert any(finding.rule == "small-groups" for finding in report.findings)


def test_empty_columns_and_an_empty_table_are_nothing() -> None:
    report = review(clean_table(Nothing=[None, None], Blank=["", " "]), PEOPLE)
    assert [v.rule for v in report.verdicts] == ["empty", "empty"]
    assert review(clean_table(Age=[], Town=[]), PEOPLE).findings == ()


def test_health_asks_for_larger_groups() -> None:
    report = review(clean_table(Age=[30] * 8, Diagnosis=["E11.9", "I10"] * 4), PEOPLE)
    assert report.risk is not None
    assert (report.risk.threshold, report.risk.rows_below_k) == (11, 8)


def test_a_table_of_empty_mixed_and_very_different_columns_is_answered() -> None:
    rows = 5_000
    table = clean_table(
        Nothing=[None] * rows,
        Age=["12", "unknown", "2020-01-01", "x", ""] * (rows // 5),
        Town=[f"kind {n}" for n in range(rows)],
        Mixed=["219-09-9999", "12", "Avon", "2024-01-01", None] * (rows // 5),
    )
    report = review(table, PEOPLE)
    assert {v.column: v.level for v in report.verdicts}["Mixed"] is Level.REVIEW or Level.STOP
    assert report.risk is not None
    assert (report.risk.k, report.risk.sample_uniques) == (1, rows)


def test_a_sample_of_firms_informs_and_one_with_people_stops_whatever_class_was_confirmed_before() -> None:
    firms = [
        f"{name} {kind}"
        for name in ("Elm", "Harbor", "Valley", "Summit", "River", "Oak")
        for kind in ("Paving LLC", "Supply Inc", "Electric Co")
    ]
    vendors = clean_table(Vendor=[*firms, "Maria Lopez", "John Smith", "Anna Kowalski"], Amount=list(range(21)))
    for seen, level in (("firms", Level.NOTE), ("people", Level.STOP)):
        for classes in ({}, {"Vendor": "direct"}):
            decisions = PrivacyDecisions(row_meaning="money", sampled={"Vendor": seen}, classes=classes)
            assert review(vendors, decisions).verdicts[0].level is level
