"""The clean table's columns beside those of last time: what came, went or changed its name, each with a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import CleaningStep

from .drop_column import drop_column
from .names import field_names
from .rename import rename
from .same_name import same_name
from .sizes import said_of_size, sizes

NEAR = 0.6
"""So much alike, two names may mean the same column: a person says so."""


@dataclass(frozen=True)
class ShapeChange:
    """One difference from last time. `proposal` says what to do, `label` the button, `step` does it where it can be done here.

    `sure`: only the spelling changed, so that no person need be asked.
    """

    sentence: str
    proposal: str
    label: str = ""
    step: CleaningStep | None = None
    sure: bool = False


def columns_now(
    before: Mapping[str, DataType],
    table: CleanTable,
    said: Mapping[str, str] | None = None,
    sized: Mapping[str, int] | None = None,
    *,
    copied: bool = False,
) -> tuple[ShapeChange, ...]:
    """Every difference. `before`: the columns of last time with their types (none: nothing is compared); `said`: what people read for a name;
    `sized`: how large the figures were.

    `copied`: "last time" is another dataset, and nothing has to fit under its rows.
    """
    labels = {column.name: column.display or column.original or column.name for column in table.columns}
    types = {column.name: column.type for column in table.columns}
    gone = [name for name in before if name not in labels]
    come = [name for name in labels if name not in before] if before else []
    spelled = _spelled(gone, come, before, types)
    left, right = [name for name in gone if name not in spelled], [name for name in come if name not in spelled.values()]
    pairs = spelled | (_only_one(left, right, before, types) or _alike(left, right))
    known = {name: label_of(name, (said or {}).get(name, "")) for name in gone}
    renamed = [_renamed(labels[new], known[old], sure=old in spelled) for old, new in pairs.items()]
    new = [_new(labels[name], copied) for name in come if name not in pairs.values()]
    typed = [_typed(labels[name], kind, types[name]) for name, kind in before.items() if name in types and types[name] is not kind]
    now = sizes(table) if sized and not copied else {}
    typed += [_sized(labels[name], much) for name in before if name in labels and (much := said_of_size(sized or {}, now, name))]
    return (*renamed, *new, *(_missing(known[name], copied) for name in gone if name not in pairs), *typed)


def _spelled(gone: Sequence[str], come: Sequence[str], before: Mapping[str, DataType], now: Mapping[str, DataType]) -> dict[str, str]:
    """Old name -> new name where only the spelling changed: of the same type, and nothing else could be meant."""
    fits = {old: [new for new in come if same_name(old, new) and before[old] is now[new]] for old in gone}
    taken = [new for found in fits.values() for new in found]
    return {old: found[0] for old, found in fits.items() if len(found) == 1 and taken.count(found[0]) == 1}


def _only_one(gone: Sequence[str], come: Sequence[str], before: Mapping[str, DataType], now: Mapping[str, DataType]) -> dict[str, str]:
    """Where one column went, the only one of its type that came may be the same."""
    fits = [new for new in come if now[new] is before[gone[0]]] if len(gone) == 1 else []
    return {gone[0]: fits[0]} if len(fits) == 1 else {}


def _alike(gone: Sequence[str], come: Sequence[str]) -> dict[str, str]:
    """Old name -> new name, the most alike first."""
    alike = sorted(((SequenceMatcher(None, old, new).ratio(), old, new) for old in gone for new in come), reverse=True)
    found: dict[str, str] = {}
    for share, old, new in alike:
        if share >= NEAR and old not in found and new not in found.values():
            found[old] = new
    return found


def label_of(name: str, said: str = "") -> str:
    """What to call a column so that it gets this name again: the words for people where they give it, else the name itself."""
    return next((text for text in (said, name.replace("_", " ").capitalize()) if text and field_names([text]) == [name]), name)


def _renamed(now: str, before: str, *, sure: bool) -> ShapeChange:
    step = rename(now, before)
    if sure:
        said = f"*{now}* is spelled otherwise than last time; it is called *{before}* as before."
        step = step.model_copy(update={"by": "companion", "sentence": said})
        return ShapeChange(f"“{before}” of last time is spelled “{now}” in this file.", "It is called as before.", step=step, sure=True)
    return ShapeChange(
        f"The column “{now}” was not there last time, and “{before}” is missing: it may have a new name.",
        f"If it is the same column, call it “{before}” again, so that the rows go under last time's.",
        f"Call it {before}",
        step,
    )


def _new(now: str, copied: bool) -> ShapeChange:
    keep = "the decisions that you copied say nothing of it" if copied else "it is added to the dataset and checked for privacy"
    return ShapeChange(
        f"The column “{now}” is new.",
        f"Keep it and describe it: {keep}. Or leave it out.",
        f"Leave out {now}",
        drop_column(now),
    )


def _missing(before: str, copied: bool) -> ShapeChange:
    if copied:
        return ShapeChange(
            f"The column “{before}” is not in this file.", "The dataset that you copied from has it. If this one needs none, go on."
        )
    return ShapeChange(
        f"The column “{before}” is missing.",
        "Ask whoever made the file whether it was left out by mistake. Without it, it stays blank in the new rows.",
    )


def _typed(label: str, before: DataType, now: DataType) -> ShapeChange:
    return ShapeChange(
        f"“{label}” was {_KINDS[before]} last time, and is {_KINDS[now]} now.",
        "Look for what does not fit in that column; with “Do something else” you can change its type.",
    )


def _sized(label: str, much: str) -> ShapeChange:
    return ShapeChange(
        f"The figures of “{label}” are {much}.",
        "Look whether they are in another unit: percent or a share of 1, dollars or thousands. If so, correct the file and bring it again.",
    )


_KINDS = {
    DataType.TEXT: "text", DataType.NUMBER: "a number", DataType.DATE: "a date", DataType.CHECKBOX: "yes or no",
    DataType.POINT: "a point on the map", DataType.URL: "a link",
}  # fmt: skip
