"""For an update: how the clean table's columns differ from last time's, and the stop where nobody is there to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.model import Finding, Level
from ctcompanion.recipe import CleaningStep, Recipe

if TYPE_CHECKING:
    from ctcompanion.cleaning.columns_now import ShapeChange

LOOK = "Open the app, choose Update now, and look at the clean page: each change stands there with a proposal."
LOOK_AGAIN = "Open the app, choose Update now, and look at the clean page. What you let stand there is not asked again."
TIME = "Open the app, choose Update now, and look at that step. A period in the title or the file's name is read every time, without a question."
SWITCHED_OFF = "Switched off:"
ANEW = frozenset({"another-table", "ambiguous-dates", "swapped-dates", "mixed-dates", "short-years", "not-in-every-sheet"})
"""What the cleanup finds and a person has to look at when last time's file did not have it: rows may be set aside, or days wrong."""
TOLD_ANEW = frozenset({"totals-stay", "total-differs"})
"""What is only told when it is new: the rows are as they should be, beside a total that says of itself that it is one."""
OF_COLUMNS = frozenset({"rename", "drop-column", "split-column", "join-date", "change-type"})
"""Steps of a person that only give the columns their shape: where the file has that shape by itself, they have nothing to do."""


def shape_changes(draft: Draft) -> tuple[ShapeChange, ...]:
    """Every difference, each with a proposal."""
    from ctcompanion.cleaning.columns_now import columns_now

    if draft.last_month is None or draft.table is None:
        return ()
    said = {column.name: column.display for column in draft.last_month.columns}
    last = draft.last_month
    return columns_now(last.source.columns, draft.table, said, last.source.sizes, copied=is_copy(last))


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
    """PersonNeeded `shape-changed` when the table has other columns than last time, or another sheet may be meant; `new-finding` when the
    cleanup found what last time's file did not have; `time-unknown` when a person's word of last time on the time of the rows may not hold: where nobody is asked, nothing is guessed."""
    from ctcompanion.cleaning.constant import AS_LAST_TIME
    from ctcompanion.cleaning.sheet_more import NOT_USED

    asked = [said for said in draft.drift if said.startswith((SWITCHED_OFF, NOT_USED))]
    asked += [found.message for found in _missed(draft)]
    if (changes := shape_changes(draft)) or asked:
        told = (change.sentence for change in changes)
        said = " ".join(dict.fromkeys([*told, *draft.drift, *asked]))
        raise PersonNeeded("shape-changed", f"The file is not shaped as last time. {said}", LOOK)
    if new := [found.message for found in _new_findings(draft, ANEW)]:
        raise PersonNeeded("new-finding", f"Not so last time: {' '.join(new)}", LOOK_AGAIN)
    if of_time := [said for said in draft.drift if said.startswith(AS_LAST_TIME)]:
        raise PersonNeeded("time-unknown", " ".join(of_time), TIME)


def told_anew(draft: Draft) -> tuple[str, ...]:
    """What the cleanup found that last time's file did not have, and that stops nobody."""
    return tuple(f"Not so last time: {found.message}" for found in _new_findings(draft, TOLD_ANEW))


def _new_findings(draft: Draft, rules: frozenset[str]) -> Iterator[Finding]:
    known = draft.last_month.source.findings if draft.last_month else None
    if known is not None and draft.table is not None:
        yield from (found for found in draft.table.findings if found.rule in rules and found.key not in known)


def _missed(draft: Draft) -> Iterator[Finding]:
    """Words of a person's own steps that this file writes otherwise, and a file of which no row is left."""
    from ctcompanion.cleaning.words_missing import RULE

    if draft.last_month is None or draft.table is None:
        return
    yield from (found for found in draft.table.findings if found.rule == RULE)
    if draft.table.rows.empty:
        yield Finding("no-rows", Level.REVIEW, "No row of this file is left after the steps of last time.")
