"""Rows that repeat others as their sum. Only numbers that the published cells rebuild are taken off; where parts are hidden the total stays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, LineClass, Sum, cell_name
from ctcompanion.recipe import CleaningStep

from .adding import Figures, Verdict
from .measures import keys_of, measures_of
from .parts import Parts
from .step import counted, spoken_rows, step
from .words import total_word, towns, words
from .working import Flags, Held, Working

OPERATION = "total-rows"
REASON = "totals, which your table adds up to"
MOST = 20_000
"""More candidates than this are not totals but a table about totals."""


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for all total rows that can go, wholly or in part."""
    verdicts = judged(working)
    if not verdicts:
        return ()
    gone = [verdict for verdict in verdicts if verdict.whole]
    stay = [verdict for verdict in verdicts if not verdict.whole]
    said = []
    if gone:
        verb = "is the sum of other rows: taken off as a total" if len(gone) == 1 else "are sums of other rows: taken off as totals"
        said.append(f"{spoken_rows(working.rows[[verdict.at for verdict in gone]])} {verb}.")
    if stay:
        said.append(_stays(working, stay))
    rows = [int(working.rows[verdict.at]) for verdict in verdicts]
    evidence = f"{counted(sum(int(verdict.rebuilt.sum()) for verdict in verdicts), 'number')} checked by addition"
    return (step("total-rows", OPERATION, " ".join(said), evidence=evidence, rows=rows, confidence=0.95),)


def _stays(working: Working, stay: list[Verdict]) -> str:
    one = len(stay) == 1
    hidden = any(verdict.hidden.any() for verdict in stay)
    parts = "its parts" if one else "their parts"
    why = f"some of {parts} are hidden" if hidden else f"{parts} do not add up to {'it' if one else 'them'} everywhere"
    then = "it stays" if one else "they stay"
    return f"{spoken_rows(working.rows[[verdict.at for verdict in stay]])} {'is a total' if one else 'are totals'}, but {why}: {then}, as far as your table cannot rebuild {'it' if one else 'them'}."


def judged(working: Working) -> list[Verdict]:
    """Every candidate with its arithmetic. A row whose word alone says total, with no sum behind it, is data."""
    if not working.headed or working.height < 3:
        return []
    measures, keys = measures_of(working), keys_of(working)
    marked = candidates(working, keys)
    if not measures or not marked.any() or marked.sum() > MOST:
        return []
    figures = Figures.of(measures, working.height)
    parts = Parts.of(keys, marked)
    verdicts = (figures.judge(int(at), parts.sets(int(at))) for at in np.flatnonzero(marked))
    return [verdict for verdict in verdicts if verdict.likely]


def candidates(working: Working, keys: list[Held]) -> Flags:
    """Rows that the layout calls totals, or whose name is a total word; the State's row under towns."""
    marked = working.lines(LineClass.TOTAL)
    for held in keys:
        marked |= _worded(held)
    return marked if marked.mean() <= 0.7 else np.zeros(working.height, dtype=bool)


def _worded(held: Held) -> Flags:
    if not pa.types.is_string(held.values.type):
        return np.zeros(len(held.values), dtype=bool)
    distinct = held.values.dictionary_encode()
    texts = pc.utf8_lower(distinct.dictionary)
    found = pc.match_substring_regex(texts, total_word().pattern)
    if len(texts) > 10 and pc.mean(pc.is_in(texts, value_set=pa.array(towns())).cast(pa.int8())).as_py() >= 0.5:
        found = pc.or_(found, pc.is_in(texts, value_set=pa.array(words("state_names"))))
    wanted = np.append(found.to_numpy(zero_copy_only=False).astype(bool), False)
    codes = distinct.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    return np.asarray(wanted[codes], dtype=bool)


def label_of(keys: Sequence[Held], at: int) -> str:
    """What the row calls itself: its total word, else its first text."""
    texts = [str(text) for held in keys if (text := held.values[at].as_py()) is not None]
    return next((text for text in texts if total_word().search(text) or text.lower() in words("state_names")), "Total")


def apply(working: Working, done: CleaningStep) -> Working:
    """Rebuilt totals go; numbers that are rebuilt in a row that stays are remembered for the melt; mismatches are said."""
    wanted = set(done.parameters["rows"])
    verdicts = [verdict for verdict in judged(working) if int(working.rows[verdict.at]) in wanted]
    measures = measures_of(working)
    gone = np.zeros(working.height, dtype=bool)
    gone[[verdict.at for verdict in verdicts if verdict.whole]] = True
    stay = [verdict for verdict in verdicts if not verdict.whole]
    places = [working.places(held) for held in measures]
    repeated = [places[column][verdict.at] for verdict in stay for column in np.flatnonzero(verdict.rebuilt)]
    found = tuple(_mismatch(working, verdict, measures) for verdict in stay if _differs(verdict))
    told = working.changed(
        repeated=np.concatenate([working.repeated, np.array(repeated, dtype=np.int64)]),
        sums=(*working.sums, *_sums(keys_of(working), verdicts)),
        findings=(*working.findings, *found),
    )
    return told.keep(~gone, REASON)


def _differs(verdict: Verdict) -> bool:
    """Most of the row adds up, and some of it does not although nothing is hidden there."""
    odd = verdict.present & ~verdict.rebuilt & ~verdict.hidden
    return bool(odd.any() and verdict.rebuilt.sum() >= odd.sum())


def _mismatch(working: Working, verdict: Verdict, measures: list[Held]) -> Finding:
    columns = np.flatnonzero(verdict.present & ~verdict.rebuilt & ~verdict.hidden)
    row, first = int(working.rows[verdict.at]), measures[int(columns[0])]
    message = (
        f"Row {row} is a total, but in {counted(len(columns), 'column')} (first: {first.label}) its parts do not add up to it. "
        "These numbers stay in your table as published. Check them with the person who made the sheet."
    )
    return Finding("total-differs", Level.REVIEW, message, place=cell_name(working.sheet.label, row, first.column))


def _sums(keys: list[Held], verdicts: list[Verdict]) -> tuple[Sum, ...]:
    """What the privacy step needs to know: which totals were published, since a total undoes a suppression."""
    dimension = keys[0].label if keys else ""
    found = {}
    for verdict in verdicts:
        why = "" if verdict.whole else "parts are hidden" if verdict.hidden.any() else "its parts do not add up to it"
        label = label_of(keys, verdict.at)
        found[label, verdict.whole, why] = Sum(dimension, label, kept=not verdict.whole, why=why)
    return tuple(found.values())
