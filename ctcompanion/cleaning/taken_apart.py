"""A column's heading taken apart: the values it stands for (2018, Female), and the measure that is left of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from .held import Held
from .kinds import AGE_WORD, is_remainder, kind_of
from .labels import readable, unit_of, without_mark
from .measures import IDENTIFIER
from .words import counties
from .working import Working

Kind = tuple[str, str]
"""("year", "2018")"""
QUALIFIER = re.compile(
    r"(?i)[\s,(\[–-]+(?:est(?:imate[sd]?)?|proj(?:ect(?:ed|ions?))?|prel(?:im(?:inary)?)?|provisional|actuals?|final|revised|census|budget(?:ed)?|"
    r"forecast|(?:estimates? )?base|adjusted|ytd|year to date|to date|january|april|july|october|june|december)\.?[)\]]?$"
)
FORETOLD = re.compile(r"(?i)^(projections?|projected|estimates?|estimated|forecasts?|preliminary)$")
UNIT_ALONE = re.compile(r"^\(([^()]{1,120})\)$")
GLUED = re.compile(r"_|(?<=[A-Za-z])(?=(?:19|20)\d\d$)|(?<=^19\d\d)(?=[A-Za-z])|(?<=^20\d\d)(?=[A-Za-z])")
INNER_MARK = re.compile(r"\s*\\\d{1,2}\\?(?=\s)")
EDGES = " -–—:,;/|·"
NUMBERED = {"grade": (re.compile(r"(?i)\bgrades?\b"), 1, 12), "age": (re.compile(r"(?i)\bages?\b"), 0, 120)}
"""Bare numbers are grades, or ages in single years, only under the word."""


@dataclass(frozen=True)
class Place:
    """One heading taken apart: its values by dimension kind, and what is left of it. `said`: a qualifier that the value leaves out."""

    held: Held
    kinds: tuple[str, ...]
    values: tuple[str, ...]
    rest: tuple[str, ...] = ()
    unit: str = ""
    said: bool = False

    @property
    def measure(self) -> str:
        """What the figures under the heading are, with their unit; empty where the heading is all values."""
        words = readable(" ".join(self.rest))
        return f"{words} ({self.unit})".strip() if self.unit else words

    def with_value(self, at: int, kind: str, value: str, rest: tuple[str, ...]) -> Place:
        """The same heading with one more value."""
        kinds, values = list(self.kinds), list(self.values)
        kinds.insert(at, kind)
        values.insert(at, value)
        return replace(self, kinds=tuple(kinds), values=tuple(values), rest=rest)


def taken_apart(held: Held) -> Place | None:
    """What each part of a heading is; None when none is a value."""
    place = read(held)
    return place if place.kinds else None


def read(held: Held, number: str = "") -> Place:
    """As `taken_apart`, for every heading: one without a value is all rest. `number`: a text that only numbers the column."""
    texts = [text for text in held.levels or (held.label,) if not number or text != number]
    found: list[Kind] = []
    rest: list[str] = []
    unit, said = "", False
    for depth, text in enumerate(texts):
        if depth and (alone := UNIT_ALONE.match(text.strip())):
            unit = alone[1]
            continue
        kinds, left, its_unit, qualified = _read_text(text, " ".join(texts[:depth]))
        found += kinds
        unit, said = its_unit or unit, said or qualified
        if left and (not rest or rest[-1] != left):
            rest.append(left)
    if not found and (whole := kind_of(held.label)):
        found, rest = [whole], []
    if len({kind for kind, _ in found}) < len(found) or (rest and IDENTIFIER.search(re.sub(r"(?i)\b(number|per)\b", "", " ".join(rest)))):
        found, rest = [], texts
    return Place(held, tuple(kind for kind, _ in found), tuple(value for _, value in found), tuple(rest), unit or held.unit, said)


def _read_text(text: str, above: str) -> tuple[list[Kind], str, str, bool]:
    """The values in one text, what is left of it, its unit, and whether a qualifier went."""
    bare, unit = unit_of(without_mark(INNER_MARK.sub("", " ".join(text.split())))[0])
    bare = without_mark(bare)[0]
    if kind := _numbered(bare, above) or kind_of(bare) or kind_of(text):
        return [kind], "", unit, False
    plain = bare
    while (shorter := QUALIFIER.sub("", plain)) != plain:
        plain = shorter
        if (kind := kind_of(plain)) and kind[0] in {"year", "fiscal-year", "year-span", "quarter", "month"}:
            return [kind], "", unit, True
    kinds, left = _peeled(bare)
    return kinds, left, unit, False


def _numbered(text: str, above: str) -> Kind | None:
    if not re.fullmatch(r"\d{1,3}", text):
        return None
    return next(((kind, text) for kind, (word, first, last) in NUMBERED.items() if word.search(above) and first <= int(text) <= last), None)


def _peeled(text: str) -> tuple[list[Kind], str]:
    """The values at the ends of "Permits 2017", "2017 Permits", "pop2010", "Cases - Jan 2018", "White Male"."""
    left, found = GLUED.sub(" ", text), []
    while (one := _end(left)) is not None:
        kind, left = one
        found.append(kind)
    if found and (last := kind_of(left)):
        return [*found, last], ""
    return found, left if found else text


def _end(text: str) -> tuple[Kind, str] | None:
    words = text.split()
    for size in range(min(len(words) - 1, 5), 0, -1):
        for piece, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            said = " ".join(piece).strip(EDGES + "()")
            left = " ".join(rest).strip(EDGES)
            if re.search(r"[\w%$#]", left) and (kind := kind_of(said)) and (kind[0] != "age" or AGE_WORD.search(said)):
                return kind, left
    return None


def places_of(working: Working) -> list[Place]:
    """Every heading with a value, read in the light of its neighbours."""
    numbers = _numberings([held.levels for held in working.columns])
    read_alone = [read(held, number) for held, number in zip(working.columns, numbers, strict=True)]
    sure = [place for place in read_alone if place.kinds]
    told = [_with_remainder(place, sure) for place in read_alone]
    told = _with_units(_with_short_sexes([place for place in told if place.kinds], told))
    return _months(_counties(told))


def _numberings(levels: list[tuple[str, ...]]) -> list[str]:
    """For each heading its text that only numbers the column: (1), (2), (3)... from the first column on; "" where none does."""
    found: list[str] = []
    last = 0
    for texts in levels:
        said = next((text for text in texts if re.fullmatch(rf"\(?({last + 1}|{last or 1})\)?", text)), "") if texts else ""
        if texts and (not said or (not found and len(texts) < 2)):
            return [""] * len(levels)
        last = int(said.strip("()")) if said else last
        found.append(said)
    return found if last >= 4 else [""] * len(levels)


def _with_remainder(place: Place, sure: list[Place]) -> Place:
    """ "Total" among Males and Females is a value of their kind, where the rest of the heading is as theirs."""
    for at, text in enumerate(place.rest):
        if not is_remainder(without_mark(text)[0]):
            continue
        rest = place.rest[:at] + place.rest[at + 1 :]
        for other in sure:
            if len(other.kinds) != len(place.kinds) + 1 or other.rest != rest or not (rest or place.kinds):
                continue
            where = next((n for n in range(len(other.kinds)) if other.kinds[:n] + other.kinds[n + 1 :] == place.kinds), None)
            if where is not None:
                return place.with_value(where, other.kinds[where], readable(text), rest)
    return place


def _with_short_sexes(places: list[Place], everything: list[Place]) -> list[Place]:
    """M and F side by side are sexes."""
    short = [place for place in everything if not place.kinds and place.rest and place.rest[-1].upper() in {"M", "F"}]
    if {place.rest[-1].upper() for place in short} != {"M", "F"}:
        return places
    made = {
        id(place.held): replace(
            place, kinds=("sex",), values=("Male" if place.rest[-1].upper() == "M" else "Female",), rest=place.rest[:-1]
        )
        for place in short
    }
    return [made.get(id(place.held), place) for place in everything if place.kinds or id(place.held) in made]


def _with_units(places: list[Place]) -> list[Place]:
    """A unit that is written over the first of several like columns alone holds for all of them."""
    told = Counter((place.kinds, place.rest) for place in places if place.unit)
    made: list[Place] = []
    for place in places:
        before = made[-1] if made else None
        lent = before is not None and (before.kinds, before.rest) == (place.kinds, place.rest) and told[place.kinds, place.rest] == 1
        made.append(replace(place, unit=before.unit) if before is not None and lent and not place.unit else place)
    return made


def _months(places: list[Place]) -> list[Place]:
    """2010-11 alone is a school year; among 2010-09 and 2010-10 it is November."""
    if sum("month" in place.kinds for place in places) <= sum("year-span" in place.kinds for place in places):
        return places
    return [_month_of(place) for place in places]


def _month_of(place: Place) -> Place:
    text = place.held.label
    if place.kinds != ("year-span",) or not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", text):
        return place
    return replace(place, kinds=("month",), values=(text,))


def _counties(places: list[Place]) -> list[Place]:
    """Hartford is a town; among Middlesex and other counties it is one of them."""
    ours = [place for place in places if place.kinds in {("town",), ("county",)}]
    if not any(place.kinds == ("county",) for place in ours) or not all(
        place.values[0].lower().removesuffix(" county") in counties() for place in ours
    ):
        return places
    return [replace(place, kinds=("county",)) if place.kinds == ("town",) else place for place in places]
