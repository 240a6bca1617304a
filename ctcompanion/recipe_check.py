"""Whether a recipe can be followed as it stands: every step known, once, and with what it needs. What was changed by hand is told, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctcompanion.errors import PersonNeeded, RecipeError
from ctcompanion.recipe import Recipe, from_json
from ctcompanion.recipe_digest import Written, digest_of, written

TOLD = 5
"""So many differences from the recipe on file are told."""


@dataclass(frozen=True)
class Brought:
    """A recipe that somebody brings as a file. `digest`: of what is in it, whatever it says of itself."""

    recipe: Recipe
    written: Written
    digest: str


def brought(text: str | bytes) -> Brought:
    """The recipe, and whether it is as it was written. RecipeError as for `readable`."""
    return Brought(readable(text), written(text), digest_of(text))


def ask_about_hand(here: Brought, meant: str | None, filed: Recipe | None) -> None:
    """PersonNeeded `recipe-changed` unless somebody names (`meant`) the very digest that this recipe changed by hand has now.

    `filed`: the recipe that stands with the dataset's receipt, to say what differs.
    """
    if (meant or "").strip().lower() == here.digest:
        return
    raise PersonNeeded(
        "recipe-changed",
        " ".join((here.written.value, *said_beside(filed, here.recipe))),
        f"If you meant it, add --hand-edited {here.digest} to the command, or put the file in the recipe's place on its receipt in the app "
        "and download it again. If not, download the recipe again from its receipt.",
    )


def said_beside(filed: Recipe | None, here: Recipe) -> tuple[str, ...]:
    """What is otherwise than in the recipe on file, in sentences; nothing where there is none."""
    from ctcompanion.recipe_changes import changes

    if filed is None:
        return ()
    found = [f"{part}: {one}" for part, said in changes(filed, here).items() for one in said]
    more = [f"And {len(found) - TOLD} more."] if len(found) > TOLD else []
    return ("Beside the recipe on its receipt:", *found[:TOLD], *more) if found else ()


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
