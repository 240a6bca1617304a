"""Two tables in one: each row of the finer one carries what belongs to the coarser one (a case with its fines), so that adding up counts it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow as pa

from ctcompanion.errors import CleaningError
from ctcompanion.model import Finding, Level, Remedy
from ctcompanion.recipe import CleaningStep

from .codes import Codes, codes_of, combined, determines, first_rows
from .held import Flags, Held
from .kinds import PERIODS, kind_of
from .measures import IDENTIFIER, RATIO, is_measure
from .step import counted, listed, step
from .working import Working

PARENT, CHILD = "parent-table", "child-table"
LOOKUP = re.compile(
    r"(?i)\b(town|city|municipality|county|region|state|area|district|cog|place|geography|geocode|sector|latitude|longitude|"
    r"sort|order|abbreviation|abbr|name|grade|month|quarter|week|day|date|age|level)s?\b"
)
"""What goes with a name as its code or place: repeated in any tidy table, and no table of its own."""
CODE = re.compile(r"[a-z](?:Code|I[dD]|F(?:ips|IPS)|No|Num|Nbr|Key)$")
"""LineCode and its like: a number that is a name."""
NAMELESS = re.compile(r"Column [A-Z]+")
ATTRIBUTES = 3
"""So many repeated columns that are neither figures nor lookups are a table of their own too."""
LEAST_ROWS, LEAST_KEYS = 8, 3
REPEATED = 0.5
"""The share of keys that must stand in more than one row."""
EVIDENCE = 4.0
"""How unlikely the repeats of a column must be by chance, in nats; more where more keys are tried."""
BESIDE = 2.0
"""The same for a column beside one that is sure to repeat."""
LOOKED_AT, PAIRED = 40, 8
"""Key columns are looked for among so many columns from the left, pairs of them among so many."""
SAMPLE = 2_000
"""Rows from the top on which a column is looked at first."""


@dataclass(frozen=True, eq=False)
class Grains:
    """The coarser table is `key` and `parent`, the finer one `key` and `child`. `figures`: the parent's that adding up counts again."""

    key: tuple[Held, ...]
    parent: tuple[Held, ...]
    child: tuple[Held, ...]
    figures: tuple[Held, ...]
    first: Flags
    """Each key's first row."""

    @property
    def name(self) -> str:
        """What a row of the coarser table is."""
        return listed(f"*{held.label}*" for held in self.key)

    @property
    def rows(self) -> int:
        """How many rows the coarser table has."""
        return int(self.first.sum())


