"""What a step would do, before it is done: the table in the making just before it, and what changes, in a sentence with examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.cleaning import applied, made
from ctcompanion.model import Layout, Sheet
from ctcompanion.recipe import CleaningStep

from .asked import Steps, position
from .held import Flags, Held
from .step import are, counted, listed
from .working import Working

SHOWN = 3
"""Examples of changed cells or of new columns."""
MOST = 1_000
"""Changed cells that are looked through for examples."""


@dataclass(frozen=True)
class Effect:
    """What a step does to the table in the making. `examples`: a small table, its first row the column names."""

    sentence: str
    examples: tuple[tuple[str, ...], ...] = ()


def standing_before(sheet: Sheet, steps: Steps, new: CleaningStep, *, file_name: str = "", layout: Layout | None = None) -> Working:
    """The table in the making as this step will find it. CleaningError where a step before it cannot be applied."""
    return made(sheet, steps[: position(steps, new)], file_name=file_name, layout=layout)


def tried(working: Working, step: CleaningStep) -> Effect:
    """What the step would do. CleaningError: why it cannot be applied."""
    return compared(working, applied(working, step))


def compared(working: Working, after: Working) -> Effect:
    """What a step did that made one of the other."""
    if after.height != working.height:
        return _fewer_rows(working, after)
    gone = [held for held in working.columns if after.by_label(held.label) is None]
    new = [held for held in after.columns if working.by_label(held.label) is None]
    if gone or new:
        return Effect(_columns_said(gone, new), _beside(gone, new))
    return _changed_cells(working, after)


def _fewer_rows(working: Working, after: Working) -> Effect:
    if not after.height:
        return Effect(f"Keeps none of {counted(working.height, 'row')}: nothing would be left.")
    said = f"Keeps {after.height:,} of {counted(working.height, 'row')}"
    gone = working.height - after.height
    return Effect(f"{said}; {gone:,} {are(gone)} left out.")


def _columns_said(gone: list[Held], new: list[Held]) -> str:
    out, come = listed([f"*{held.label}*" for held in gone]), listed([f"*{held.label}*" for held in new])
    if gone and new:
        return f"{out} {'becomes' if len(gone) == 1 else 'become'} {come}."
    return f"{come} {'is' if len(new) == 1 else 'are'} added." if new else f"{out} goes."


def _beside(gone: list[Held], new: list[Held]) -> tuple[tuple[str, ...], ...]:
    columns = [*gone, *new]
    texts = [_texts(held) for held in columns]
    rows = min((len(column) for column in texts), default=0)
    first = [tuple(_shown(column, at) for column in texts) for at in range(min(SHOWN, rows))]
    return (tuple(held.label for held in columns), *first)


def _changed_cells(working: Working, after: Working) -> Effect:
    count, examples = 0, []
    for before, now in ((held, after.by_label(held.label)) for held in working.columns):
        if now is None or now is before:
            continue
        old, new = _texts(before), _texts(now)
        hit = np.flatnonzero(_differ(old, new))
        count += len(hit)
        pairs = ((now.label, _shown(old, at), _shown(new, at)) for at in hit[:MOST].tolist())
        examples += list(dict.fromkeys(pairs))[:SHOWN]
    if not count:
        return Effect("Each value stays as it is written.")
    return Effect(f"{counted(count, 'cell')} {'changes' if count == 1 else 'change'}.", (("Column", "Before", "After"), *examples[:SHOWN]))


def _differ(old: pa.Array, new: pa.Array) -> Flags:
    same = pc.equal(old, new).fill_null(False)
    both_blank = pc.and_(old.is_null(), new.is_null())
    return ~np.asarray(pc.or_(same, both_blank).to_numpy(zero_copy_only=False), dtype=bool)


def _texts(held: Held) -> pa.Array:
    values = held.values
    if pa.types.is_timestamp(values.type):
        return pc.strftime(values, format="%Y-%m-%d")
    return values.cast(pa.string())


def _shown(texts: pa.Array, at: int) -> str:
    return str(texts[at].as_py() or "")
