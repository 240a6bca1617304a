"""Each column's type, decided over all its rows: number, date, yes/no or text."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.errors import CleaningError
from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep

from . import dates, doubts
from .held import Held
from .kinds import kind_of
from .measures import CODE, IDENTIFIER, RATIO, is_measure
from .numbers import places_of
from .step import counted, listed, step
from .working import Working

OPERATION = "types"
LONGEST_UNIT = 60
WORDS = {DataType.NUMBER: "numbers", DataType.DATE: "dates", DataType.TEXT: "text", DataType.CHECKBOX: "yes or no"}


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step that gives every column its type."""
    if not working.headed:
        return ()
    types = {held.label: guess(held) for held in working.columns}
    said = [
        f"{listed([label for label, kind in types.items() if kind is wanted])} as {WORDS[wanted]}"
        for wanted in WORDS
        if wanted in types.values()
    ]
    first = [held.label for held in working.columns if types[held.label] is DataType.DATE and _is_day_first(held)]
    more: dict[str, Any] = {"day_first": first} if first else {}
    return (
        step(
            "types",
            OPERATION,
            f"Read {'; '.join(said)}.",
            evidence=f"all {counted(working.height, 'row')} looked at",
            types={k: v.value for k, v in types.items()},
            **more,
        ),
    )


def _is_day_first(held: Held) -> bool:
    return pa.types.is_string(held.values.type) and dates.is_day_first(held.distinct)


def guess(held: Held) -> DataType:
    """The narrowest type that every value of the column fits."""
    if not pa.types.is_string(held.values.type):
        return held.type or (DataType.NUMBER if pa.types.is_floating(held.values.type) else DataType.TEXT)
    if not held.there.any():
        return DataType.NUMBER if held.part == "measure" else DataType.TEXT
    if _zeros_lead(held.values):
        return DataType.TEXT
    if np.isfinite(held.numbers[held.there]).all():
        return DataType.TEXT if _code(held) else DataType.NUMBER
    texts = held.distinct
    if dates.look_like(texts) and dates.parse_distinct(texts) is not None:
        return DataType.DATE
    return DataType.CHECKBOX if set(pc.utf8_lower(texts).to_pylist()) <= {"true", "false"} else DataType.TEXT


def _zeros_lead(texts: pa.Array) -> bool:
    return bool(pc.any(pc.starts_with(texts, "0")).as_py() and pc.any(pc.match_substring_regex(texts, r"^0\d+$")).as_py())


def _code(held: Held) -> bool:
    """ZIP, FIPS and other codes are names, not figures; nobody adds them up."""
    return bool(CODE.search(held.label) and not held.unit and pc.all(pc.match_substring_regex(held.values, r"^\d+$")).as_py())


def apply(working: Working, done: CleaningStep) -> Working:
    """Every column as its type; a column that the step does not know is looked at afresh."""
    wanted: dict[str, Any] = done.parameters["types"]
    firm, day_first = done.by == "person", frozenset(done.parameters.get("day_first") or ())
    columns: list[Held] = []
    for held in working.columns:  # one at a time: a table of 16,384 columns is not put together anew for each
        said = wanted.get(held.label)
        working = cast(working.changed(columns=(held,)), held, DataType(said) if said else guess(held), firm, day_first)
        columns.extend(working.columns)
    return working.changed(columns=tuple(columns))


def cast(working: Working, held: Held, wanted: DataType, firm: bool, day_first: frozenset[str] = frozenset()) -> Working:
    """One column as that type. `day_first`: labels of columns whose dates had the day first. `firm`: values-do-not-fit where some value is none; otherwise it stays text. A column with a type keeps it."""
    if held.type is not None or (not pa.types.is_string(held.values.type) and wanted is not DataType.NUMBER):
        return working
    if wanted is DataType.NUMBER:
        return _number(working, held, firm)
    if wanted is DataType.DATE:
        return _date(working, held, firm, held.label in day_first)
    if wanted is DataType.CHECKBOX:
        return _checkbox(working, held, firm)
    found = doubts.strays(working, held) if wanted is DataType.TEXT and not firm else ()
    return working.put(held, held.changed(type=wanted)).changed(findings=(*working.findings, *found))


