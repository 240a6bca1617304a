"""Rows of an update that do not say what they are about."""

from __future__ import annotations

import pytest

from ctcompanion.blank_keys import blank_keys
from ctcompanion.cleaning.remedy import remedied
from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.model import CleanTable
from ctcompanion.recipe import Recipe, Target
from tests.privacy.tables import clean_table
from tests.test_update import TOWNS, decided, month, next_time

TOLD_APART = Recipe(target=Target(record_id_from=("year", "town")))


def said(table: CleanTable, last: Recipe | None = TOLD_APART) -> list[str]:
    return [finding.message for finding in blank_keys(Draft("d", table=table, last_month=last))]


def test_an_empty_period_is_told_and_an_empty_number_is_not() -> None:
    assert said(clean_table(year=[2025, None, None], town=["Avon", "Bethel", "Canton"], permits=[1, None, 3])) == [
        "year is empty in 2 rows."
    ]
    assert said(clean_table(year=[2025, 2025], town=["Avon", "Bethel"], permits=[1, None])) == []


def test_where_all_rows_lack_it_there_is_nothing_to_leave_out() -> None:
    (finding,) = blank_keys(Draft("d", table=clean_table(year=[None, None], town=["Avon", "Bethel"]), last_month=TOLD_APART))
    assert finding.message == "year is empty in all 2 rows."
    assert finding.remedies == ()


def test_nothing_is_said_for_a_new_dataset_or_one_without_a_row_identifier() -> None:
    table = clean_table(year=[2025, None], town=["Avon", "Bethel"])
    assert said(table, None) == said(table, Recipe()) == []


def test_what_was_blank_last_time_too_and_let_stand_is_not_asked_again() -> None:
    last = Draft("d", recipe=TOLD_APART).with_table(clean_table(year=[2024, 2024], town=["Avon", None], permits=[1, None])).recipe
    assert said(clean_table(year=[2025, 2025], town=["Avon", None], permits=[1, 2]), last) == []
    assert said(clean_table(year=[2025, None], town=["Avon", None], permits=[1, 2]), last) == ["year is empty in 1 row."]


def test_from_the_command_line_it_stops_with_the_place_and_a_press_leaves_the_row_out() -> None:
    recipe = decided(month())
    recipe = recipe.changed(target=Target(dataset_id="aaaa-0000", record_id_from=("town",)))
    rows = month(3)
    rows.append([None, 55_000, 77_000])
    with pytest.raises(PersonNeeded) as caught:
        next_time(recipe, rows)
    assert (caught.value.code, caught.value.place) == ("blank-key", f"Sheet!A{len(TOWNS) + 2}")
    (finding,) = blank_keys(Draft("d", table=clean_table(town=["Avon", None]), last_month=recipe))
    assert remedied((), finding.remedies[0]) is not None
