"""A total may bear the name of its group (Hartford County over its towns): the name goes to a column before the total goes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .adding import Verdict
from .groups import name_of_groups
from .held import Held
from .measures import keys_of
from .step import counted, spoken_rows, step
from .totals import judged, worded
from .words import counties
from .working import Working

OPERATION = "total-groups"
MOST = 2_000
"""More totals than this are not groups of a table for readers."""
COVERED = 0.9
"""The share of the other rows that must stand under such a total."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step where totals with names of their own stand over or under nearly all rows."""
    if not working.headed:
        return ()
    keys = [held for held in keys_of(working) if pa.types.is_string(held.values.type)]
    named = {int(at) for at in np.flatnonzero(working.lines(LineClass.TOTAL) & ~worded(keys, working.height))}
    if not 2 <= len(named) <= MOST:
        return ()
    verdicts = judged(working)
    totals = {verdict.at for verdict in verdicts}
    groups = [one for one in verdicts if one.at in named and one.whole and _beside(one, totals) and _name(keys, one)]
    groups = [one for one in groups if not any(_within(one, other) for other in groups)]
    covered = np.unique(np.concatenate([one.parts for one in groups])) if groups else np.empty(0, dtype=np.int64)
    if len(groups) < 2 or len(covered) < COVERED * (working.height - len(verdicts)):
        return ()
    names = [str(_name(keys, one)) for one in groups]
    name = name_of_groups(working, names) if any(one.lower() not in counties() for one in names) else "County"
    rows = [int(working.rows[verdict.at]) for verdict in groups]
    sentence = f"{spoken_rows(rows)} are totals that name the rows beside them: the names go to a column *{name}*."
    return (
        step(
            "total-groups",
            OPERATION,
            sentence,
            evidence=f"{counted(len(covered), 'row')} beside them",
            rows=rows,
            name=name,
            confidence=0.85,
        ),
    )


def _beside(verdict: Verdict, totals: set[int]) -> bool:
    """Whether the parts are all the rows from the total up or down to the last of them, other totals aside."""
    at, first, last = verdict.at, int(verdict.parts[0]), int(verdict.parts[-1])
    if first < at < last:
        return False
    between = range(min(at, first), max(at, last) + 1)
    return len(between) - 1 - len(verdict.parts) <= sum(other in totals for other in between) - 1


def _within(outer: Verdict, inner: Verdict) -> bool:
    """Whether another total stands among the parts of this one."""
    return min(outer.at, int(outer.parts[0])) <= inner.at <= max(outer.at, int(outer.parts[-1])) and inner is not outer


def _name(keys: Sequence[Held], verdict: Verdict) -> str | None:
    """The name that the total has and its parts do not."""
    for held in keys:
        text = held.values[verdict.at].as_py()
        if text is not None and text not in held.values.take(pa.array(verdict.parts)).unique().to_pylist():
            return str(text)
    return None


def apply(working: Working, done: CleaningStep) -> Working:
    """Each row gets the name of the smallest such total that it is a part of; the totals keep their own."""
    wanted = set(done.parameters["rows"])
    groups = [verdict for verdict in judged(working) if int(working.rows[verdict.at]) in wanted]
    keys = [held for held in keys_of(working) if pa.types.is_string(held.values.type)]
    names: list[str | None] = [None] * working.height
    for verdict in sorted(groups, key=lambda one: -len(one.parts)):
        name = _name(keys, verdict)
        for at in (*verdict.parts.tolist(), verdict.at):
            names[at] = name
    if not any(names):
        return working
    label = str(done.parameters["name"])
    return working.changed(columns=(Held(label, pa.array(names, type=pa.string()), 0, part="dimension", original=label), *working.columns))
