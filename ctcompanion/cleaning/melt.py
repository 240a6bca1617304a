"""Columns whose headings are values (years, grades, ages...) are turned into rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .kinds import AGE_WORD, DIMENSIONS, is_remainder, kind_of
from .labels import readable, unit_of, without_mark
from .numbers import are_plain, numbers_in
from .step import counted, listed, step
from .subject import subject
from .working import Held, Positions, Working

OPERATION = "melt"
Spec = dict[str, Any]
"""One melted column: its number on the sheet, its label, the values its heading stands for, and the measure it belongs to."""


@dataclass(frozen=True)
class Place:
    """One heading taken apart: its values by dimension kind, and what is left of it (the measure)."""

    held: Held
    kinds: tuple[str, ...]
    values: tuple[str, ...]
    measure: str


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step for the longest run of headings that are values of the same dimensions."""
    run = _run(working)
    if not run:
        return ()
    kinds = run[0].kinds
    measures = list(dict.fromkeys(place.measure for place in run))
    names = [_dimension(working, run, at) for at in range(len(kinds))]
    measured = _value_names(working, measures, names)
    columns = [
        {
            "column": place.held.column,
            "label": place.held.label,
            "values": list(place.values),
            "measure": measured[measures.index(place.measure)],
            "unit": unit_of(place.measure)[1],
        }
        for place in run
    ]
    found = {"columns": columns, "dimensions": names, "kinds": list(kinds), "measures": list(dict.fromkeys(measured))}
    evidence = f"{counted(len(run), 'heading')} of one kind, all over numbers"
    return (step(f"melt:{'-'.join(kinds)}", OPERATION, sentence(found), evidence=evidence, confidence=0.95, **found),)


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    first, last = parameters["columns"][0]["label"], parameters["columns"][-1]["label"]
    made = listed([f"*{name}*" for name in [*parameters["dimensions"], *parameters["measures"]]])
    kinds = [_spoken(kind, name) for kind, name in zip(parameters["kinds"], parameters["dimensions"], strict=True)]
    return f"Columns {first} to {last} are {_plural(kinds)}: turned into rows as {made}."


def _spoken(kind: str, name: str) -> str:
    """A kind by its usual name, whatever the column is called; what only looks like an age by the column's."""
    return name if kind == "stem" or (kind == "age" and not name.startswith("Age")) else DIMENSIONS[kind]


def _plural(names: list[str]) -> str:
    words = {
        "Year": "years",
        "Age": "ages",
        "Grade": "grades",
        "Town": "towns",
        "Month": "months",
        "Quarter": "quarters",
        "Sex": "sexes",
        "Date": "dates",
    }
    return listed([words.get(name, f"values of {name}") for name in names])


def _run(working: Working) -> list[Place]:
    if not working.headed:
        return []
    places = [place for held in working.columns if (place := taken_apart(held)) and _counts(held)]
    places = _months(places)
    families = Counter(place.kinds for place in places)
    for kinds, count in families.most_common():
        run = [place for place in places if place.kinds == kinds]
        if count >= 2 and _is_grid(run):
            return _with_remainders(working, run)
    return []


def _months(places: list[Place]) -> list[Place]:
    """2010-11 alone is a school year; among 2010-09 and 2010-10 it is November."""
    if sum("month" in place.kinds for place in places) <= sum("year-span" in place.kinds for place in places):
        return places
    return [_month_of(place) for place in places]


def _month_of(place: Place) -> Place:
    text = place.held.label
    if place.kinds != ("year-span",) or not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", text):
        return place
    return Place(place.held, ("month",), (text,), place.measure)


def taken_apart(held: Held) -> Place | None:
    """What each part of a heading is; None when none is a value."""
    texts = held.levels or (held.label,)
    found: list[tuple[str, str]] = []
    rest: list[str] = []
    for text in texts:
        kind = kind_of(without_mark(text)[0]) or kind_of(text)
        if kind:
            found.append(kind)
        elif not rest or rest[-1] != without_mark(text)[0]:
            rest.append(without_mark(text)[0])
    if not found and (whole := kind_of(held.label)):
        return Place(held, (whole[0],), (whole[1],), "")
    if not found:
        found, rest = _split(held.label)
    if not found:
        return None
    return Place(held, tuple(kind for kind, _ in found), tuple(value for _, value in found), readable(" ".join(rest)))


