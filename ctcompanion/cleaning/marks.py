"""What stands in place of a number: "*", "<5", "N/A", "--". One meaning gives a blank and a sentence; several give a column Notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import DataType
from ctcompanion.recipe import CleaningStep

from . import words
from .explained import explained
from .held import Flags, Held
from .step import counted, listed, step
from .working import Taken, Working

OPERATION = "marks"
LETTER = re.compile(r"[A-Z]$")
FIGURES = 0.5
"""From this share on, numbers make a column one of figures: half of a table may be withheld."""
DASH = re.compile(r"[$€£]?\s?[-–—]{1,2}$")
"""What Excel's accounting format shows for a zero, and what people type for "nothing" and for "not known"."""
MARK = (
    r"(?i)^(?:[^\pL\pN\s]{1,6}|[$€£]\s?[-–—]{1,2}|\(\s?[a-z*-]{1,3}\s?\)|n\.?\s?/?a\.?|n\.?d\.?|n\.?r\.?|null|nan|none|s|x|z|d|c|p|tbd|[<≤]\s?=?\s?\d{1,3}|\d{1,2} or (?:fewer|less)|"
    r"(?:fewer|less) than \d{1,3}|suppressed|data suppressed|redacted|missing|unknown|blank|not (?:available|applicable|reported|collected|disclosed)|unavailable|confidential|#n/a|#div/0!|#ref!|#value!|#name\?|#num!|#null!)$"
)


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for all marks that stand in columns of numbers."""
    if not working.headed:
        return ()
    counts = _counts(working)
    if not counts:
        return ()
    found: dict[str, Any] = {"marks": list(counts), "counts": list(counts.values()), "notes": len(meanings(counts)) > 1}
    if any(held.type is DataType.TEXT for held in working.columns):
        found["columns"] = [held.label for held in working.columns if marks_in(held)]
    return (step("marks", OPERATION, sentence(found), evidence=f"in columns of numbers: {listed(counts)}", **found),)


def without(working: Working, texts: Collection[str]) -> Working:
    """The table for a look that passes these columns over: what is known to be text holds no marks."""
    return working.each(lambda held: held.changed(type=DataType.TEXT) if held.label in texts else held)


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    marks = list(parameters["marks"])[:5]
    counts = list(parameters.get("counts") or ())[: len(marks)]
    if counts:
        said = listed(
            [f"{counted(count, 'value')} {'is' if count == 1 else 'are'} “{mark}”" for mark, count in zip(marks, counts, strict=True)]
        )
    else:
        said = f"Some values are {listed([f'“{mark}”' for mark in marks], 'or')}"
    blank = "left blank, and said in the column's description"
    return f"{said}: {'kept in a column *Notes*, the number is left blank' if parameters.get('notes') else blank}."


def meanings(marks: dict[str, int] | list[str]) -> list[str]:
    """Marks that mean something of their own; all ways to write "missing" are one."""
    return list(dict.fromkeys("missing" if mark.lower() in words.marks("missing") or DASH.match(mark) else mark.lower() for mark in marks))


def _counts(working: Working) -> dict[str, int]:
    counts: dict[str, int] = {}
    for held in working.columns:
        for mark, count in marks_in(held).items():
            counts[mark] = counts.get(mark, 0) + count
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def marks_in(held: Held) -> dict[str, int]:
    """Marks and sentinels of a column of numbers, with how often; empty for any other column."""
    if not pa.types.is_string(held.values.type) or held.part in {"dimension", "period"}:
        return {}
    numbers = held.numbers
    known = np.isfinite(numbers)
    rest = held.values.filter(pa.array(~known & held.there))
    if not known.any() or not (len(rest) or (numbers < -90).any()):
        return {}
    found = {entry["values"]: entry["counts"] for entry in rest.value_counts().to_pylist()}
    letters = _are_figures(numbers, held)
    if not all(re.match(_PY, text) or (letters and LETTER.match(text)) for text in found):
        return {}
    return {**found, **_sentinels(numbers)}


_PY = MARK.replace(r"[^\pL\pN\s]", r"[^\w\s]")


def _are_figures(numbers: np.ndarray[tuple[int], np.dtype[np.float64]], held: Held) -> bool:
    """A column in which a lone capital letter can only stand for a number (a range, a flag): half of it numbers, and most of them large or broken."""
    known = numbers[np.isfinite(numbers)]
    return bool(len(known) >= FIGURES * held.there.sum() and ((np.abs(known) > 100) | (known != np.round(known))).mean() >= FIGURES)


def _sentinels(numbers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, int]:
    """-9999 and its like, where no other number is below zero."""
    below = numbers[numbers < 0]
    if not len(below) or not np.isin(below, list(words.marks("sentinels"))).all():
        return {}
    values, counts = np.unique(below, return_counts=True)
    return {f"{value:g}": int(count) for value, count in zip(values, counts, strict=True) if count > 1 or value < -998}


def apply(working: Working, done: CleaningStep) -> Working:
    """Marks become blanks; their meaning goes to the description or to Notes."""
    wanted = set(done.parameters["marks"])
    notes: list[tuple[Held, pa.Array]] = []
    taken = working.taken
    among = done.parameters.get("columns")
    for held in working.columns:
        if among is not None and held.label not in among:
            continue
        mine = {mark: count for mark, count in marks_in(held).items() if mark in wanted}
        if not mine:
            continue
        hit = _where(held, mine)
        notes.append((held, pc.if_else(pa.array(hit), held.values, None)))
        sentinel = hit & np.isfinite(held.numbers)
        if sentinel.any():
            places = working.places(held)[sentinel]
            taken = (*taken, Taken("stand-ins for a missing value, now blank", places))
        blank = held.changed(values=pc.if_else(pa.array(hit), None, held.values))
        working = working.put(held, blank if done.parameters.get("notes") else _described(working, blank, mine))
    told = working.changed(taken=taken)
    return _with_notes(told, notes) if done.parameters.get("notes") and notes else told


def _where(held: Held, marks: dict[str, int]) -> Flags:
    texts = [mark for mark in marks if mark.lstrip("-").replace(".", "").isdigit() is False]
    hit = np.asarray(pc.is_in(held.values, value_set=pa.array(texts, type=pa.string())).to_numpy(zero_copy_only=False), dtype=bool)
    sentinels = [float(mark) for mark in marks if mark not in texts]
    return hit | np.isin(held.numbers, sentinels) if sentinels else hit


def _described(working: Working, held: Held, marks: dict[str, int]) -> Held:
    for mark, count in marks.items():
        held = held.remark(f"Blank where the source says “{mark}” ({meaning(working, mark)}): {counted(count, 'value')}.")
    return held


def meaning(working: Working, mark: str) -> str:
    """What the notes say the mark means; failing that, what it usually means."""
    if said := explained(working.notes, mark):
        return said
    if DASH.match(mark):
        return "a dash: the source does not say whether it means zero or no value"
    low = mark.lower()
    if low in words.marks("hidden"):
        return "hidden in the source"
    if low in words.marks("missing") or low.lstrip("-").isdigit():
        return "no value in the source"
    return f"fewer than {re.sub(r'[^0-9]', '', low)}" if low.startswith("<") else "see the source"


def _with_notes(working: Working, notes: list[tuple[Held, pa.Array]]) -> Working:
    """One text per row: the mark where all marks of the row agree, else each with its column."""
    rows = np.flatnonzero(np.any([filled_array(marks) for _, marks in notes], axis=0))
    texts: list[str | None] = [None] * working.height
    columns = [(held.label, marks.to_pylist()) for held, marks in notes]
    for at in rows.tolist():
        found = {label: marks[at] for label, marks in columns if marks[at]}
        distinct = list(dict.fromkeys(found.values()))
        texts[at] = distinct[0] if len(distinct) == 1 else "; ".join(f"{label}: {mark}" for label, mark in found.items())
    said = " ".join(
        f"“{mark}”: {meaning(working, mark)}." for mark in dict.fromkeys(text for _, marks in columns for text in marks if text)
    )
    label = "Notes" if working.by_label("Notes") is None else "Notes on values"
    held = Held(
        label, pa.array(texts, type=pa.string()), 0, part="notes", remarks=(f"What the source says in place of a number. {said}".strip(),)
    )
    return working.changed(columns=(*working.columns, held))


def filled_array(values: pa.Array) -> Flags:
    """Where an array holds anything."""
    return np.asarray(values.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
