"""A recipe file carries a digest of its decisions: any change made by hand is noticed, and what only looks otherwise is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.recipe import CleaningStep, DatasetMetadata, Recipe, from_json
from ctcompanion.recipe_digest import KEY, Written, digest_of, written

STEPS = tuple(CleaningStep(id=f"rename:{at}", operation="rename", sentence=f"Été {at}", by="person") for at in range(3))
RECIPE = Recipe(cleaning=STEPS, metadata=DatasetMetadata(title="Población, “2024”"))


def changed(**parts: Any) -> str:
    return json.dumps(json.loads(RECIPE.to_json()) | parts)


def test_a_recipe_as_it_was_written_is_said_to_be_so_and_read_as_before() -> None:
    assert written(RECIPE.to_json()) is Written.BY_US
    assert from_json(RECIPE.to_json()) == RECIPE


@pytest.mark.parametrize("gone", range(3))
def test_a_step_that_was_taken_out_is_noticed(gone: int) -> None:
    steps = [step.model_dump() for at, step in enumerate(STEPS) if at != gone]
    assert written(changed(cleaning=steps)) is Written.BY_HAND


@pytest.mark.parametrize("other", ["", None, 7, "0" * 16])
def test_a_digest_that_was_changed_or_deleted_is_noticed(other: object) -> None:
    assert written(changed(**{KEY: other})) is Written.BY_HAND
    found = json.loads(RECIPE.to_json())
    del found[KEY]
    assert written(json.dumps(found)) is Written.BY_HAND


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_another_editor_is_no_change(encoding: str) -> None:
    found = json.loads(RECIPE.to_json(), parse_float=lambda word: int(float(word)))
    text = json.dumps(found, sort_keys=True, indent="\t", ensure_ascii=False).replace("\n", "\r\n")
    assert written(text.encode(encoding)) is Written.BY_US


def test_who_uses_a_changed_recipe_on_purpose_gets_a_new_digest_when_it_is_written_again() -> None:
    by_hand = changed(name="Otherwise")
    assert written(from_json(by_hand).to_json()) is Written.BY_US
    assert digest_of(by_hand) == digest_of(from_json(by_hand).to_json()) != digest_of(RECIPE.to_json())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text('aé“\n"', max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    )
)
def test_whatever_a_step_holds_the_file_is_as_it_was_written(parameter: Any) -> None:
    recipe = Recipe(cleaning=(CleaningStep(id="a", operation="a", sentence="", parameters={"one": parameter}),))
    assert written(recipe.to_json()) is Written.BY_US
    assert written(from_json(recipe.to_json()).to_json()) is Written.BY_US