def _number(working: Working, held: Held, firm: bool) -> Working:
    numbers = held.numbers
    failing = held.there & ~np.isfinite(numbers)
    if failing.any():
        if firm:
            raise misfit(working, held, failing, "numbers")
        return working.put(held, held.changed(type=DataType.TEXT))
    percent = pa.types.is_string(held.values.type) and bool(pc.any(pc.match_substring(held.values, "%")).as_py())
    unit = held.unit or ("percent" if percent else "")
    places = places_of(numbers)
    whole = places == 0 and np.nanmax(np.abs(numbers), initial=0) < 2**53
    values = pa.array(np.round(numbers) if whole else numbers, from_pandas=True)
    values = values.cast(pa.int64()) if whole else values
    typed = held.changed(values=values, type=DataType.NUMBER, unit=unit, places=places, grouping=not _is_label(held))
    return working.put(held, _with_unit_note(working, typed))


def _with_unit_note(working: Working, held: Held) -> Held:
    """ "In thousands of dollars" over the table speaks of its amounts; which of several it means, a person knows."""
    said = next((note.text for note in working.notes if note.kind == "unit" and len(note.text) < LONGEST_UNIT), "")
    if not said or held.unit or held.part == "dimension" or not is_measure(held) or RATIO.search(held.label):
        return held
    return held.remark(f"The source says of its figures: {said.strip(' ().')}.")


def _checkbox(working: Working, held: Held, firm: bool) -> Working:
    texts = pc.utf8_lower(held.values)
    known = pc.is_in(texts, value_set=pa.array(["true", "false"])).to_numpy(zero_copy_only=False)
    failing = held.there & ~np.asarray(known, dtype=bool)
    if failing.any():
        if firm:
            raise misfit(working, held, failing, "yes or no")
        return working.put(held, held.changed(type=DataType.TEXT))
    return working.put(held, held.changed(values=pc.equal(texts, "true"), type=DataType.CHECKBOX))


def _is_label(held: Held) -> bool:
    """Years and codes are read without thousands separators."""
    if IDENTIFIER.search(held.label) or held.part == "period":
        return True
    sample = [str(text) for text in held.values.slice(0, 100).to_pylist() if text]
    return held.part == "dimension" and bool(sample) and all((found := kind_of(text)) and found[0] == "year" for text in sample)


def _date(working: Working, held: Held, firm: bool, day_first: bool) -> Working:
    encoded = held.values.dictionary_encode()
    parsed = dates.parse_distinct(encoded.dictionary, day_first=day_first)
    if parsed is None:
        if firm:
            wrong = np.array([text is not None and dates.parse_distinct(pa.array([text])) is None for text in held.values.to_pylist()])
            raise misfit(working, held, wrong, "dates")
        return working.put(held, held.changed(type=DataType.TEXT))
    days, ambiguous = parsed
    values = pa.array(days).take(encoded.indices)
    told = working.put(held, held.changed(values=values, type=DataType.DATE))
    return told.changed(findings=(*told.findings, *doubts.of_dates(held, encoded.dictionary, days, ambiguous)))


def misfit(working: Working, held: Held, failing: Any, what: str) -> CleaningError:
    """The error that names the first cells that do not fit, by place."""
    rows = working.rows[np.flatnonzero(failing)][:5]
    letter = held.column
    from ctcompanion.model import cell_name

    places = [cell_name(working.sheet.label, int(row), letter) for row in rows] if letter else [f"row {int(row)}" for row in rows]
    count = int(np.count_nonzero(failing))
    return CleaningError(
        "values-do-not-fit",
        f"{counted(count, 'value')} of {held.label} {'is' if count == 1 else 'are'} not {what}: {listed(places)}{' and more' if count > len(places) else ''}.",
        "Correct these cells, map them to something else, or keep the column as text.",
        places[0] if places else None,
    )