class _Coded:
    """The columns' codes, worked out when asked for: of the first rows, and of all."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], Codes] = {}

    def of(self, held: Sequence[Held], *, head: bool) -> Codes:
        """One number per row for a column, or for several together."""
        codes = [self._one(one, head) for one in held]
        return codes[0] if len(codes) == 1 else combined(codes)

    def _one(self, held: Held, head: bool) -> Codes:
        name = (id(held), head)
        if name not in self._known:
            self._known[name] = codes_of(held.changed(values=held.values.slice(0, SAMPLE)) if head else held)
        return self._known[name]

    def varies(self, held: Held) -> bool:
        """Whether the column says more than one thing."""
        return any(bool((codes != codes[0]).any()) for codes in (self.of([held], head=head) for head in (True, False)))


def found(working: Working) -> Grains | None:
    """The two tables of a sheet, by what repeats with a column or with two; None where it is one table."""
    if not working.headed or working.height < LEAST_ROWS or len(working.columns) < 4:
        return None
    coded = _Coded()
    columns = [held for held in working.columns if held.part != "notes" and coded.varies(held)]
    singles = [held for at, held in enumerate(columns[:LOOKED_AT]) if _may_be_key(held) or (not at and _counts_up(held))]
    pairs = [pair for pair in combinations(singles[:PAIRED], 2) if not all(np.isfinite(held.numbers).any() for held in pair)]
    return _best(_tried(columns, coded, [(held,) for held in singles])) or _best(_tried(columns, coded, pairs))


def _best(tried: Iterator[Grains]) -> Grains | None:
    """The key with the most behind it; of two that come together (a case and its day) the one that is a name or a number."""
    return max(tried, key=lambda grains: (bool(grains.figures), len(grains.parent), -sum(map(_is_time, grains.key))), default=None)


def _is_time(held: Held) -> bool:
    first = held.values[0].as_py()
    kind = kind_of(first) if isinstance(first, str) else None
    return pa.types.is_temporal(held.values.type) or (kind is not None and kind[0] in PERIODS)


def _may_be_key(held: Held) -> bool:
    return bool(held.there.all() and not is_measure(held))


def _counts_up(held: Held) -> bool:
    """A first column of whole numbers that never fall is a running number, whatever it is called."""
    numbers = held.numbers
    return bool(np.isfinite(numbers).all() and (numbers == np.round(numbers)).all() and (np.diff(numbers) >= 0).all())


def _tried(columns: list[Held], coded: _Coded, keys: Sequence[tuple[Held, ...]]) -> Iterator[Grains]:
    """The two tables for each of these keys that has them."""
    wanted = EVIDENCE + float(np.log(max(len(keys), 1)))
    for held in keys:
        first = coded.of(held, head=True)
        rest = [other for other in columns if other not in held]
        likely = [other for other in rest if determines(first, coded.of([other], head=True))]
        if not _worth_it(likely):
            continue
        key = coded.of(held, head=False)
        times = np.bincount(key)
        if len(times) < LEAST_KEYS or (times > 1).mean() < REPEATED:
            continue
        extra = len(key) - len(times)
        told = {other: _told(key, coded.of([other], head=False)) * extra for other in likely}
        parent = [other for other in likely if told[other] >= BESIDE]
        child = [other for other in rest if other not in parent]
        if child and _worth_it([other for other in parent if told[other] >= wanted]):
            yield Grains(held, tuple(parent), tuple(child), tuple(filter(_adds_up, parent)), first_rows(key))


def _worth_it(parent: Sequence[Held]) -> bool:
    """A figure among what repeats, or as much as makes a table of its own; a town's code and county do not."""
    names = [held for held in parent if not is_measure(held) and not _goes_with(held) and not IDENTIFIER.search(held.label)]
    return any(map(_adds_up, parent)) or len(names) >= ATTRIBUTES


def _adds_up(held: Held) -> bool:
    return is_measure(held) and not RATIO.search(held.label) and not _goes_with(held)


def _goes_with(held: Held) -> bool:
    return bool(LOOKUP.search(held.label) or CODE.search(held.label) or NAMELESS.fullmatch(held.label))


def _told(key: Codes, other: Codes) -> float:
    """How unlikely each repeat of a column is by chance, in nats; 0 where the rows of a key do not all say the same."""
    if not determines(key, other):
        return 0.0
    shares = np.bincount(other + 1) / len(other)
    return float(-np.log((shares**2).sum()))


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """A step for each of the two tables, both off: a person chooses which one this dataset is."""
    grains = found(working)
    if grains is None:
        return ()
    parent, child = _columns(grains.parent), _columns(grains.child)
    key = [held.label for held in grains.key]
    evidence = f"in all {counted(working.height, 'row')} the same {grains.name} comes with the same {parent}"
    made = [
        step(PARENT, PARENT, f"Keep only one row per {grains.name}, with {parent}: {counted(grains.rows, 'row')}.",
             evidence=evidence, key=key, columns=[held.label for held in grains.parent], confidence=0.9),
        step(CHILD, CHILD, f"Keep {grains.name} and {child} only: {counted(working.height, 'row')}, without what repeats.",
             key=key, columns=[held.label for held in grains.child], confidence=0.9),
    ]  # fmt: skip
    return tuple(one.model_copy(update={"on": False}) for one in made)


