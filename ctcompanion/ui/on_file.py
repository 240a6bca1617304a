"""What is filed with a published dataset, in the name of the person at work: its receipts, its recipes, the answers to its exceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Literal

from ctcompanion.draft import Draft, from_payload
from ctcompanion.errors import RecipeError
from ctcompanion.going_public import recipe_filed
from ctcompanion.metadata import next_due
from ctcompanion.model import Receipt
from ctcompanion.privacy.exceptions import filed
from ctcompanion.publishable import file_answer, with_settled
from ctcompanion.recipe import FindingDecision, Recipe, Target
from ctcompanion.recipe_check import checked
from ctcompanion.store import SavedRecipe
from ctcompanion.ui import session


def recipe_versions(receipt: Receipt) -> tuple[SavedRecipe, ...]:
    """Every version of the recipe of a dataset, the newest first."""
    return session.store().recipes.versions(receipt.domain, receipt.dataset_id, session.owner())


def roll_back(saved: SavedRecipe) -> SavedRecipe:
    """Make this version the newest again; nothing is lost."""
    return session.store().recipes.roll_back(saved.domain, saved.dataset_id, session.owner(), saved.version)


def fitting(receipt: Receipt, recipe: Recipe) -> Recipe:
    """An uploaded recipe that may take the place of this dataset's. RecipeError when it cannot be followed, or was made for another dataset."""
    if not recipe.target.dataset_id:
        raise RecipeError(
            "recipe-of-another-dataset",
            "This recipe was never published, so it belongs to no dataset yet.",
            "Begin a new dataset with it: “Use a recipe file” on the start page.",
        )
    if (recipe.target.domain, recipe.target.dataset_id) != (receipt.domain, receipt.dataset_id):
        raise RecipeError(
            "recipe-of-another-dataset",
            f"This recipe was made for another dataset{f' ({recipe.target.title_there})' if recipe.target.title_there else ''}.",
            "Put it in under that dataset's own receipt.",
        )
    return checked(recipe)


def put_recipe(receipt: Receipt, recipe: Recipe) -> None:
    """File an uploaded recipe as the dataset's newest version. RecipeError as `fitting`."""
    _file(receipt, fitting(receipt, recipe))


def planned(but: str = "") -> dict[str, Recipe]:
    """Draft id -> recipe of my other drafts that are described and not published yet."""
    recipes = {kept.id: from_payload(kept.id, kept.name, kept.recipe).recipe for kept in session.mine() if kept.id != but}
    return {id_: recipe for id_, recipe in recipes.items() if recipe.metadata.title and not recipe.target.dataset_id}


def receipts_of(draft: Draft) -> Sequence[Receipt]:
    """The receipts of the dataset that this draft goes to."""
    target = draft.recipe.target
    return [r for r in session.store().receipts.mine(session.owner()) if target.dataset_id and r.dataset_id == target.dataset_id]


def recipe_of(dataset: Receipt | Target) -> Recipe | None:
    """The recipe that was filed with this dataset."""
    return recipe_filed(dataset, session.store(), session.owner())


def recipe_of_draft(draft_id: str) -> Recipe:
    """The decisions of another draft of mine. StoreError when it is gone."""
    kept = session.store().drafts.load(draft_id, session.owner())
    return from_payload(kept.id, kept.name, kept.recipe).recipe


def refile(receipt: Receipt, to: FindingDecision, told: Mapping[str, str]) -> None:
    """Record OPM's answer for a published dataset."""
    recipe = recipe_of(receipt)
    if recipe is not None:
        file_answer(session.store(), receipt, recipe, to, told, session.owner())


def note_exceptions(action: str, decisions: Sequence[FindingDecision]) -> None:
    """Add exceptions to the audit: who asked, who answered, until when; never a value."""
    session.store().audit.append(session.owner(), action, {"exceptions": [asdict(filed(decision)) for decision in decisions]})


def settle(receipt: Receipt, question: str, answer: Literal["yes", "no"], note: str) -> None:
    """Record in the recipe of a published dataset how a question of Step 2 was settled."""
    if (recipe := recipe_of(receipt)) is not None:
        _file(receipt, with_settled(recipe, question, answer, note))
        told = {"dataset": receipt.dataset_id, "question": question, "answer": answer, "note": note}
        session.store().audit.append(session.owner(), "settled a question of Step 2", told)


def _file(receipt: Receipt, recipe: Recipe) -> None:
    text = recipe.to_json()
    due = next_due(recipe.metadata.update_frequency, date.today())
    agency = recipe.metadata.agency
    session.store().recipes.save(
        receipt.domain, receipt.dataset_id, text, owner=session.owner(), title=receipt.title, next_due=due, agency=agency
    )
