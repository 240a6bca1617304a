"""A recipe that was changed by hand is followed as it stands or refused in plain words: no traceback, and no step passed over."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion import reference, replay
from ctcompanion.cleaning import OPERATIONS, OWN, placed, propose
from ctcompanion.cleaning.parameters import is_named, wrong
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError, RecipeError
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass
from ctcompanion.next_workbook import next_workbook
from ctcompanion.privacy.remedies.apply import OPERATIONS as REMEDIES
from ctcompanion.privacy.remedies.parameters import PARAMETERS
from ctcompanion.reading import read_here
from ctcompanion.recipe import CleaningStep, FindingDecision, Recipe, RemedyStep, from_json
from ctcompanion.recipe_changes import changes
from ctcompanion.recipe_check import checked, readable
from ctcompanion.settings import Limits
from ctcompanion.update import prepared
from tests.cleaning.own_steps import own_steps
from tests.test_recipe import content

TOWNS = ("Avon", "Bethel", "Canton", "Darien", "Essex", "Fairfield", "Granby", "Hebron", "Killingly", "Lyme")
SHEET: list[list[object]] = [
    ["Clients by town, 2024"],
    ["Town", "Program", "Jan 2024", "Feb 2024", "Mar 2024", "Total"],
    *([town, f"Food {at % 2}", 100 + at, "*" if at == 3 else 210 + at, 330 + at, 640 + 3 * at] for at, town in enumerate(TOWNS)),
    ["Source: Department of Social Services"],
]


def followed() -> Recipe:
    """A recipe with steps of the companion, all kinds of a person's own, remedies, decisions and a description."""
    read = replay.opened(Draft("d1"), content(SHEET), "clients.xlsx", Limits())
    assert read.workbook
    draft = replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))
    for step in [*own_steps()["rename"], *own_steps()["constant"], *own_steps()["map-values"][:0]]:
        draft = replay.cleaned(draft, placed(draft.recipe.cleaning, step))
    assert draft.table
    remedies = (
        RemedyStep(operation="rare-to-other", column="program", parameters={"fewer_than": 3}, sentence="Rare programs"),
        RemedyStep(operation="aggregate", parameters={"by": ["municipality", "month"], "sum": [], "name": "Rows"}, sentence="Count"),
    )
    classes = {column.name: ColumnClass.NONE for column in draft.table.columns} | {"Rows": ColumnClass.NONE}
    draft = replay.reviewed(
        draft.with_privacy(
            draft.recipe.privacy.model_copy(update={"row_meaning": "count", "weighed": "needed", "classes": classes, "remedies": remedies})
        )
    )
    assert draft.report
    kept = tuple(FindingDecision(finding=finding.key, decision="accept", reason="Looked at.") for finding in draft.report.findings)
    draft = replay.reviewed(draft.with_privacy(draft.recipe.privacy.model_copy(update={"decisions": kept})))
    assert draft.safe
    known = {"contact_email": "data@ct.gov", "agency": "Department of Social Services", "attribution": "Department of Social Services"}
    metadata = suggest(
        draft.safe, draft.recipe.metadata.model_copy(update={**known, "title": "Clients by town", "category": "Health and Human Services"})
    )
    return draft.with_metadata(metadata, suggest_columns(draft.safe, ())).recipe


RECIPE = followed()
FILE = content(SHEET)
PLAIN = json.loads(RECIPE.to_json())


def follow(text: str) -> None:
    """Everything that is done with a recipe before the portal."""
    recipe = readable(text)
    changes(RECIPE, recipe)
    changes(recipe, RECIPE)
    for use in (next_workbook, lambda one: prepared(one, FILE, "clients.xlsx", Limits()), lambda one: replay.duplicated(one, "d3")):
        with contextlib.suppress(CompanionError):
            use(recipe)


def test_the_recipe_as_it_is_can_be_followed() -> None:
    assert readable(RECIPE.to_json()) == RECIPE
    assert prepared(RECIPE, FILE, "clients.xlsx", Limits()).safe is not None


def places(found: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document, the outer ones first."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = list(places(PLAIN))
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**6)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["town", "municipality", "Month", "2024-13-77"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The recipe with one to three slips of a hand: something taken out, doubled, put in another's place, or called otherwise."""
    document = copy.deepcopy(PLAIN)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(PLACES))
        try:
            holder = document
            for key in path[:-1]:
                holder = holder[key]
            _slip(draw, holder, path[-1])
        except (KeyError, IndexError, TypeError):  # an earlier slip took it away
            continue
    return json.dumps(document)


