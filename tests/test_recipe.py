"""A recipe holds decisions and no cell value; older ones are read, newer ones refused."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion import replay
from ctcompanion.draft import Draft
from ctcompanion.errors import RecipeError
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass
from ctcompanion.reading import read_here
from ctcompanion.recipe import SCHEMA_VERSION, CleaningStep, FindingDecision, Recipe, from_json
from ctcompanion.recipe_digest import Written, written
from ctcompanion.settings import Limits

RELEASED = Path(__file__).parent / "released"
TOKEN = "qzx"
"""No word holds these letters; each text cell that is made here carries them, and a number of its own."""


@st.composite
def sheets(draw: st.DrawFn) -> list[list[object]]:
    """A sheet as agencies make them: a title, column names, rows of marked values, at will groups, totals, notes, marks and blanks."""
    places = draw(st.integers(3, 9))
    numbers = draw(st.lists(st.integers(100_003, 998_999), min_size=places * 2, max_size=places * 2, unique=True))
    kinds = draw(st.lists(st.sampled_from(["name", "note", "mark", "blank", "date", "id"]), min_size=0, max_size=3))
    rows: list[list[object]] = [["Services", *[None] * (2 + len(kinds))]] if draw(st.booleans()) else []
    rows.append(["Provider", "Clients", "Cost", *(f"{kind.capitalize()} {at}" for at, kind in enumerate(kinds))])
    grouped = draw(st.booleans())
    for at in range(places):
        if grouped and at % 3 == 0:
            rows.append([f"{TOKEN}group{at}", *[None] * (2 + len(kinds))])
        more = [_cell(kind, at, place) for place, kind in enumerate(kinds)]
        rows.append([f"{TOKEN}provider{at % draw(st.sampled_from([2, 50]))}x", numbers[at], numbers[places + at], *more])
    if draw(st.booleans()):
        rows.append(["Total", sum(numbers[:places]), sum(numbers[places:]), *[None] * len(kinds)])
    return rows


def _cell(kind: str, at: int, place: int) -> object:
    mark = f"{TOKEN}{kind}{at}n{place}"
    return {
        "name": f"Ann {mark}",
        "note": f"Called {mark} at 860-555-01{at:02}",
        "mark": f"*{mark}" if at % 2 else "*",
        "blank": None if at % 2 else mark,
        "date": f"19{60 + at}-03-0{at + 1}",
        "id": f"{TOKEN}-00{at}-77{place}",
    }[kind]


def content(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def whole_way(rows: list[list[object]]) -> Recipe:
    """Read, cleaned, reviewed, each finding decided, each remedy of one finding taken, described."""
    workbook = read_here(content(rows), "services.xlsx", Limits())
    draft = Draft("d1").with_workbook(workbook, "services")
    draft = replay.reviewed(replay.chosen(draft, replay.likely_sheet(workbook, draft.recipe)))
    assert draft.table
    assert draft.report
    classes = {column.name: ColumnClass.NONE for column in draft.table.columns}
    decisions = tuple(FindingDecision(finding=finding.key, decision="accept", reason="Looked at.") for finding in draft.report.findings)
    privacy = draft.recipe.privacy.model_copy(update={"row_meaning": "people-count", "classes": classes, "decisions": decisions})
    draft = replay.reviewed(draft.with_privacy(privacy))
    assert draft.safe
    return draft.with_metadata(suggest(draft.safe, draft.recipe.metadata), suggest_columns(draft.safe, ())).recipe


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_no_cell_value_is_in_a_recipe(rows: list[list[object]]) -> None:
    text = whole_way(rows).to_json()
    assert TOKEN not in text.lower()
    numbers = {str(cell) for row in rows for cell in row if isinstance(cell, int)}
    assert not [number for number in numbers if number in text or f"{int(number):,}" in text]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_recipe_of_each_released_version_is_read(version: int) -> None:
    found = from_json((RELEASED / f"recipe-{version}.json").read_bytes())
    assert (found.schema_version, found.metadata.title) == (SCHEMA_VERSION, "Housing permits by town")
    assert bool(found.source.columns) is (version > 1)
    assert from_json(found.to_json()) == found
    assert written((RELEASED / f"recipe-{version}.json").read_bytes()) is Written.BEFORE
    assert written(found.to_json()) is Written.BY_US


def test_a_released_recipe_is_of_its_version() -> None:
    assert [json.loads(file.read_text())["schema_version"] for file in sorted(RELEASED.glob("recipe-*.json"))] == list(
        range(1, SCHEMA_VERSION)
    )


def test_a_newer_recipe_is_refused_kindly() -> None:
    with pytest.raises(RecipeError) as caught:
        from_json(json.dumps({"schema_version": SCHEMA_VERSION + 1, "something": "new"}))
    assert caught.value.code == "recipe-too-new"


@pytest.mark.parametrize("version", [0, -1, "1", None, True, 1.5])
def test_a_version_that_is_none_is_said(version: object) -> None:
    with pytest.raises(RecipeError) as caught:
        from_json(json.dumps({"schema_version": version}))
    assert "schema_version is not as expected" in caught.value.message


def test_a_number_beyond_all_bounds_is_refused_as_it_could_not_be_written_again() -> None:
    text = Recipe(cleaning=(CleaningStep(id="titles", operation="titles", sentence=""),)).to_json().replace("1.0", "1e999")
    with pytest.raises(RecipeError):
        from_json(text)


@pytest.mark.parametrize("text", ["", "[]", "no json", "{}", '{"schema_version": 1, "source": 7}', '{"schema_version": 1, "cleaning": {}}'])
def test_what_is_no_recipe_is_said(text: str) -> None:
    with pytest.raises(RecipeError) as caught:
        from_json(text)
    assert caught.value.code == "damaged-recipe"
