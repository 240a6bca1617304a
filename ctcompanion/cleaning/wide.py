"""Which columns of a wide table stand for the values of one or two dimensions, and what would be repeated if they became rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from .held import Held
from .kinds import is_remainder
from .labels import readable
from .measures import is_measure
from .taken_apart import FORETOLD, Place, places_of
from .words import words
from .working import Working

LEAST, MOST = 1 / 3, 0.7
"""A full measure has at least two of the values, and a third of them; most headings are those of full measures."""
UNIT = re.compile(r"(?i)^units?( of measure| indicator)?$")
ORDINAL = re.compile(r"(?i)^\d{1,2}(st|nd|rd|th)$")


@dataclass(frozen=True, eq=False)
class Run:
    """The columns that become rows, in the sheet's order, and the measures beside them that each row would repeat."""

    places: tuple[Place, ...]
    beside: tuple[Held, ...] = ()


def widest(working: Working) -> Run | None:
    """The largest group of headings that are values of the same dimensions."""
    if not working.headed:
        return None
    places = places_of(working)
    for kinds, count in Counter(place.kinds for place in places).most_common():
        run = _apart(_joined(_over_figures([place for place in places if place.kinds == kinds])))
        if count >= 2 and run and is_grid(run) and not _is_trap(working, run):
            whole = _with_remainders(working, run)
            return Run(tuple(whole), tuple(_beside(working, whole)))
    return None


def _joined(run: list[Place]) -> list[Place]:
    """A span that was written too far right reaches back over the values it lacks: (1988), (1989), Acreage 1990..."""
    if len({place.measure for place in run}) == len(run) and not any(re.search(r"[A-Za-z]", place.measure) for place in run):
        return [replace(place, rest=(), said=True) for place in run]
    bare = {place.values for place in run if not place.measure}
    spans = {place.measure: place for place in run if place.measure}
    for measure, span in spans.items() if bare else ():
        if not bare & {place.values for place in run if place.measure == measure}:
            rest, unit = ((), "") if FORETOLD.match(" ".join(span.rest)) else (span.rest, span.unit)
            return [replace(place, rest=rest, unit=unit) if place.measure in ("", measure) else place for place in run]
    return run


def _apart(run: list[Place]) -> list[Place]:
    """Where two headings mean the same value ("2001 (1)", "2001 (2)"), both keep their words."""
    seen = Counter((place.measure, place.values) for place in run)
    twice = {key for key, count in seen.items() if count > 1}
    if not twice or len(twice) > max(1, 0.2 * len(seen)) or any(len(place.kinds) > 1 for place in run):
        return run
    return [
        replace(place, values=(place.held.original or place.held.label,), said=False) if (place.measure, place.values) in twice else place
        for place in run
    ]


def is_grid(run: list[Place]) -> bool:
    """At least two values, each heading another; with several measures, each has enough of the values."""
    by_measure: dict[str, set[tuple[str, ...]]] = {}
    for place in run:
        by_measure.setdefault(place.measure, set()).add(place.values)
    values = {place.values for place in run}
    if len(values) < 2 or sum(len(found) for found in by_measure.values()) < len(run):
        return False
    full = [len(found) for found in by_measure.values() if len(found) >= max(2, LEAST * len(values))]
    return sum(full) >= MOST * len(run)


def _is_trap(working: Working, run: list[Place]) -> bool:
    """Q1 to Q4 among Q5 and Q6 are questions; 1st, 2nd, 3rd are no grades unless something says so."""
    kinds, values = run[0].kinds, [place.values[-1] for place in run]
    labels = [held.label for held in working.columns]
    if kinds[-1:] == ("quarter",) and any(re.fullmatch(r"(?i)q ?-?([5-9]|\d\d)", label) for label in labels):
        return True
    if kinds[-1:] == ("grade",) and all(ORDINAL.match(value) for value in values):
        said = " ".join([*labels, *(note.text for note in working.notes)]).lower()
        return not re.search(r"\bgrades?\b|\bstudents?\b|\benroll", said) and not words("grades") & {label.lower() for label in labels}
    return False


def _over_figures(run: list[Place]) -> list[Place]:
    """The headings over figures; among them also those over nothing but marks ("(NA)", "*"). Flags have no figures."""
    sure = {id(place.held) for place in run if _counts(place.held)}
    filled = {id(place.held) for place in run if place.held.there.any()}
    if len(sure & filled) < max(1, 0.6 * len(filled)):
        return [place for place in run if id(place.held) in sure]
    return [place for place in run if id(place.held) in sure or _marks_only(place.held)]


def _counts(held: Held) -> bool:
    """Whether the column holds figures: numbers, or marks in their place, or nothing yet."""
    there = held.there
    numbers = np.isfinite(held.numbers)
    return not there.any() or bool(numbers.sum() >= 0.5 * there.sum() or (numbers.any() and _marks_only(held)))


def _marks_only(held: Held) -> bool:
    """What is no number is short, and little of it."""
    rest = held.values.filter(pa.array(~np.isfinite(held.numbers) & held.there)).unique().to_pylist()
    return len(rest) <= 4 and all(len(text or "") <= 12 for text in rest)


def _with_remainders(working: Working, run: list[Place]) -> list[Place]:
    """Other, Unknown and Total columns that touch the run belong to it."""
    order = {id(held): at for at, held in enumerate(working.columns)}
    found = sorted(run, key=lambda place: order[id(place.held)])
    if len(run[0].kinds) != 1 or len({place.measure for place in run}) != 1:
        return found
    inside = {order[id(place.held)] for place in run}
    for at, held in enumerate(working.columns):
        last = (held.levels or (held.label,))[-1]
        if at not in inside and is_remainder(last) and _counts(held) and (at - 1 in inside or at + 1 in inside):
            inside.add(at)
            found.append(replace(run[0], held=held, values=(readable(last),), said=False))
    return sorted(found, key=lambda place: order[id(place.held)])


def _beside(working: Working, run: list[Place]) -> list[Held]:
    """Measures that are no part of the run and hold more than a few figures; the first column is never one, nor is a unit."""
    inside = {id(place.held) for place in run}
    others = [held for held in working.columns[1:] if id(held) not in inside and is_measure(held) and not UNIT.match(held.label)]
    return [held for held in others if len(held.distinct) > 1 and held.there.sum() > 0.1 * working.height]
