"""Last month's decisions laid over this month's proposal: by what a step is about, never by row numbers."""

from __future__ import annotations

from typing import Any

from ctcompanion.recipe import CleaningStep

from . import correct, rename, told
from .edit import said
from .propose import Proposal, with_word
from .steps import OWN

Steps = tuple[CleaningStep, ...]


def carry(before: Steps, proposal: Proposal) -> Steps:
    """Last month's decisions laid over this month's proposal: where the table stands, switches, names, types, the person's own steps."""
    fresh = _as_told(before, proposal).steps
    last = tuple(step for step in before if step.operation != told.OPERATION)
    known = {step.id: step for step in last}
    laid = [_laid(known.get(step.id) or _cousin(step, last, fresh), step) for step in fresh]
    return _with_own(last, laid)


def _as_told(before: Steps, proposal: Proposal) -> Proposal:
    """This month's proposal for the table that the person pointed at last month."""
    word = next((step for step in before if step.operation == told.OPERATION and step.on), None)
    if word is None or proposal.sheet is None:
        return proposal
    again = told.found_again(proposal.sheet, proposal.layout, word)
    return with_word(proposal.sheet, again, proposal.layout, proposal.file_name) if again else proposal


def _cousin(step: CleaningStep, before: Steps, fresh: Steps) -> CleaningStep | None:
    """The only old step of the same operation, where this month's has another id (a column was renamed)."""
    mine = [other for other in fresh if other.operation == step.operation]
    theirs = [other for other in before if other.operation == step.operation]
    return theirs[0] if len(mine) == 1 == len(theirs) and ":" in step.id else None


def _laid(old: CleaningStep | None, fresh: CleaningStep) -> CleaningStep:
    if old is None:
        return fresh
    parameters = _MERGE.get(fresh.operation, _keep)(old, fresh)
    laid = {"on": old.on, "by": old.by, "parameters": parameters, "sentence": said(fresh, parameters)}
    return fresh.model_copy(update=laid)


def _keep(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:  # noqa: ARG001
    return fresh.parameters


def _melt(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:
    """Last month's names of the dimension and of the values; this month's columns."""
    new, was = fresh.parameters, old.parameters
    if was.get("kinds") != new.get("kinds"):
        return new
    names = dict(zip(new["measures"], was["measures"], strict=True)) if len(was["measures"]) == len(new["measures"]) else {}
    columns = [{**spec, "measure": names.get(spec["measure"], spec["measure"])} for spec in new["columns"]]
    return {**new, "columns": columns, "dimensions": was["dimensions"], "measures": [names.get(name, name) for name in new["measures"]]}


def _types(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:
    """A column keeps its type, and the order of day and month in its dates: the rows go under last month's."""
    known = old.parameters.get("types", {})
    first = [*dict.fromkeys([*(old.parameters.get("day_first") or ()), *(fresh.parameters.get("day_first") or ())])]
    return {**fresh.parameters, "types": {**fresh.parameters["types"], **known}, **({"day_first": first} if first else {})}


def _named(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:
    """The name that the column got; the value is this month's."""
    return {**fresh.parameters, "name": old.parameters.get("name", fresh.parameters["name"])}


def _marks(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:
    """Once there is a column of notes, it stays."""
    return {**fresh.parameters, "notes": bool(old.parameters.get("notes") or fresh.parameters.get("notes"))}


def _dated(old: CleaningStep, fresh: CleaningStep) -> dict[str, Any]:
    """The name that the column got; the day is this update's."""
    return {**fresh.parameters, "column": old.parameters.get("column", fresh.parameters["column"])}


_MERGE = {
    "melt": _melt,
    "types": _types,
    "period-column": _named,
    "place-column": _named,
    "origin-column": _named,
    "group-rows": _named,
    "total-groups": _named,
    "marks": _marks,
    "date-updated": _dated,
}


def _with_own(before: Steps, laid: list[CleaningStep]) -> Steps:
    """The person's steps, each after the step that it followed. A proposal that a person changed is none: without its reason it goes."""
    ids = {step.id for step in laid}
    result = list(laid)
    follows = ""
    for step in before:
        if step.operation in OWN and step.id not in ids:
            at = next((place for place, other in enumerate(result, start=1) if other.id == follows), len(result) if follows else 0)
            result.insert(at, step)
            ids.add(step.id)
        if step.id in ids:
            follows = step.id
    return tuple(result)


def for_another_file(steps: Steps) -> Steps:
    """The steps for the next file: a correction is about one cell of the old one. It stays in the list, switched off.

    How that file spelled its columns, and where its header stood, is found anew.
    """
    kept = (step for step in steps if step.operation not in {rename.OPERATION, "layout"} or step.by == "person")
    return tuple(step.model_copy(update={"on": False}) if step.operation == correct.OPERATION else step for step in kept)
