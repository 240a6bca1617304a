"""Whether a recipe can be followed as it stands: every step known, once, and with what it needs. What was changed by hand is told, never passed over."""

from __future__ import annotations

from collections.abc import Iterator

from ctcompanion.errors import RecipeError
from ctcompanion.recipe import Recipe, from_json


def readable(text: str | bytes) -> Recipe:
    """A recipe that somebody brings. RecipeError: damaged-recipe, recipe-too-new, unknown-step."""
    return checked(from_json(text))


def checked(recipe: Recipe) -> Recipe:
    """The recipe, when each of its steps can be followed. RecipeError names the first that cannot."""
    from ctcompanion.cleaning import OPERATIONS
    from ctcompanion.privacy.remedies.apply import OPERATIONS as REMEDIES

    unknown = [step.operation for step in recipe.cleaning if step.operation not in OPERATIONS]
    unknown += [step.operation for step in recipe.privacy.remedies if step.operation not in REMEDIES]
    if unknown:
        raise RecipeError(
            "unknown-step",
            f"This version of CT Companion does not know the step “{unknown[0]}” of this recipe.",
            "Update CT Companion. If the recipe was changed by hand, undo that, or download the recipe again from its receipt.",
        )
    if odd := next(_odd(recipe), ""):
        raise RecipeError(
            "damaged-recipe",
            f"This recipe cannot be followed: {odd}.",
            "Undo the last change made by hand, or download the recipe again from its receipt.",
        )
    return recipe


def _odd(recipe: Recipe) -> Iterator[str]:
    """What is wrong with its steps, in words."""
    from ctcompanion.cleaning.parameters import is_named, wrong
    from ctcompanion.privacy.remedies.parameters import wrong as wrong_remedy

    seen: set[str] = set()
    for step in recipe.cleaning:
        if step.id in seen:
            yield f"two of its steps have the id “{step.id}”"
        seen.add(step.id)
        if not is_named(step):
            yield f"the id “{step.id}” is not that of a step “{step.operation}”"
        if found := wrong(step):
            yield f"{_listed(found)} of the step “{step.id}” {_are(found)} not as expected"
    for remedy in recipe.privacy.remedies:
        if found := wrong_remedy(remedy):
            yield f"{_listed(found)} of the remedy “{remedy.operation}” {_are(found)} not as expected"
    names = [column.name for column in recipe.columns]
    if twice := next((name for at, name in enumerate(names) if name in names[:at]), None):
        yield f"the column “{twice}” is described twice"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _are(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"
