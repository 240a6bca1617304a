"""For an update: how the clean table's columns differ from last time's, and the stop where nobody is there to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.recipe import CleaningStep, Recipe

if TYPE_CHECKING:
    from ctcompanion.cleaning.columns_now import ShapeChange

LOOK = "Open the app, choose Update now, and look at the clean page: each change stands there with a proposal."
SWITCHED_OFF = "Switched off:"
OF_COLUMNS = frozenset({"rename", "drop-column", "split-column", "join-date", "change-type"})
"""Steps of a person that only give the columns their shape: where the file has that shape by itself, they have nothing to do."""


def shape_changes(draft: Draft) -> tuple[ShapeChange, ...]:
    """Every difference, each with a proposal."""
    from ctcompanion.cleaning.columns_now import columns_now

    if draft.last_month is None or draft.table is None:
        return ()
    said = {column.name: column.display for column in draft.last_month.columns}
    return columns_now(draft.last_month.source.columns, draft.table, said, copied=is_copy(draft.last_month))


def is_copy(recipe: Recipe) -> bool:
    """Whether these decisions were copied from another dataset's, for one that is not described yet."""
    return not recipe.target.dataset_id and not recipe.metadata.title


def said_of_lost(draft: Draft, lost: Sequence[CleaningStep]) -> tuple[str, ...]:
    """What there is to say of a person's own steps whose column is not in this file."""
    as_before = bool(draft.last_month and draft.last_month.source.columns) and not shape_changes(draft)
    return tuple(
        f"Not needed this time: “{step.sentence}” The columns are so already."
        if as_before and step.operation in OF_COLUMNS
        else f"{SWITCHED_OFF} “{step.sentence}” Its column is not in this file. Look whether it is needed under another name."
        for step in lost
    )


def ask_about_shape(draft: Draft) -> None:
    """PersonNeeded `shape-changed` when the table has other columns than last time: where nobody is asked, nothing is guessed."""
    lost = [said for said in draft.drift if said.startswith(SWITCHED_OFF)]
    if (changes := shape_changes(draft)) or lost:
        told = (change.sentence for change in changes)
        said = " ".join(dict.fromkeys([*told, *draft.drift]))
        raise PersonNeeded("shape-changed", f"The file is not shaped as last time. {said}", LOOK)
