"""Rows that repeat others as their sum. Only numbers that the published cells rebuild are taken off; where parts are hidden the total stays."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ctcompanion.model import Finding, Level, LineClass, Sum, cell_name
from ctcompanion.recipe import CleaningStep

from .measures import RATIO, keys_of, matrix, measures_of
from .step import counted, spoken_rows, step
from .words import STATE_NAMES, TOTAL_WORDS, towns
from .working import Flags, Held, Positions, Working

OPERATION = "total-rows"
REASON = "totals, which your table adds up to"
_TOTAL = re.compile(TOTAL_WORDS)


@dataclass(frozen=True, eq=False)
class Verdict:
    """One total row: per measure whether its parts rebuild it, whether parts are hidden, and by how much it differs."""

    at: int
    label: str
    present: Flags
    rebuilt: Flags
    hidden: Flags
    off: npt.NDArray[np.float64]

    @property
    def whole(self) -> bool:
        return bool(self.rebuilt[self.present].all())


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
        said.append(f"{spoken_rows(working.rows[[v.at for v in gone]])} {verb}.")
    if stay:
        said.append(_stays(working, stay))
    rows = [int(working.rows[verdict.at]) for verdict in verdicts]
    evidence = f"{counted(sum(int(v.rebuilt.sum()) for v in verdicts), 'number')} checked by addition"
    return (step("total-rows", OPERATION, " ".join(said), evidence=evidence, rows=rows, confidence=0.95),)


def _stays(working: Working, stay: list[Verdict]) -> str:
    rows = spoken_rows(working.rows[[verdict.at for verdict in stay]])
    hidden = sum(bool(verdict.hidden.any()) for verdict in stay)
    why = "some of its parts are hidden" if len(stay) == 1 else "some of their parts are hidden"
    if not hidden:
        why = "its parts do not add up to it" if len(stay) == 1 else "their parts do not add up to them"
    partly = (
        "where your table adds up to it, the number goes; the rest stays"
        if any(v.rebuilt.any() for v in stay)
        else "it stays"
        if len(stay) == 1
        else "they stay"
    )
    return f"{rows} {'is a total' if len(stay) == 1 else 'are totals'}, but {why}: {partly}."


def judged(working: Working) -> list[Verdict]:
    """Every candidate with its arithmetic."""
    if not working.headed or working.height < 3:
        return []
    measures = measures_of(working)
    keys = keys_of(working)
    marked = _candidates(working, keys)
    if not measures or not marked.any():
        return []
    numbers, hidden = matrix(measures, working.height)
    ratios = np.array([bool(RATIO.search(held.label)) for held in measures])
    leaves = ~marked
    blocks = _groups(working, keys)
    return [_judge(working, int(at), numbers, hidden, ratios, leaves, blocks, keys) for at in np.flatnonzero(marked)]


def _label(keys: list[Held], at: int) -> str:
    texts = [str(held.values[at].as_py()) for held in keys if held.values[at].is_valid]
    return next((text for text in reversed(texts) if _TOTAL.search(text)), texts[0] if texts else "Total")


def _candidates(working: Working, keys: list[Held]) -> Flags:
    """Rows that the layout calls totals, or whose name is a total word; the State's row under towns."""
    lines = working.layout.lines
    marked = np.array([lines[row - 1] is LineClass.TOTAL for row in working.rows.tolist()], dtype=bool)
    for held in keys:
        distinct = held.values.dictionary_encode()
        texts = [text.lower().strip() for text in distinct.dictionary.to_pylist()]
        town = sum(text in towns() for text in texts) >= 0.5 * len(texts) and len(texts) > 10
        wanted = np.array([bool(_TOTAL.search(text)) or (town and text in STATE_NAMES) for text in texts] + [False], dtype=bool)
        codes = distinct.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
        found = wanted[codes]
        if found.mean() <= 0.5 if len(found) else False:
            marked |= found
    return marked if marked.mean() <= 0.5 else np.zeros(working.height, dtype=bool)


def _groups(working: Working, keys: list[Held]) -> Positions:
    """Number of the group that each row is in: rows that share the filled first column."""
    first = next((held for held in keys if held.values.null_count == 0 and 1 < len(held.values.unique()) < 0.5 * working.height), None)
    if first is None:
        return np.zeros(working.height, dtype=np.int64)
    return np.asarray(first.values.dictionary_encode().indices.to_numpy(zero_copy_only=False), dtype=np.int64)


