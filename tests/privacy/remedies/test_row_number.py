"""A row number is made of what is published, and says nothing of what is not."""

from __future__ import annotations

import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy import apply
from ctcompanion.recipe import RemedyStep
from tests.privacy.remedies.after import after, values
from tests.privacy.tables import clean_table


def test_a_row_number_is_made_of_published_columns_only() -> None:
    one = clean_table(Client=["a", "b", "c"], Town=["Avon", "Avon", "Kent"])
    other = clean_table(Client=["x", "y", "z"], Town=["Avon", "Avon", "Kent"])
    numbers = values(after(one, "row-number", "Client"), "Row number")
    assert numbers == values(after(other, "row-number", "Client"), "Row number")
    assert len(set(numbers)) == 3
    assert numbers[0][:-1] == numbers[1][:-1]


def test_the_same_row_has_the_same_number_next_month() -> None:
    longer = clean_table(Client=["q", "a"], Town=["Lyme", "Kent"])
    shorter = clean_table(Client=["a"], Town=["Kent"])
    assert values(after(longer, "row-number", "Client"), "Row number")[1:] == values(after(shorter, "row-number", "Client"), "Row number")


def test_a_row_number_says_nothing_of_what_is_taken_out_or_hidden_after_it() -> None:
    one = clean_table(Client=["a", "b"], SSN=["219-09-9999", "457-55-5462"], Town=["Avon", "Kent"])
    other = clean_table(Client=["a", "b"], SSN=["078-05-1121", "321-54-9876"], Town=["Avon", "Kent"])
    number, drop = RemedyStep(operation="row-number", column="Client"), RemedyStep(operation="drop-column", column="SSN")
    together = values(apply(one, (number, drop)), "Row number")
    assert together == values(apply(other, (number, drop)), "Row number")
    assert together == values(apply(one, (drop, number)), "Row number")
    assert together == values(apply(apply(one, (number,)), (drop,)), "Row number")


def test_two_row_numbers_are_not_made_of_each_other() -> None:
    table = clean_table(Client=["a", "b"], Case=["x", "y"], Town=["Avon", "Kent"])
    first = RemedyStep(operation="row-number", column="Client")
    assert values(
        apply(table, (first, RemedyStep(operation="row-number", column="Case", parameters={"name": "Case row"}))), "Row number"
    ) == values(apply(table, (RemedyStep(operation="drop-column", column="Case"), first)), "Row number")
    with pytest.raises(PrivacyError, match="name-taken"):
        apply(table, (first, RemedyStep(operation="row-number", column="Case")))
