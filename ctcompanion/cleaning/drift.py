"""What changed in the shape of the file since last time, in sentences."""

from __future__ import annotations

from difflib import get_close_matches

from ctcompanion.recipe import CleaningStep, Recipe

from .kinds import PERIODS, kind_of
from .propose import Proposal
from .step import listed

TOLD = frozenset(
    {"melt", "stack-blocks", "tables", "total-columns", "group-rows", "fill-down", "period-column", "filler-rows", "suppression-flag"}
)


def drift(recipe: Recipe, proposal: Proposal) -> tuple[str, ...]:
    """What changed in the file's shape since the recipe was made, in sentences: columns that came, went or changed their name; steps that are new or no longer needed."""
    # Where the clean table's columns are known, they are compared themselves (`columns_now`).
    columns = () if recipe.source.columns else _columns(recipe.source.header, proposal.layout.names)
    return (*columns, *_steps(recipe.cleaning, proposal.steps))


def _columns(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    if not before:
        return ()
    gone = [name for name in before if name not in now and not _is_period(name)]
    come = [name for name in now if name not in before and not _is_period(name)]
    said = []
    for name in list(gone):
        near = get_close_matches(name.lower(), [other.lower() for other in come], n=1, cutoff=0.75)
        if near:
            other = next(other for other in come if other.lower() == near[0])
            said.append(f"“{name}” of last time seems to be “{other}” now.")
            gone.remove(name)
            come.remove(other)
    if gone:
        said.append(
            f"{_quoted(gone)} {'is' if len(gone) == 1 else 'are'} not in this file; last time {'it was' if len(gone) == 1 else 'they were'}."
        )
    if come:
        said.append(f"{_quoted(come)} {'is' if len(come) == 1 else 'are'} new in this file.")
    return tuple(said)


def _is_period(name: str) -> bool:
    """A new year over a column is expected, not drift."""
    found = kind_of(name.rsplit(maxsplit=1)[-1]) or kind_of(name.split(maxsplit=1)[0]) if name.split() else None
    return found is not None and found[0] in PERIODS


def _quoted(names: list[str]) -> str:
    shown = [f"“{name}”" for name in names[:6]]
    return listed(shown) if len(names) <= 6 else f"{', '.join(shown)} and {len(names) - 6} more"


def _steps(before: tuple[CleaningStep, ...], now: tuple[CleaningStep, ...]) -> tuple[str, ...]:
    if not before:
        return ()
    known = {step.operation for step in before if step.by == "companion"}
    fresh = {step.operation for step in now}
    new = [f"New this time: {step.sentence}" for step in now if step.operation in TOLD and step.operation not in known]
    gone = [
        f"Not needed this time: {step.sentence}"
        for step in before
        if step.operation in TOLD and step.on and step.by == "companion" and step.operation not in fresh
    ]
    return (*new, *gone)
