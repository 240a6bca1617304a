"""The buttons beside a finding: each tells its effect on this table, and does it when pressed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ctcompanion.model import CleanTable, Remedy
from ctcompanion.privacy import apply, review
from ctcompanion.recipe import PrivacyDecisions, RemedyStep
from tests.privacy.tables import clean_table

PEOPLE = PrivacyDecisions(row_meaning="person")
DAYS = [pd.Timestamp("2020-01-01") + pd.Timedelta(days=40 * n) for n in range(20)]


def offered(column: str, values: list[Any]) -> tuple[CleanTable, dict[str, Remedy]]:
    """A table with that column and one more, and what is offered for the column."""
    table = clean_table(**{column: values, "Kind": ["a"] * len(values)})
    finding = next(finding for finding in review(table, PEOPLE).findings if finding.column == column)
    return table, {remedy.operation: remedy for remedy in finding.remedies}


@pytest.mark.parametrize(
    ("column", "values", "operation", "effect"),
    [
        ("SSN", ["219-09-9999", "457-55-5462"], "drop-column", "1 column stays"),
        ("Age", list(range(20, 40)), "age-bands", "20 ages become 2 groups"),
        ("Birth_Date", DAYS, "date-to-month", "20 days become 20 months"),
        ("Birth_Date", DAYS, "date-to-year", "20 days become 3 years"),
        (
            "Address",
            ["1 Elm St, Avon, CT", "2 Oak Rd, Kent, CT", "3 Oak Rd"],
            "address-to-town",
            "3 addresses become 2 towns; 1 become blank",
        ),
        ("ZIP", ["06001", "06002", "06085"], "zip-to-region", "3 ZIP codes become 1 regions"),
        ("Town", ["Avon", "Canton", "Kent"], "town-to-region", "3 towns become 2 regions"),
        ("Race", ["White"] * 9 + ["Asian"] * 9 + ["Black"] * 2, "rare-to-other", "2 of 3 kinds become Other, on 11 rows"),
        (
            "Notes",
            ["Call 860-555-0147 for more about this", "Nothing to add to this one"],
            "blank-cells",
            "blanks the column in 1 of 2 rows",
        ),
        ("Latitude", [41.76543, 41.76544], "coarsen-coordinates", "2 points become 1"),
        ("Salary", [50_000 + n for n in range(50)], "round", "50 amounts become 1"),
        ("Employee_ID", ["E-100", "E-101"], "row-number", "2 rows get a number made of what is published, never of the identifier"),
    ],
)
def test_a_remedy_tells_its_effect_and_can_be_pressed(column: str, values: list[Any], operation: str, effect: str) -> None:
    table, remedies = offered(column, values)
    remedy = remedies[operation]
    assert remedy.effect == effect
    step = RemedyStep(operation=operation, column=column, parameters={k: v for k, v in remedy.parameters.items() if k != "column"})
    assert not apply(table, (step,)).rows.equals(table.rows)


def test_removing_the_column_is_always_offered_last() -> None:
    table = clean_table(
        Age=[1, 2],
        Client_Name=["Ann Lee", "Bob Diaz"],
        Town=["Avon", "Kent"],
        Notes=["Some words stand here today", "And other words stand there"],
    )
    for finding in review(table, PEOPLE).findings:
        if finding.column:
            assert finding.remedies[-1].operation == "drop-column"


def test_no_label_or_effect_holds_a_value() -> None:
    _, remedies = offered("Address", ["1 Elm St, Avon, CT", "2 Oak Rd, Kent, CT"])
    assert not any(word in f"{remedy.label}{remedy.effect}" for remedy in remedies.values() for word in ("Elm", "Avon", "Kent"))
