"""A column that says which file or sheet a row came from, where nothing else tells the rows of several apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

import pyarrow as pa

from ctcompanion.model import Column, Sheet
from ctcompanion.recipe import CleaningStep

from .held import Held
from .kinds import DIMENSIONS, kind_of
from .step import step
from .working import Working

OPERATION = "origin-column"
WORDS = re.compile(r"[\s_.\-]+")


def step_for(sheets: Sequence[Sheet], columns: Sequence[Column]) -> CleaningStep:
    """The step for the first of these sheets. `columns`: those that the table has already; none is called alike."""
    taken = {(column.display or column.name).casefold() for column in columns}
    name = _name(sheets)
    if name.casefold() in taken:
        name = f"{_plain_name(sheets)} of the row" if _plain_name(sheets).casefold() in taken else _plain_name(sheets)
    sentence = f"Each row says which {_plain_name(sheets).lower()} it comes from: added as the column *{name}*."
    return step(OPERATION, OPERATION, sentence, confidence=0.9, name=name, value=values_of(sheets)[0])


def values_of(sheets: Sequence[Sheet]) -> list[str]:
    """What stands in the column, per sheet: the month, grade or town that its name differs by, else its name."""
    found = _kinds(sheets)
    return [value for _, value in found] if found else [_stem(sheet) for sheet in sheets]


def of_one(before: CleaningStep, sheet: Sheet, file_name: str) -> CleaningStep:
    """Last month's column for the one sheet or file that comes now."""
    plain = sheet.name if before.parameters["name"] == "Sheet" and sheet.name else PurePath(file_name).stem
    kinds = [found for word in WORDS.split(plain) if (found := kind_of(word))]
    value = next((value for kind, value in kinds if DIMENSIONS[kind] == before.parameters["name"]), plain)
    return before.model_copy(update={"parameters": {**before.parameters, "value": value}})


def with_value(mine: tuple[CleaningStep, ...], steps: tuple[CleaningStep, ...], value: str) -> tuple[CleaningStep, ...]:
    """The steps of another sheet with the first one's column, in the same place, and this sheet's value in it."""
    leads = next((found for found in steps if found.operation == OPERATION), None)
    if leads is None:
        return mine
    own = leads.model_copy(update={"parameters": {**leads.parameters, "value": value}})
    before = {found.id for found in steps[: steps.index(leads)]}
    at = max((place for place, found in enumerate(mine, start=1) if found.id in before or found.by == "companion"), default=0)
    return (*mine[:at], own, *mine[at:])


def apply(working: Working, done: CleaningStep) -> Working:
    """A column with the same value in each row, first."""
    value = pa.array([str(done.parameters["value"])])
    values = value.take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(Held(str(done.parameters["name"]), values, 0, part="dimension"), *working.columns))


def _name(sheets: Sequence[Sheet]) -> str:
    found = _kinds(sheets)
    return DIMENSIONS[found[0][0]] if found else _plain_name(sheets)


def _plain_name(sheets: Sequence[Sheet]) -> str:
    """File where there are several files."""
    return "File" if len({sheet.file for sheet in sheets}) > 1 else "Sheet"


def _kinds(sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    """(kind, value) per sheet, where their names differ by values of one kind; empty otherwise."""
    kinds = [kind_of(text) for text in _differing([_stem(sheet) for sheet in sheets])]
    found = [kind for kind in kinds if kind]
    whole = len(found) == len(sheets) and len({kind for kind, _ in found}) == 1 and len({value for _, value in found}) == len(found)
    return found if whole else []


def _stem(sheet: Sheet) -> str:
    """The sheet's name; of several files the file's, without its ending."""
    if not sheet.file:
        return str(sheet.name)
    stem = PurePath(sheet.file).stem
    return stem if sheet.known_as in {"", sheet.file} else f"{stem}: {sheet.name}"


def _differing(names: Sequence[str]) -> list[str]:
    """The names without the words that all begin or end with: "Jan" of permits_Jan_final."""
    words = [[word for word in WORDS.split(name) if word] for name in names]
    while all(len(one) > 1 for one in words) and len({one[0].casefold() for one in words}) == 1:
        words = [one[1:] for one in words]
    while all(len(one) > 1 for one in words) and len({one[-1].casefold() for one in words}) == 1:
        words = [one[:-1] for one in words]
    return [" ".join(one) for one in words]
