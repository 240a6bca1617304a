"""Names that stand once for the rows below: in rows of their own, or in a sparse first column. They become a filled column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import LineClass
from ctcompanion.recipe import CleaningStep

from .held import Flags, Held, Positions
from .kinds import DIMENSIONS, kind_of
from .measures import is_measure
from .step import counted, spoken_rows, step
from .working import Working

FILL, LIFT = "fill-down", "group-rows"


def propose_lift(working: Working) -> tuple[CleaningStep, ...]:
    """Rows that hold a name and nothing else."""
    rows = _group_rows(working)
    if not len(rows) or not working.headed:
        return ()
    found: dict[str, Any] = {"rows": [int(row) for row in rows], "name": _group_name(working, rows)}
    return (step("group-rows", LIFT, sentence(found), confidence=0.9, **found),)


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    rows = parameters["rows"]
    return f"{spoken_rows(rows)} {'names' if len(rows) == 1 else 'name'} the rows below: moved to a column *{parameters['name']}*."


def _group_rows(working: Working) -> Positions:
    """What the layout calls a group, and rows that hold one text in the very column where the groups have theirs."""
    marked = working.lines(LineClass.GROUP)
    if not marked.any():
        return np.empty(0, dtype=np.int64)
    there = np.stack([held.there for held in working.columns])
    lone = (there.sum(axis=0) == 1) & working.lines(LineClass.DATA)
    for held, filled in zip(working.columns, there, strict=True):
        if (filled & marked).sum() > 0.5 * marked.sum():
            marked = marked | (lone & filled & ~np.isfinite(held.numbers))
    marked[-1] = False
    return working.rows[marked]


def _group_name(working: Working, rows: Positions) -> str:
    at = np.flatnonzero(np.isin(working.rows, rows))
    return name_of_groups(working, [text for held in working.columns for text in held.values.take(pa.array(at)).to_pylist() if text])


def name_of_groups(working: Working, labels: list[str]) -> str:
    """What a column of these names is called: Town, County, Year..., else Group."""
    kinds = [found[0] for label in labels if (found := kind_of(label))]
    taken = {held.label for held in working.columns}
    if kinds and len(kinds) >= 0.8 * len(labels):
        name = DIMENSIONS[max(set(kinds), key=kinds.count)]
        return name if name not in taken else f"{name} group"
    return "Group" if "Group" not in taken else "Group of rows"


def apply_lift(working: Working, done: CleaningStep) -> Working:
    """The name goes to a new first column of each row below it."""
    marked = np.isin(working.rows, done.parameters["rows"])
    if not marked.any():
        return working
    texts = [_first_text(working, at) if marked[at] else None for at in range(working.height)]
    values = pc.fill_null_forward(pa.array(texts, type=pa.string()))
    name = str(done.parameters["name"])
    group = Held(name, values, 0, part="dimension", original=name)
    wider = working.changed(columns=(group, *working.columns))
    return wider.keep(~marked, "names of groups, which now stand in a column")


def _first_text(working: Working, at: int) -> str | None:
    return next((text for held in working.columns if (text := held.values[at].as_py())), None)


def propose_fill(working: Working) -> tuple[CleaningStep, ...]:
    """A leading column that is filled only where its value changes."""
    if not working.headed or working.height < 3:
        return ()
    steps = []
    for held in working.columns[:3]:
        if is_measure(held) or not _sparse(working, held):
            break
        gaps = int((~held.there).sum())
        said = f"*{held.label}* is written only where it changes: {counted(gaps, 'empty cell')} below it {'is' if gaps == 1 else 'are'} filled in."
        steps.append(step(f"fill-down:{held.label}", FILL, said, columns=[held.column], confidence=0.9))
    return tuple(steps)


def _sparse(working: Working, held: Held) -> bool:
    there = held.there
    if not there.any() or there.all() or not there[0]:
        return False
    names = held.values.filter(pa.array(there))
    if there.mean() > 0.6 and not _merged(working, held):
        return False
    others = np.zeros(working.height, dtype=np.int64)
    for other in working.columns:
        others += other.there
    return bool(len(names.unique()) >= 0.8 * len(names) and (others[~there] >= min(2, len(working.columns) - 1)).all())


def _merged(working: Working, held: Held) -> bool:
    down = [
        area
        for area in working.sheet.styles.merged
        if area.first_column == held.column == area.last_column and area.last_row > area.first_row
    ]
    inside = {row for area in down for row in range(area.first_row + 1, area.last_row + 1)}
    return bool(inside) and all(row in inside for row in working.rows[~held.there].tolist())


def apply_fill(working: Working, done: CleaningStep) -> Working:
    """The empty cells below a value hold it too."""
    for number in done.parameters["columns"]:
        held = working.by_column(number)
        if held is not None:
            working = working.put(held, held.changed(values=pc.fill_null_forward(held.values)))
    return working


def runs(keys: Flags) -> Positions:
    """Number of the run that each row is in, where True starts a run."""
    return np.cumsum(keys)
