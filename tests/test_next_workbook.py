"""Next month's workbook: what is filled in there comes back tidy, under the same columns."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest

from ctcompanion import reference
from ctcompanion.asked_columns import asked, values_in
from ctcompanion.draft import Draft
from ctcompanion.errors import RecipeError
from ctcompanion.model import DataType
from ctcompanion.next_workbook import DATA, INSTRUCTIONS, next_workbook
from ctcompanion.recipe import (
    CleaningStep,
    ColumnMetadata,
    DatasetMetadata,
    Recipe,
    SourceShape,
)
from ctcompanion.shape import shape_changes
from tests.drafted import drafted

SAMPLES = ("town-population-2023.xlsx", "housing-permits-1990-2023.xlsx", "school-enrollment-2022-2023.csv", "subsidized-housing-2023.xlsx")
REMOVING = {"titles", "notes", "blank-rows", "blank-columns", "filler-rows", "total-rows", "total-columns", "row-numbers", "other-tables"}


def filled(content: bytes, draft: Draft) -> bytes:
    """The workbook with the rows of the draft's table typed in, as a clerk would."""
    assert draft.table
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[INSTRUCTIONS]["B4"] = "2030"
    for row in draft.table.rows.head(120).astype(object).itertuples(index=False):
        book[DATA].append([None if pd.isna(value) else value for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_filled_workbook_needs_no_cleaning_and_gives_the_same_columns(sample: str) -> None:
    first = drafted(sample, reference.path(f"samples/{sample}").read_bytes())
    assert first.table
    content = next_workbook(first.recipe, values_in(first.table))
    back = drafted("next.xlsx", filled(content, first), first.recipe)
    assert back.table
    assert list(back.table.rows.columns) == list(first.table.rows.columns)
    assert shape_changes(back) == ()
    assert [step.operation for step in back.recipe.cleaning if step.on and step.operation in REMOVING] == []
    assert len(back.table.rows) == min(120, len(first.table.rows))
    assert all(not change.removed for change in back.table.changes if change.step != "header")


TEXT, NUMBER = DataType.TEXT, DataType.NUMBER


def recipe() -> Recipe:
    columns = {"year": NUMBER, "town": TEXT, "program": TEXT, "people": NUMBER}
    said = (ColumnMetadata(name="people", display="People", description="People served.", unit="people"),)
    described = DatasetMetadata(title="Services by town", update_frequency="Monthly")
    return Recipe(source=SourceShape(columns=columns), columns=said, metadata=described)


def made(**values: tuple[str, ...]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(next_workbook(recipe(), values)))


def lists_of(book: openpyxl.Workbook) -> dict[str, str]:
    """Column letter -> what its drop-down offers."""
    rules = book[DATA].data_validations.dataValidation
    return {str(rule.sqref)[0]: rule.formula1 for rule in rules if rule.type == "list"}


def test_headings_are_locked_and_rows_are_free() -> None:
    sheet = made()[DATA]
    assert [cell.value for cell in sheet[1]] == ["Year", "Town", "Program", "People"]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[1])
    assert not sheet.column_dimensions["B"].protection.locked


def test_towns_categories_and_the_period_are_chosen_from_lists() -> None:
    book = made(program=("Food", "Heat"))
    assert lists_of(book) == {"A": f"{INSTRUCTIONS}!$B$4", "B": "Lists!$A$1:$A$169", "C": "Lists!$B$1:$B$2"}
    assert book["Lists"].sheet_state == "veryHidden"
    assert [book["Lists"][f"B{row}"].value for row in (1, 2)] == ["Food", "Heat"]


def test_without_values_at_hand_the_recipe_gives_no_category() -> None:
    assert "C" not in lists_of(made())


def test_the_second_tab_says_what_to_write() -> None:
    book = made()
    said = " ".join(str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row if cell.value)
    assert book.sheetnames[1] == INSTRUCTIONS
    for words in ("Services by town", "No totals", "A number alone, in people", "People served.", "monthly"):
        assert words in said


def test_a_recipe_that_never_met_a_file_is_refused() -> None:
    with pytest.raises(RecipeError) as caught:
        next_workbook(Recipe())
    assert caught.value.code == "columns-unknown"


def test_a_day_is_checked_as_a_day_and_a_period_may_be_another_one_unless_a_file_has_one_alone() -> None:
    columns = {"issue_date": DataType.DATE, "year_built": NUMBER, "fiscal_year": NUMBER}
    recipe = Recipe(source=SourceShape(columns=columns))
    assert [one.is_period for one in asked(recipe, {})] == [False, False, True]
    rules = openpyxl.load_workbook(io.BytesIO(next_workbook(recipe)))[DATA].data_validations.dataValidation
    assert [(rule.type, rule.showErrorMessage) for rule in rules] == [("date", True), ("decimal", True), ("list", False)]
    titled = CleaningStep(
        id="period-column", operation="period-column", sentence="", parameters={"name": "Fiscal year", "value": "2024", "source": "title"}
    )
    (last,) = [one for one in asked(recipe.changed(cleaning=(titled,)), {}) if one.is_period]
    assert last.only_period