def _judge(working, at, numbers, hidden, ratios, leaves, groups, keys) -> Verdict:  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    total = numbers[at]
    present = np.isfinite(total)
    best: Verdict | None = None
    for parts in _part_sets(at, leaves, groups):
        sums = np.nansum(numbers[parts], axis=0)
        veiled = hidden[parts].any(axis=0) & ~(np.abs(sums - total) == 0)
        off = np.where(present, total - sums, 0.0)
        exact = present & ~veiled & (np.abs(off) <= _tolerance(total, numbers[parts]))
        exact = _with_ratios(exact, present, ratios, numbers, parts, at)
        verdict = Verdict(at, _label(keys, at), present, exact, veiled & present, off)
        if best is None or verdict.rebuilt.sum() > best.rebuilt.sum():
            best = verdict
        if best.whole:
            break
    nothing = np.zeros(len(total), dtype=bool)
    return best or Verdict(at, _label(keys, at), present, nothing, nothing, np.zeros(len(total)))


def _part_sets(at: int, leaves: Flags, groups: Positions) -> list[Positions]:
    """Where the parts may stand: the rows of the same group (below, above, all), the run above, the run below, all rows."""
    mine = leaves & (groups == groups[at])
    where = np.arange(len(leaves))
    stops = np.flatnonzero(~leaves)
    before, after = stops[stops < at], stops[stops > at]
    above = where[(before[-1] + 1 if len(before) else 0) : at]
    below = where[at + 1 : (after[0] if len(after) else len(where))]
    sets = [np.flatnonzero(mine)] if groups.any() else []
    sets += [below[mine[below]], above[mine[above]], above, below, np.flatnonzero(leaves)]
    return [parts for parts in sets if len(parts) > 1]


def _tolerance(total: npt.NDArray[np.float64], parts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Whole numbers must fit exactly; for others rounding in the last place of each part is allowed."""
    with np.errstate(invalid="ignore"):
        whole = np.array([bool(np.nanmax(np.abs(column - np.round(column)), initial=0) == 0) for column in parts.T]) & (
            total == np.round(total)
        )
        wide = np.maximum(np.abs(total) * 1e-6, 0.005 * np.sqrt(len(parts)))
    return np.where(whole, 1e-6, wide)


def _with_ratios(exact, present, ratios, numbers, parts, at):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    """An average or percentage is rebuilt when it is a quotient of two columns that are, here and in the parts alike."""
    sure = np.flatnonzero(exact)
    for column in np.flatnonzero(present & ~exact & ratios):
        for over in sure:
            for under in sure:
                if over != under and not exact[column] and _is_quotient(numbers, parts, at, column, over, under):
                    exact[column] = True
    return exact


def _is_quotient(numbers, parts, at, column, over, under) -> bool:  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    rows = np.append(parts, at)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = numbers[rows, over] / numbers[rows, under]
        factor = numbers[rows, column] / quotient
    known = np.isfinite(factor)
    if not known[-1] or known.sum() < 2:
        return False
    return bool(
        np.allclose(factor[known], factor[-1], rtol=2e-3) and min(abs(factor[-1] - scale) for scale in (1, 100, 1000, 1 / 52)) < 0.01
    )


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
    return bool((verdict.present & ~verdict.rebuilt & ~verdict.hidden).any() and verdict.rebuilt.any())


def _mismatch(working: Working, verdict: Verdict, measures: list[Held]) -> Finding:
    columns = np.flatnonzero(verdict.present & ~verdict.rebuilt & ~verdict.hidden)
    row, first = int(working.rows[verdict.at]), measures[int(columns[0])]
    message = (
        f"Row {row} is a total, but in {counted(len(columns), 'column')} (first: {first.label}) its parts do not add up to it. "
        "These numbers stay in your table as published. Check them with the person who made the sheet."
    )
    return Finding("total-differs", Level.REVIEW, message, place=cell_name(working.sheet.name, row, first.column))


def _sums(keys: list[Held], verdicts: list[Verdict]) -> tuple[Sum, ...]:
    """What the privacy step needs to know: which totals were published, since a total undoes a suppression."""
    dimension = keys[0].label if keys else ""
    found = {}
    for verdict in verdicts:
        why = "" if verdict.whole else "parts are hidden" if verdict.hidden.any() else "its parts do not add up to it"
        label = verdict.label if _TOTAL.search(verdict.label) or verdict.label.lower() in STATE_NAMES else "Total"
        found[label, verdict.whole] = Sum(dimension, label, kept=not verdict.whole, why=why)
    return tuple(found.values())
