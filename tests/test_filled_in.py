"""A workbook that was filled in: it comes back as it was typed, and nothing is done to it twice."""

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
from ctcompanion.draft import from_payload
from ctcompanion.errors import CompanionError, PersonNeeded
from ctcompanion.filled_in import added
from ctcompanion.model import DataType
from ctcompanion.next_workbook import DATA, ROWS, next_workbook
from ctcompanion.recipe import (
    CleaningStep,
    ColumnMetadata,
    Recipe,
    SourceShape,
)
from ctcompanion.settings import Limits
from ctcompanion.shape import ask_about_shape, shape_changes
from tests.drafted import drafted

TEXT, NUMBER = DataType.TEXT, DataType.NUMBER
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


def test_a_year_that_a_person_added_is_asked_for_in_the_workbook_and_comes_from_it() -> None:
    recipe = by_hand(constant("Year", "2024"))
    content = next_workbook(recipe)
    names = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content))[DATA][1]]
    rows: list[list[object]] = [[2025 if name == "Year" else 7 if name == "Cnt" else "Avon" for name in names]]
    back = drafted("next.xlsx", written(content, rows), recipe)
    assert back.table
    ask_about_shape(back)
    assert back.table.rows["year"].tolist() == [2025]