def _slip(draw: st.DrawFn, holder: Any, key: Any) -> None:
    what = draw(st.sampled_from(["delete", "replace", "double", "rename", "swap"]))
    if what == "delete":
        del holder[key]
    elif what == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif what == "rename" and isinstance(holder, dict):
        holder[draw(st.text(min_size=1, max_size=5))] = holder.pop(key)
    elif what == "swap":
        other = draw(st.sampled_from(PLACES))
        value: Any = PLAIN
        for step in other:
            value = value[step]
        holder[key] = copy.deepcopy(value)
    else:
        holder[key] = draw(ANYTHING)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edited())
def test_a_recipe_edited_by_hand_is_followed_or_refused_in_plain_words(text: str) -> None:
    with contextlib.suppress(RecipeError):
        follow(text)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"schema_version":' * 5_000, '{"schema_version": 1, "name": "\\ud800"}', b"\xff\xfe{", "\ufeff{}"]
)
def test_what_breaks_a_reader_of_json_is_no_recipe(text: str | bytes) -> None:
    with pytest.raises(RecipeError):
        readable(text)


def test_a_recipe_that_an_editor_saved_with_a_byte_order_mark_is_read() -> None:
    assert readable(b"\xef\xbb\xbf" + RECIPE.to_json().encode()) == RECIPE


def with_step(**changes: Any) -> str:
    """The recipe with its first step of a person changed."""
    steps = list(RECIPE.cleaning)
    at = next(at for at, step in enumerate(steps) if step.operation == "rename")
    steps[at] = steps[at].model_copy(update=changes)
    return RECIPE.changed(cleaning=tuple(steps)).to_json()


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"operation": "renamme"}, "unknown-step", "“renamme”"),
        ({"id": "renamed"}, "damaged-recipe", "“renamed”"),
        ({"parameters": {"column": "Town"}}, "damaged-recipe", "to of the step “rename:Town” is not as expected"),
        ({"parameters": {"column": "Town", "to": 7}}, "damaged-recipe", "to of the step"),
        ({"parameters": {"column": "Town", "to": "Place", "too": "Place"}}, "damaged-recipe", "too of the step"),
    ],
)
def test_a_step_that_cannot_be_followed_is_named(changes: dict[str, Any], code: str, said: str) -> None:
    with pytest.raises(RecipeError) as caught:
        readable(with_step(**changes))
    assert caught.value.code == code
    assert said in caught.value.message


def test_two_steps_of_one_id_are_no_step_passed_over() -> None:
    twice = RECIPE.changed(cleaning=(*RECIPE.cleaning, *own_steps()["filter-rows"] * 2))
    with pytest.raises(RecipeError) as caught:
        checked(twice)
    assert "filter-rows:Year:is" in caught.value.message


@pytest.mark.parametrize(
    "remedy",
    [{"operation": "blur"}, {"operation": "aggregate", "parameters": {"by": 5}}, {"operation": "round", "parameters": {"bass": 5}}],
)
def test_a_remedy_that_cannot_be_followed_is_named(remedy: dict[str, Any]) -> None:
    privacy = RECIPE.privacy.model_copy(update={"remedies": (RemedyStep(**remedy),)})
    with pytest.raises(RecipeError) as caught:
        checked(RECIPE.changed(privacy=privacy))
    assert remedy["operation"] in caught.value.message


def test_every_remedy_says_what_it_takes() -> None:
    assert set(PARAMETERS) == set(REMEDIES)


WITHOUT = {"dot-leaders", "column-order", "names"}
"""Steps that need nothing said."""


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - WITHOUT))
def test_every_step_says_what_it_takes(operation: str) -> None:
    assert wrong(
        CleaningStep(id=operation, operation=operation, sentence="", parameters={"column": {}, "rows": {}, "marks": {}, "names": {}})
    ) or operation in {
        "blank-rows",
        "filler-rows",
    }


@pytest.mark.parametrize("operation", sorted(OWN))
def test_a_persons_own_step_as_it_is_written_is_as_expected(operation: str) -> None:
    assert [wrong(step) for step in own_steps()[operation]] == [()] * len(own_steps()[operation])


@pytest.mark.parametrize("sample", sorted(path.name for path in reference.path("samples").iterdir() if path.suffix != ".json"))
def test_what_is_proposed_for_a_sheet_is_as_expected(sample: str) -> None:
    workbook = read_here(reference.path(f"samples/{sample}").read_bytes(), sample, Limits())
    steps = [step for sheet in workbook.sheets if sheet.role == "data" for step in propose(sheet, sample).steps]
    assert [(step.id, wrong(step)) for step in steps if wrong(step) or not is_named(step)] == []


def test_a_recipe_of_before_can_be_followed() -> None:
    assert checked(from_json(RECIPE.to_json()))