def _split(label: str) -> tuple[list[tuple[str, str]], list[str]]:
    """ "2017 Permits" or "Permits 2017"."""
    words = label.split()
    for head in (words[:1], words[-1:]) if len(words) > 1 else ():
        kind = kind_of(head[0])
        if kind and kind[0] in {"year", "year-span", "sex"}:
            return [kind], words[1:] if head == words[:1] else words[:-1]
    return [], []


def _counts(held: Held) -> bool:
    """Whether the column holds figures: numbers, or marks in their place, or nothing yet."""
    there = held.there
    if not there.any():
        return True
    numbers = np.isfinite(held.numbers)
    short = np.array([len(text or "") <= 12 for text in held.values.slice(0, 400).to_pylist()])
    return bool(numbers.sum() >= 0.5 * there.sum() or (numbers.any() and short.all() and _marks_only(held, numbers)))


def _marks_only(held: Held, numbers: np.ndarray) -> bool:
    rest = held.values.filter(pa.array(~numbers & held.there))
    return len(rest.unique()) <= 3


def _is_grid(run: list[Place]) -> bool:
    """At least two values; with several measures, each has (nearly) all the values."""
    by_measure: dict[str, set[tuple[str, ...]]] = {}
    for place in run:
        by_measure.setdefault(place.measure, set()).add(place.values)
    values = {place.values for place in run}
    if len(values) < 2 or sum(len(found) for found in by_measure.values()) < len(run):
        return False
    return all(len(found) >= 0.75 * len(values) for found in by_measure.values())


def _with_remainders(working: Working, run: list[Place]) -> list[Place]:
    """Other, Unknown and Total columns that touch the run belong to it."""
    if len(run[0].kinds) != 1 or len({place.measure for place in run}) != 1:
        return run
    order = {id(held): at for at, held in enumerate(working.columns)}
    inside = {order[id(place.held)] for place in run}
    found = list(run)
    for at, held in enumerate(working.columns):
        last = (held.levels or (held.label,))[-1]
        if at not in inside and is_remainder(last) and _counts(held) and (at - 1 in inside or at + 1 in inside):
            inside.add(at)
            found.append(Place(held, run[0].kinds, (readable(last),), run[0].measure))
    return sorted(found, key=lambda place: order[id(place.held)])


def _dimension(working: Working, run: list[Place], at: int) -> str:
    kind = run[0].kinds[at]
    labels = [place.values[at] for place in run]
    if (
        kind == "age"
        and not any(AGE_WORD.search(label) for label in labels)
        and "age" not in " ".join(note.text.lower() for note in working.notes)
    ):
        return "Group"
    if kind == "stem":
        return labels[0].split()[0].capitalize()
    return DIMENSIONS[kind]


def _value_names(working: Working, measures: list[str], dimensions: list[str]) -> list[str]:
    """One name per measure, no two alike: where the short form is taken, the heading as found."""
    found: list[str] = []
    taken = {held.label for held in working.columns} | set(dimensions)
    for measure in measures:
        name = _value_name(working, measure, dimensions)
        for candidate in (name, measure or name, *(f"{name} {number}" for number in range(2, 200))):
            if candidate not in taken:
                break
        taken.add(candidate)
        found.append(candidate)
    return found


def _value_name(working: Working, measure: str, dimensions: list[str]) -> str:
    measure = unit_of(measure)[0].strip(" -–")
    if measure and measure.lower().rstrip("s") not in {name.lower().rstrip("s") for name in dimensions}:
        return measure
    return subject(working) or "Value"


