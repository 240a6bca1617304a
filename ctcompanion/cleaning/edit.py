"""What a person may change about a proposed step: names that it gives, the period it adds, where marks go. The sentence follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.recipe import CleaningStep

from . import groups, marks, melt, period, place, updated
from .asked import unreadable

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One thing to change: its key, the question, what is set now, and the answers where there are only some (value -> words)."""

    key: str
    label: str
    value: str
    choices: Mapping[str, str] | None = None
    is_name: bool = False
    """Whether the answer is a column's name: no two may be alike."""


@dataclass(frozen=True)
class _Way:
    """How a step of one operation is laid open, changed and said."""

    fields: Callable[[Parameters], tuple[Field, ...]]
    changed: Callable[[Parameters, Mapping[str, str]], dict[str, Any]]
    sentence: Callable[[Parameters], str] | None


def fields(step: CleaningStep) -> tuple[Field, ...]:
    """What can be changed about this step; nothing for most."""
    way = _WAYS.get(step.operation)
    return way.fields(step.parameters) if way else ()


def edited(step: CleaningStep, answers: Mapping[str, str], taken: Collection[str] = ()) -> CleaningStep:
    """The step with these answers (field key -> value). `taken`: names of other columns.

    CleaningError `step-unclear`: an answer is missing, or two columns would have one name.
    """
    way, known = _WAYS[step.operation], fields(step)
    given = {field.key: " ".join(str(answers.get(field.key, field.value)).split()) for field in known}
    if not all(given.values()):
        raise unreadable(step, "a name or value is missing")
    names = [given[field.key].casefold() for field in known if field.is_name]
    others = {name.casefold() for name in taken} - {field.value.casefold() for field in known if field.is_name}
    if len(set(names)) < len(names) or set(names) & others:
        raise unreadable(step, "two columns would have the same name")
    parameters = way.changed(step.parameters, given)
    return step.model_copy(update={"parameters": parameters, "by": "person", "sentence": said(step, parameters)})


def said(step: CleaningStep, parameters: Parameters) -> str:
    """The step's sentence with these parameters."""
    way = _WAYS.get(step.operation)
    return way.sentence(parameters) if way and way.sentence else step.sentence


def _melt_fields(now: Parameters) -> tuple[Field, ...]:
    dimensions = [
        Field(f"dimension:{at}", "Name of the column for the headings" + _number(at, now["dimensions"]), name, is_name=True)
        for at, name in enumerate(now["dimensions"])
    ]
    measures = [
        Field(f"measure:{at}", "Name of the column for the numbers" + _number(at, now["measures"]), name, is_name=True)
        for at, name in enumerate(now["measures"])
    ]
    return (*dimensions, *measures)


def _number(at: int, among: list[str]) -> str:
    return f" ({at + 1} of {len(among)})" if len(among) > 1 else ""


def _melted(now: Parameters, given: Mapping[str, str]) -> dict[str, Any]:
    names = {name: given[f"measure:{at}"] for at, name in enumerate(now["measures"])}
    columns = [{**spec, "measure": names[spec["measure"]]} for spec in now["columns"]]
    dimensions = [given[f"dimension:{at}"] for at in range(len(now["dimensions"]))]
    return {**now, "columns": columns, "dimensions": dimensions, "measures": list(names.values())}


def _named_value(now: Parameters) -> tuple[Field, ...]:
    return (Field("name", "Name of the column", str(now["name"]), is_name=True), Field("value", "Value in each row", str(now["value"])))


def _named(now: Parameters) -> tuple[Field, ...]:
    return (Field("name", "Name of the column", str(now["name"]), is_name=True),)


NOTES = {
    "notes": "Keep them in a column Notes; the number is blank",
    "blank": "Leave the number blank, and say so in the column's description",
}


def _marks_field(now: Parameters) -> tuple[Field, ...]:
    return (Field("notes", "What to do with what stands in place of a number", "notes" if now.get("notes") else "blank", NOTES),)


def _dated(now: Parameters) -> tuple[Field, ...]:
    return (Field("column", "Name of the column", str(now["column"]), is_name=True),)


def _laid(now: Parameters, given: Mapping[str, str]) -> dict[str, Any]:
    return {**now, **given}


_WAYS: dict[str, _Way] = {
    melt.OPERATION: _Way(_melt_fields, _melted, melt.sentence),
    period.OPERATION: _Way(_named_value, _laid, period.sentence),
    place.OPERATION: _Way(_named_value, _laid, place.sentence),
    groups.LIFT: _Way(_named, _laid, groups.sentence),
    marks.OPERATION: _Way(_marks_field, lambda now, given: {**now, "notes": given["notes"] == "notes"}, marks.sentence),
    updated.OPERATION: _Way(_dated, _laid, lambda now: f"Add a column *{now['column']}* with the day of this cleanup."),
}
