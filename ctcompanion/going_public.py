"""Who may make a dataset public, and when: what its recipe still holds back is asked here, and not only on the page."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion.errors import PublishingError, StoreError
from ctcompanion.metadata import Question
from ctcompanion.model import Receipt
from ctcompanion.publishable import not_settled, private_only
from ctcompanion.publishing import Portal, make_public
from ctcompanion.recipe import FindingDecision, Recipe, Target, from_json
from ctcompanion.store import Store


@dataclass(frozen=True)
class HeldBack:
    """Why a dataset stays private: questions of Step 2 that nobody settled, and exceptions that OPM has not granted."""

    questions: tuple[Question, ...] = ()
    exceptions: tuple[FindingDecision, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.exceptions)


def recipe_filed(of: Receipt | Target, store: Store, owner: str) -> Recipe | None:
    """The recipe that was filed with this dataset; None where there is none, or none for this person."""
    try:
        return from_json(store.recipes.load(of.domain, of.dataset_id, owner).recipe)
    except StoreError:
        return None


def held_back(receipt: Receipt, store: Store, owner: str) -> HeldBack:
    """What keeps this dataset private today, by its recipe and by everything that was published to it."""
    recipe = recipe_filed(receipt, store, owner)
    return HeldBack(not_settled(recipe), private_only(recipe, store.receipts.of_dataset(receipt.domain, receipt.dataset_id)))


def go_public(portal: Portal, store: Store, receipt: Receipt, owner: str, *, typed: str = "") -> Receipt:
    """Ask for the public, as `make_public`. PublishingError `kept-private` while anything holds the dataset back."""
    found = held_back(receipt, store, owner)
    if found.questions:
        raise _kept_private("The questions of Step 2 are not all settled.", "Record their answers on the receipt.")
    if found.exceptions:
        raise _kept_private("OPM has not granted the exception that was asked for.", "Record OPM's answer on the receipt.")
    return make_public(portal, store, receipt, owner, typed=typed)


def _kept_private(message: str, hint: str) -> PublishingError:
    return PublishingError("kept-private", message, hint).about(happened="Nothing was changed. The dataset is still private.")