def apply(working: Working, done: CleaningStep) -> Working:
    """One row per row and value; totals that the table adds up to are left out."""
    specs = [(held, spec) for spec in done.parameters["columns"] if (held := _find(working, spec)) is not None]
    if len(specs) < 2:
        return working
    measures = [str(measure) for measure in done.parameters["measures"]]
    keys = list(dict.fromkeys(tuple(spec["values"]) for _, spec in specs))
    melted = {id(held) for held, _ in specs}
    rest = [held for held in working.columns if id(held) not in melted]
    count, height = len(keys), working.height
    again = np.repeat(np.arange(height), count)
    kept = [held.repeated(again) for held in rest]
    dimensions = [_labels(name, at, keys, height) for at, name in enumerate(done.parameters["dimensions"])]
    values = [_values(working, measure, keys, specs) for measure in measures]
    at = _position(working, melted)
    columns = (*kept[:at], *dimensions, *values, *kept[at:])
    tall = working.changed(columns=columns, rows=np.repeat(working.rows, count))
    return _without_repeats(tall, [held.label for held in values])


def _find(working: Working, spec: Spec) -> Held | None:
    return next((held for held in working.columns if held.column == spec["column"] and held.label == spec["label"]), None)


def _position(working: Working, melted: set[int]) -> int:
    first = next(at for at, held in enumerate(working.columns) if id(held) in melted)
    return sum(1 for held in working.columns[:first] if id(held) not in melted)


def _labels(name: str, at: int, keys: list[tuple[str, ...]], height: int) -> Held:
    codes = pa.array(np.tile(np.arange(len(keys), dtype=np.int32), height))
    texts = pa.array([key[at] for key in keys])
    return Held(name, texts.take(codes), 0, part="dimension", original=name).knowing(
        numbers=np.tile(numbers_in(texts), height), distinct=texts.unique()
    )


def _values(working: Working, measure: str, keys: list[tuple[str, ...]], specs: list[tuple[Held, Spec]]) -> Held:
    """The columns of one measure, laid row by row."""
    mine = {tuple(spec["values"]): held for held, spec in specs if spec["measure"] == measure}
    sources = np.stack([_source(mine.get(key), working.height) for key in keys], axis=1).ravel()
    nothing = np.full(working.height, np.nan)
    numbers = np.stack([mine[key].numbers if key in mine else nothing for key in keys], axis=1).ravel()
    plain = all(are_plain(held.values) for held in mine.values())
    values = pa.array(numbers, from_pandas=True) if plain else _interleaved(mine, keys, working.height)
    unit = next((found for held, spec in specs if spec["measure"] == measure and (found := held.unit or spec.get("unit"))), "")
    return Held(measure, values, sources, part="measure", original=measure, unit=unit).knowing(numbers=numbers)


def _interleaved(mine: dict[tuple[str, ...], Held], keys: list[tuple[str, ...]], height: int) -> pa.Array:
    """The columns' texts row by row."""
    blank = pa.nulls(height, type=pa.string())
    columns = [mine[key].values.cast(pa.string()) if key in mine else blank for key in keys]
    order = (np.arange(height)[:, None] + height * np.arange(len(keys))[None, :]).ravel()
    return pa.concat_arrays(columns).take(pa.array(order))


def _source(held: Held | None, height: int) -> Positions:
    if held is None:
        return np.zeros(height, dtype=np.int64)
    return np.full(height, held.source, dtype=np.int64) if isinstance(held.source, int) else held.source


def _without_repeats(tall: Working, measures: list[str]) -> Working:
    """Rows that hold only totals which the rest adds up to, and rows without any value at all in the cells of the sheet."""
    held = [column for column in tall.columns if column.label in measures and column.part == "measure"]
    if not len(tall.repeated):
        return tall
    useful = np.zeros(tall.height, dtype=bool)
    for column in held:
        useful |= column.there & ~np.isin(tall.places(column), tall.repeated)
    repeats = np.zeros(tall.height, dtype=bool)
    for column in held:
        repeats |= np.isin(tall.places(column), tall.repeated)
    return tall.keep(useful | ~repeats, "totals, which your table adds up to")
