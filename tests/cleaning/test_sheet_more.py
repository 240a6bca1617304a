"""A sheet more than last time: the one of a later period is taken and said, any other is a question."""

from __future__ import annotations

import pytest

from ctcompanion import replay, shape
from ctcompanion.cleaning.sheet_more import NOT_USED
from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.model import Sheet
from ctcompanion.recipe import Recipe
from tests.cleaning.test_alike import sheet, workbook


def used(*sheets: Sheet) -> Recipe:
    """The recipe after a person published the likely sheet of these."""
    book = workbook(*sheets)
    draft = Draft("d1").with_workbook(book, "permits")
    return replay.chosen(draft, replay.likely_sheet(book, Recipe())).recipe


def again(recipe: Recipe, *sheets: Sheet, choose: str = "") -> Draft:
    book = workbook(*sheets)
    draft = replay.updating(recipe, "d2").with_workbook(book, "permits")
    return replay.chosen(draft, book.sheet(choose) if choose else replay.likely_sheet(book, recipe))


def test_the_sheet_of_a_later_month_is_taken_and_said() -> None:
    done = again(used(sheet("January 2025")), sheet("January 2025"), sheet("February 2025", add=1))
    assert done.recipe.source.sheet == "February 2025"
    assert done.drift == ("The rows come from the sheet “February 2025”, which is new; last time they came from “January 2025”.",)
    shape.ask_about_shape(done)
    third = again(done.recipe, *(sheet(f"{month} 2025", add=at) for at, month in enumerate(("January", "February", "March"))))
    assert third.recipe.source.sheet == "March 2025"


@pytest.mark.parametrize("names", [("Jan", "Feb"), ("January 2025", "December 2024"), ("January 2025", "February 2025", "March 2025")])
def test_where_more_than_one_may_be_meant_a_person_is_asked(names: tuple[str, ...]) -> None:
    done = again(used(sheet(names[0])), *(sheet(name, add=at) for at, name in enumerate(names)))
    assert done.recipe.source.sheet == names[0]
    with pytest.raises(PersonNeeded) as asked:
        shape.ask_about_shape(done)
    assert (asked.value.code, f"{NOT_USED} the sheet" in asked.value.message, f"“{names[-1]}”" in asked.value.message) == (
        "shape-changed",
        True,
        True,
    )


def test_sheets_that_were_there_are_not_asked_about_again() -> None:
    both = sheet("Jan"), sheet("Feb", add=1)
    done = again(used(*both), *both)
    assert (done.drift, done.recipe.source.others) == ((), ("Feb",))


def test_a_person_s_choice_of_the_new_one_leaves_no_question() -> None:
    assert again(used(sheet("Jan")), sheet("Jan"), sheet("Feb", add=1), choose="Feb").drift == ()


def test_a_new_sheet_of_another_table_is_said_and_no_question() -> None:
    done = again(used(sheet("Jan")), sheet("Jan", add=1), sheet("Offices", header="Office | Phone | Fax"))
    assert done.drift == ("New in this file and not used, with other columns: the sheet “Offices”.",)
    shape.ask_about_shape(done)


def test_where_last_time_s_sheet_is_gone_the_one_with_its_columns_is_taken() -> None:
    done = again(used(sheet("Jan")), sheet("Offices", header="Office | Phone | Fax"), sheet("Feb", add=1))
    assert done.recipe.source.sheet == "Feb"


def test_an_older_recipe_does_not_know_its_other_sheets_and_earlier_ones_are_no_question() -> None:
    years = [sheet(str(2021 + at), add=at) for at in range(3)]
    recipe = used(years[2])
    old = recipe.changed(source=recipe.source.model_copy(update={"others": None}))
    assert again(old, *years).drift == ()
    assert again(old, *years, sheet("2024", add=9)).recipe.source.sheet == "2024"


def test_the_same_rows_in_another_order_are_no_question() -> None:
    assert again(used(sheet("Sorted")), sheet("Sorted", add=1), sheet("Alphabetical", add=1, turned=True)).drift == ()


def test_sheets_that_are_named_by_their_year_are_those_of_last_time() -> None:
    was = [sheet("TownEmp2014"), sheet("TownEmp2014_Connecticut", add=7)]
    now = [sheet("TownEmp2015_Connecticut", add=9), sheet("TownEmp2015", add=1)]
    done = again(used(*was), *now)
    assert (done.recipe.source.sheet, "Not used" in " ".join(done.drift)) == ("TownEmp2015", False)
