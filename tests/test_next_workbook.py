"""Next month's workbook: what is filled in there comes back tidy, under the same columns."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion import reference, replay
from ctcompanion.cleaning import placed
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.drop_column import drop_column
from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.names import field_names
from ctcompanion.cleaning.rename import rename
from ctcompanion.cleaning.split_column import split_column
from ctcompanion.draft import Draft, from_payload
from ctcompanion.errors import CompanionError, PersonNeeded, RecipeError
from ctcompanion.filled_in import added
from ctcompanion.model import DataType
from ctcompanion.next_workbook import DATA, INSTRUCTIONS, ROWS, asked, next_workbook, values_in
from ctcompanion.recipe import (
    CleaningStep,
    ColumnMetadata,
    DatasetMetadata,
    PrivacyDecisions,
    Recipe,
    RemedyStep,
    SourceShape,
)
from ctcompanion.settings import Limits
from ctcompanion.shape import ask_about_shape, shape_changes

SAMPLES = ("town-population-2023.xlsx", "housing-permits-1990-2023.xlsx", "school-enrollment-2022-2023.csv", "subsidized-housing-2023.xlsx")
REMOVING = {"titles", "notes", "blank-rows", "blank-columns", "filler-rows", "total-rows", "total-columns", "row-numbers", "other-tables"}


def drafted(name: str, content: bytes, last: Recipe | None = None) -> Draft:
    begun = replay.updating(last, "d2") if last else Draft("d1")
    opened = replay.opened(begun, content, name, Limits())
    assert opened.workbook
    return replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))


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


CODES = ("06101", "5-9", "1/2", "=A1", "+1", "TRUE", "Total", "N/A", "12", "-", "Nov", "* other", "é", "10%")
"""Words of a category that Excel, or a cleanup, would take for something else."""
FIELDS: dict[str, tuple[DataType, st.SearchStrategy[object]]] = {
    "Town": (TEXT, st.sampled_from(reference.towns())),
    "Program": (
        TEXT,
        st.sampled_from(("Food", "Heat", "A program with a long name, " * 10 + "and so on")),
    ),
    "Code": (TEXT, st.sampled_from(CODES)),
    "Office": (TEXT, st.sampled_from([f"Office {number:03}" for number in range(90)])),
    "Year": (NUMBER, st.integers(2015, 2030)),
    "Opened": (DataType.DATE, st.dates(date(1999, 1, 1), date(2035, 12, 31))),
    "People": (NUMBER, st.integers(0, 60) | st.none()),
    "Amount paid": (NUMBER, st.decimals(-5_000, 90_000, places=2).map(float) | st.none()),
    "Comment": (TEXT, st.sampled_from(("Avon left in May", "see the letter", "*", "total", "Totals: 4", "1")) | st.none()),
    "Open": (DataType.CHECKBOX, st.booleans() | st.none()),
}
"""Heading -> type and what a clerk writes there."""


@st.composite
def tidy(draw: st.DrawFn) -> tuple[list[str], list[list[object]]]:
    """Some columns and one to a dozen rows; a column may stay blank, a row may hold one cell alone, and rows may add up by chance."""
    names = ["Town", *draw(st.lists(st.sampled_from([name for name in FIELDS if name != "Town"]), min_size=2, max_size=6, unique=True))]
    blank = draw(st.sets(st.sampled_from(names[1:]), max_size=1))
    rows = [[None if name in blank else draw(FIELDS[name][1]) for name in names] for _ in range(draw(st.integers(1, 12)))]
    return names, rows


def last_time(names: list[str]) -> Recipe:
    columns = dict(zip(field_names(names), (FIELDS[name][0] for name in names), strict=True))
    said = tuple(ColumnMetadata(name=name, display=shown) for name, shown in zip(columns, names, strict=True))
    return Recipe(source=SourceShape(columns=columns, sheet="Sheet1", header=tuple(names)), columns=said)


def written(content: bytes, rows: list[list[object]], more: int = 0) -> bytes:
    """The workbook with these rows typed in, and cells below them that were touched and are blank."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[DATA]
    for at, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    for at in range(more):
        sheet.cell(len(rows) + 2 + at, 1).number_format = "@"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_typed(value: object) -> object:
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tidy())
def test_what_is_filled_in_comes_back_as_it_was_typed(made_up: tuple[list[str], list[list[object]]]) -> None:
    names, rows = made_up
    recipe = last_time(names)
    back = drafted("next.xlsx", written(next_workbook(recipe, {"code": CODES}), rows, more=40), recipe)
    assert back.table
    assert (back.drift, shape_changes(back)) == ((), ())
    assert {column.name: column.type for column in back.table.columns} == recipe.source.columns
    found = back.table.rows[list(recipe.source.columns)].astype(object)
    got = [[None if pd.isna(value) else value for value in row] for row in found.itertuples(index=False)]
    assert got == [[as_typed(value) for value in row] for row in rows if any(value is not None for value in row)]


def test_what_stands_for_a_number_is_a_word_in_a_column_of_text() -> None:
    recipe = last_time(["Town", "Code", "People"])
    rows: list[list[object]] = [["Andover", "06101", 4], ["Avon", "N/A", "*"]]
    back = drafted("next.xlsx", written(next_workbook(recipe, {"code": CODES}), rows), recipe)
    assert back.table
    assert back.table.rows["code"].tolist() == ["06101", "N/A"]
    assert back.table.rows["people"].isna().tolist() == [False, True]


