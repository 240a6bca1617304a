"""Columns whose headings are values (years, grades, ages...) are turned into rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ctcompanion.recipe import CleaningStep

from .held import Held, Positions
from .kinds import AGE_WORD, DIMENSIONS
from .labels import unit_of
from .numbers import are_plain, numbers_in
from .step import counted, listed, step
from .subject import subject
from .taken_apart import Place
from .wide import widest
from .working import Working

OPERATION = "melt"
PERCENT = frozenset({"%", "percent", "pct", "pct.", "percentage"})
COUNT = frozenset({"number", "count", "no", "no.", "n", "#", "value", "amount", "numbers", "counts"})
Spec = dict[str, Any]
"""One melted column: its number on the sheet, its label, the values its heading stands for, and the measure it belongs to."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step for the largest group of headings that are values of the same dimensions; off where other measures would be repeated."""
    wide = widest(working)
    if wide is None:
        return ()
    run = wide.places
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
            "unit": place.unit,
        }
        for place in run
    ]
    found = {
        "columns": columns,
        "dimensions": names,
        "kinds": list(kinds),
        "measures": list(dict.fromkeys(measured)),
        "remark": _remark(run),
    }
    if beside := [held.label for held in wide.beside]:
        found["beside"] = beside
    made = step(f"melt:{'-'.join(kinds)}", OPERATION, sentence(found), evidence=_evidence(len(run), beside), confidence=0.95, **found)
    return (made.model_copy(update={"on": False, "confidence": 0.5}) if beside else made,)


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    first, last = parameters["columns"][0]["label"], parameters["columns"][-1]["label"]
    made = listed([f"*{name}*" for name in [*parameters["dimensions"], *parameters["measures"]]])
    kinds = [_spoken(kind, name) for kind, name in zip(parameters["kinds"], parameters["dimensions"], strict=True)]
    said = f"Columns {first} to {last} are {_plural(kinds)}: turned into rows as {made}."
    if not parameters.get("beside"):
        return said
    return f"{said} Other figures stand beside them, so they stay columns unless you say otherwise."


def _spoken(kind: str, name: str) -> str:
    """A kind by its usual name, whatever the column is called; what only looks like an age by the column's."""
    return name if kind == "stem" or (kind == "age" and not name.startswith("Age")) else DIMENSIONS[kind]


def _evidence(headings: int, beside: list[str]) -> str:
    said = f"{counted(headings, 'heading')} of one kind, all over numbers"
    if not beside:
        return said
    more = [f"*{label}*" for label in beside[:3]]
    rest = [counted(len(beside) - 3, "more column", "more columns")] if len(beside) > 3 else []
    return f"{said}; as rows, each would repeat {listed([*more, *rest])}"


def _remark(run: Sequence[Place]) -> str:
    """What the headings say beyond their value: "2008 projection"."""
    said = [place.held.original or place.held.label for place in run if place.said]
    if not said:
        return ""
    return f"In the file, headed {listed(said if len(said) < 8 else [*said[:3], f'{len(said) - 3} more'])}."


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


def _dimension(working: Working, run: Sequence[Place], at: int) -> str:
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
    """The words over the figures; where they only say Number, or name the dimension again, what the title counts."""
    name, unit = unit_of(measure)
    name = name.strip(" -–")
    if name.lower() in PERCENT:
        return "Percent"
    if name.lower() in COUNT:
        return subject(working) or name
    if name and not set(re.findall(r"[a-z]+", name.lower())) <= _said_again(dimensions):
        return name
    return subject(working) or ("Percent" if unit.lower() in PERCENT else "Value")


def _said_again(dimensions: list[str]) -> set[str]:
    """Words that say no more than the dimension does: Grade, Age group, Calendar year."""
    own = {word for name in dimensions for word in re.findall(r"[a-z]+", name.lower())}
    return (
        own
        | {f"{word}s" for word in own}
        | {"group", "groups", "by", "of", "and", "or", "calendar", "school", "fiscal", "state", "level", "single"}
    )


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
    if remark := str(done.parameters.get("remark", "")):
        dimensions[-1] = dimensions[-1].remark(remark)
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
    texts = pa.array([key[at] for key in keys], type=pa.string())
    return Held(name, _tiled(texts, height), 0, part="dimension", original=name).knowing(
        numbers=np.tile(numbers_in(texts), height), distinct=texts.unique()
    )


def _tiled(texts: pa.Array, times: int) -> pa.Array:
    """The texts again and again: their bytes are laid down as they are, ten times faster than one by one."""
    ends = np.cumsum([0, *(len(text.encode()) for text in texts.to_pylist())])
    if int(ends[-1]) * times >= 2**31:
        return texts.take(pa.array(np.tile(np.arange(len(texts), dtype=np.int32), times)))
    offsets = np.empty(len(texts) * times + 1, dtype=np.int32)
    starts = np.arange(times, dtype=np.int32) * np.int32(ends[-1])
    np.add(starts[:, None], ends[None, :-1].astype(np.int32), out=offsets[:-1].reshape(times, len(texts)))
    offsets[-1] = ends[-1] * times
    said = b"".join(text.encode() for text in texts.to_pylist()) * times
    return pa.StringArray.from_buffers(len(texts) * times, pa.py_buffer(offsets), pa.py_buffer(said))


def _values(working: Working, measure: str, keys: list[tuple[str, ...]], specs: list[tuple[Held, Spec]]) -> Held:
    """The columns of one measure, laid row by row."""
    mine = {tuple(spec["values"]): held for held, spec in specs if spec["measure"] == measure}
    sources = _sources([mine.get(key) for key in keys], working.height)
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


def _sources(columns: Sequence[Held | None], height: int) -> Positions:
    """The sheet's column number of each value, row by row; 0 where there is none."""
    found = [0 if held is None else held.source for held in columns]
    if all(isinstance(source, int) for source in found):
        return np.tile(np.array(found, dtype=np.int64), height)
    return np.stack([np.broadcast_to(np.asarray(source, dtype=np.int64), height) for source in found], axis=1).ravel()


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
