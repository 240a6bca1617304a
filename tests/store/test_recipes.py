"""The recipe of each dataset: every version stays, the newest counts."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from ctcompanion.errors import StoreError
from ctcompanion.store import SavedRecipe, Store


def save(store: Store, recipe: str, dataset: str = "abcd-1234", owner: str = "ana", due: date | None = None) -> SavedRecipe:
    return store.recipes.save("data.ct.gov", dataset, recipe, owner=owner, title=f"Dataset {dataset}", next_due=due)


def test_the_newest_version_is_loaded_and_the_older_ones_stay(store: Store) -> None:
    save(store, "one")
    save(store, "two")
    assert store.recipes.load("data.ct.gov", "abcd-1234", "ana").recipe == "two"
    assert store.recipes.load("data.ct.gov", "abcd-1234", "ana", 1).recipe == "one"
    assert [recipe.version for recipe in store.recipes.versions("data.ct.gov", "abcd-1234", "ana")] == [2, 1]


def test_the_same_recipe_again_only_moves_the_due_date(store: Store) -> None:
    save(store, "one", due=date(2026, 4, 1))
    again = save(store, "one", due=date(2026, 5, 1))
    assert (again.version, store.recipes.load("data.ct.gov", "abcd-1234", "ana").next_due) == (1, date(2026, 5, 1))


def test_rolling_back_makes_an_old_version_the_newest(store: Store) -> None:
    save(store, "one")
    save(store, "two")
    assert store.recipes.roll_back("data.ct.gov", "abcd-1234", "ana", 1).version == 3
    assert store.recipes.load("data.ct.gov", "abcd-1234", "ana").recipe == "one"


def test_mine_are_listed_by_what_is_due_first(store: Store) -> None:
    save(store, "x", "aaaa-0001", due=date(2026, 9, 1))
    save(store, "x", "aaaa-0002")
    save(store, "x", "aaaa-0003", due=date(2026, 4, 1))
    save(store, "y", "aaaa-0003", due=date(2026, 4, 2))
    save(store, "x", "aaaa-0004", owner="eve")
    assert [recipe.dataset_id for recipe in store.recipes.mine("ana")] == ["aaaa-0003", "aaaa-0001", "aaaa-0002"]


def test_each_new_version_and_each_way_back_is_in_the_record_without_the_recipe(store: Store) -> None:
    save(store, "one")
    save(store, "two")
    save(store, "two", due=date(2026, 5, 1))
    store.recipes.roll_back("data.ct.gov", "abcd-1234", "ana", 1)
    lines = list(store.audit.lines())
    assert [line.action for line in lines] == ["kept a recipe"] * 3 + ["went back to a recipe"]
    assert [json.loads(line.facts)["version"] for line in lines] == [1, 2, 3, 3]
    assert json.loads(lines[0].facts)["recipe"] == json.loads(lines[2].facts)["recipe"] == hashlib.sha256(b"one").hexdigest()
    assert store.audit.verify().whole


def test_a_recipe_of_somebody_else_is_neither_read_nor_written(store: Store) -> None:
    save(store, "one")
    for act in (lambda: store.recipes.load("data.ct.gov", "abcd-1234", "eve"), lambda: save(store, "two", owner="eve")):
        with pytest.raises(StoreError) as caught:
            act()
        assert caught.value.code == "no-such-recipe"
