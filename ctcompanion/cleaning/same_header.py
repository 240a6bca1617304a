"""Whether the column names of two sheets are those of one table, be some spelled differently; and how to say what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from .kinds import PERIODS, kind_of
from .step import listed

YEAR = re.compile(r"(?:19|20)\d\d")
UNNAMED = re.compile(r"Column [A-Z]{1,3}$")
SPELLED = 0.85
"""So much alike are two spellings of one heading."""
SHARED = 0.75
"""Of all columns so many are in both: one sheet may have a column more."""
FEW = 3
"""More sheets than this are counted, not named."""

Header = tuple[str, ...]


def pairs(header: Header, other: Header) -> dict[str, str] | None:
    """For each heading of `other` that `header` has, the one it stands for; None where they are not columns of one table."""
    left: dict[str, list[str]] = {}
    for name in header:
        left.setdefault(bare(name), []).append(name)
    found = {name: left[bare(name)].pop(0) for name in other if left.get(bare(name))}
    for name in other:
        if name not in found:
            near = next((key for key, names in left.items() if names and _is_spelling(key, bare(name))), None)
            if near is not None:
                found[name] = left[near].pop(0)
    lacking = lacks(header, other, found)
    enough = len(found) >= SHARED * (len(found) + len(lacking)) if lacking else True
    return found if found and enough and (len(found) > 1 or not lacking) else None


def lacks(header: Header, other: Header, found: Mapping[str, str]) -> list[str]:
    """Headings that only one of them has. Periods go down the rows: "Mar" beside "Jan" and "Feb" is no other column."""
    both = _periods(header) & _periods(other)
    only = [*(name for name in other if name not in found), *(name for name in header if name not in found.values())]
    return [name for name in only if _kind(name) not in both]


def _periods(header: Header) -> set[str]:
    """The kinds of period (year, month) that several headings are."""
    counts = Counter(kind for name in header if (kind := _kind(name)))
    return {kind for kind, count in counts.items() if count > 1}


def _kind(name: str) -> str:
    found = kind_of(name)
    return found[0] if found and found[0] in PERIODS else ""


def bare(name: str) -> str:
    """A heading without case and punctuation; a year stands for any year; one without a heading for any other."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", YEAR.sub("year", UNNAMED.sub("", name)).casefold()).split())


def _is_spelling(one: str, other: str) -> bool:
    """Nearly the same letters, or the same words and one more ("Town", "Town name"); and exactly the same figures: Grade 1 is not Grade 2."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    if {one, other} <= {word for stem in (one, other) for word in (stem, f"{stem} name")} and f"{min(one, other, key=len)} name" in (
        one,
        other,
    ):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELLED


def differences(header: Header, others: Mapping[str, Header], lead: str) -> tuple[str, ...]:
    """Sentences on headings that are spelled differently, and on columns that not every sheet has. `others`: header by sheet, without `lead`."""
    return (*_spellings(header, others, lead), *_missing(header, others, lead))


def _spellings(header: Header, others: Mapping[str, Header], lead: str) -> list[str]:
    said: dict[str, dict[str, list[str]]] = {ours: {ours: [lead]} for ours in header}
    for label, other in others.items():
        for theirs, ours in (pairs(header, other) or {}).items():
            same = next((known for known in said[ours] if bare(known) == bare(theirs)), theirs)
            said[ours].setdefault(same, []).append(label)
    return [_spelled_sentence(spellings) for spellings in said.values() if len(spellings) > 1]


def _spelled_sentence(spellings: Mapping[str, Sequence[str]]) -> str:
    """The rarer spelling first: it is the one that a person may want to look at."""
    ordered = sorted(spellings.items(), key=lambda item: len(item[1]))
    (usual, where), rarer = ordered[-1], ordered[:-1]
    first = listed([f"“{name}” of {_some(labels)}" for name, labels in rarer])
    verb = "is" if len(rarer) == 1 else "are"
    return f"{first} {verb} spelled “{usual}” in {where[0] if len(where) == 1 else 'the others'}: one column."


def _missing(header: Header, others: Mapping[str, Header], lead: str) -> list[str]:
    """Columns that some sheets have and others lack."""
    has: dict[str, list[str]] = {name: [lead] for name in header}
    for label, other in others.items():
        told = pairs(header, other) or {}
        more = set(lacks(header, other, told)) - set(header)
        for name in other:
            if name in told or name in more:
                key = told.get(name) or next((known for known in has if bare(known) == bare(name)), name)
                has.setdefault(key, []).append(label)
    periods = _periods(header)
    every = [lead, *others]
    return [
        _missing_sentence(name, labels, [label for label in every if label not in labels])
        for name, labels in has.items()
        if len(labels) < len(every) and _kind(name) not in periods
    ]


def _missing_sentence(name: str, there: Sequence[str], gone: Sequence[str]) -> str:
    if len(there) <= len(gone):
        return f"Only {_some(there)} {'has' if len(there) == 1 else 'have'} “{name}”: it is blank in the other rows."
    return f"{_some(gone)} {'has' if len(gone) == 1 else 'have'} no “{name}”: it is blank in {'its' if len(gone) == 1 else 'their'} rows."


def _some(labels: Sequence[str]) -> str:
    return listed(labels) if len(labels) <= FEW else f"{labels[0]} and {len(labels) - 1} others"