def test_dates_typed_as_text_and_rows_beyond_the_checks_come_back_too() -> None:
    names = ["Town", "Opened", "People"]
    rows: list[list[object]] = [["Avon", date(2024, 1, 1), 3]] * ROWS + [["Bethel", "3/14/2024", "1,204"], ["Canton", "2024-05-06", None]]
    recipe = last_time(names)
    back = drafted("next.xlsx", written(next_workbook(recipe), rows), recipe)
    assert back.table
    assert shape_changes(back) == ()
    assert back.table.rows["opened"].tail(2).tolist() == [pd.Timestamp(2024, 3, 14), pd.Timestamp(2024, 5, 6)]
    assert back.table.rows["people"].tail(2).tolist() == [1204, pd.NA]


def test_an_empty_workbook_says_that_nothing_is_filled_in() -> None:
    recipe = last_time(["Town", "People"])
    with pytest.raises(CompanionError) as caught:
        drafted("next.xlsx", next_workbook(recipe), recipe)
    assert caught.value.code == "nothing-filled-in"


def test_a_tab_that_a_clerk_adds_is_known_and_the_rows_are_those_of_the_tab_for_data() -> None:
    recipe = last_time(["Town", "People"])
    book = openpyxl.load_workbook(io.BytesIO(written(next_workbook(recipe), [["Avon", 3], ["Bethel", 4]])))
    book.create_sheet("Corrections").append(["Canton", 5])
    book.create_sheet("Sheet1")
    out = io.BytesIO()
    book.save(out)
    back = drafted("next.xlsx", out.getvalue(), recipe)
    assert back.workbook
    assert back.table
    assert (added(back.workbook), len(back.table.rows)) == (("Corrections",), 2)


def test_a_column_that_a_clerk_adds_is_a_question() -> None:
    recipe = last_time(["Town", "People"])
    book = openpyxl.load_workbook(io.BytesIO(written(next_workbook(recipe), [["Avon", 3], ["Bethel", 4]])))
    book[DATA]["C3"] = "Ask Pat"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(PersonNeeded) as caught:
        ask_about_shape(drafted("next.xlsx", out.getvalue(), recipe))
    assert "is new" in caught.value.message


def by_hand(*steps: CleaningStep) -> Recipe:
    """The recipe of a small sheet with these steps of one's own."""
    first = drafted(
        "first.xlsx",
        sheet_of([["Town", "Cnt", "Code", "Note"], *([town, at + 7, f"A-{at}", "x"] for at, town in enumerate(reference.towns()[:9]))]),
    )
    for step in steps:
        first = replay.cleaned(first, placed(first.recipe.cleaning, step))
    return first.recipe


def sheet_of(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_steps_of_ones_own_are_not_done_to_it_a_second_time_and_stay_for_the_next_file() -> None:
    steps = (
        rename("Cnt", "People"),
        split_column("Code", "-", "Code", "Number"),
        filter_rows("Note", "is", "x"),
        drop_column("Note"),
        constant("Office", "Hartford"),
        map_values("Town", {"Andover": "Ansonia", "Ansonia": "Andover"}),
    )
    recipe = by_hand(*steps)
    book = openpyxl.load_workbook(io.BytesIO(next_workbook(recipe)))
    assert [cell.value for cell in book[DATA][1]] == ["Town", "Code", "Number", "People"]
    back = drafted("next.xlsx", written(next_workbook(recipe), [["Ansonia", "B-1", 9, 5], ["Avon", "C", 8, 6]]), recipe)
    assert back.table
    ask_about_shape(back)
    assert back.table.rows.to_dict("list") == {
        "office": ["Hartford"] * 2, "town": ["Ansonia", "Avon"], "people": [5, 6], "code": ["B-1", "C"], "number": ["9", "8"]
    }  # fmt: skip
    assert {step.id for step in steps} <= {step.id for step in back.recipe.cleaning if step.on}
    again = replay.reopened(
        from_payload("d2", "", back.to_payload()), written(next_workbook(recipe), [["Ansonia", "B-1", 9, 5], ["Avon", "C", 8, 6]]), Limits()
    )
    assert again.table
    assert again.table.fingerprint == back.table.fingerprint


def test_a_step_that_is_asked_for_now_is_done_to_it() -> None:
    recipe = by_hand(map_values("Town", {"Andover": "Ansonia"}))
    back = drafted("next.xlsx", written(next_workbook(recipe), [["Avonn", 5, "B", "x"], ["Bethel", 6, "C", "x"]]), recipe)
    done = replay.cleaned(back, placed(back.recipe.cleaning, map_values("Town", {"Avonn": "Avon"})))
    assert done.table
    assert done.table.rows["town"].tolist() == ["Avon", "Bethel"]


def test_a_short_table_is_found_beside_long_instructions() -> None:
    recipe = last_time(list(FIELDS))
    back = drafted("next.xlsx", written(next_workbook(recipe), [["Avon"]]), recipe)
    assert back.recipe.source.sheet == DATA


def test_only_columns_of_towns_offer_the_towns() -> None:
    columns = dict.fromkeys(("town", "town_code", "town_type", "municipality_name"), TEXT)
    columns_of = {
        one.said.name: len(one.choices) for one in asked(Recipe(source=SourceShape(columns=columns)), {"town_type": ("Rural", "Urban")})
    }
    assert columns_of == {"town": 169, "town_code": 0, "town_type": 2, "municipality_name": 169}


def test_a_column_that_a_remedy_changed_offers_no_changed_values() -> None:
    steps = (RemedyStep(operation="zip-to-town", column="zip"), RemedyStep(operation="town-to-region", column="town"))
    recipe = Recipe(source=SourceShape(columns={"zip": TEXT, "town": TEXT}), privacy=PrivacyDecisions(remedies=steps))
    zips, towns = asked(recipe, {"zip": ("Avon", "Bethel"), "town": ("Capitol", "Western")})
    assert (zips.choices, len(towns.choices)) == ((), 169)


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