def _columns(columns: Sequence[Held]) -> str:
    """Their headings, a few of them where they are many."""
    labels = [held.label for held in columns]
    return listed(labels if len(labels) <= 5 else [*labels[:4], f"{len(labels) - 4:,} more"])


def apply_parent(working: Working, done: CleaningStep) -> Working:
    """One row per key, with the columns that say the same in all its rows."""
    keys, columns = _held(working, done, "key"), _held(working, done, "columns")
    rest = [held for held in working.columns if held not in keys and held not in columns]
    key = combined([codes_of(held) for held in keys])
    if not all(determines(key, codes_of(held)) for held in columns):
        raise CleaningError(
            "grains-differ",
            f"The rows of one {listed(held.label for held in keys)} do not say the same any more.",
            "Switch this step off, or correct the cells that differ.",
            working.sheet.label,
        )
    fewer = working.without(rest, "in the other table, which the step “Keep ... without what repeats” gives", rebuilt=False)
    return fewer.keep(first_rows(key), "repeats, which stand once in your table")


def apply_child(working: Working, done: CleaningStep) -> Working:
    """Every row, with the key and what is the row's own."""
    keys, columns = _held(working, done, "key"), _held(working, done, "columns")
    rest = [held for held in working.columns if held not in keys and held not in columns]
    return working.without(rest, "in the other table, which the step “Keep only one row per ...” gives", rebuilt=False)


def _held(working: Working, done: CleaningStep, parameter: str) -> list[Held]:
    found = [working.by_label(str(label)) for label in done.parameters[parameter]]
    if None in found:
        raise CleaningError(
            "one-table-at-a-time",
            f"“{done.sentence}” needs columns that are not there.",
            "Of the two tables in this sheet only one is kept at a time: switch the other step off first.",
            working.sheet.label,
        )
    return [held for held in found if held is not None]


def note(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """Neither of the two is chosen: the table is two, and that is said."""
    grains = found(working)
    return working.changed(findings=(*working.findings, _finding(working, grains))) if grains else working


def _finding(working: Working, grains: Grains) -> Finding:
    """That this is two tables, with both to choose from."""
    own = _own(grains)
    again = (
        f" Adding up {listed(f'*{held.label}*' for held in grains.figures[:3])} here would count the same numbers several times."
        if grains.figures
        else ""
    )
    message = (
        f"This is two tables: one row per {grains.name} ({_columns(grains.parent)}) and one row per {own} ({_columns(grains.child)}).{again} "
        f"Two steps on the clean page, both switched off, keep one of them each; publish the other as a dataset of its own, joined by {grains.name}."
    )
    return Finding(
        "two-tables",
        Level.REVIEW,
        message.replace("*", ""),
        column=grains.key[0].label,
        place=working.sheet.label,
        remedies=_remedies(grains),
    )


def _own(grains: Grains) -> str:
    """What a row of the finer table is: its column that tells the rows of one key apart, where there is one."""
    key = combined([codes_of(held) for held in grains.key])
    for held in grains.child:
        if not is_measure(held) and first_rows(combined([key, codes_of(held)])).all():
            return f"{grains.name} and *{held.label}*"
    return f"line of {grains.name}"


def _remedies(grains: Grains) -> tuple[Remedy, ...]:
    key = [held.label for held in grains.key]
    parent, child = [held.label for held in grains.parent], [held.label for held in grains.child]
    return (
        Remedy(
            PARENT,
            f"Keep one row per {listed(key)}",
            f"{counted(grains.rows, 'row')}, {counted(len(key) + len(parent), 'column')}",
            {"key": key, "columns": parent},
        ),
        Remedy(
            CHILD,
            "Keep every row, without what repeats",
            f"{counted(len(grains.first), 'row')}, {counted(len(key) + len(child), 'column')}",
            {"key": key, "columns": child},
        ),
    )
