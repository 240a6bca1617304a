"""Rows that repeat others as their sum. Only numbers that the published cells rebuild are taken off; where parts are hidden the total stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, LineClass, Sum, cell_name
from ctcompanion.recipe import CleaningStep

from .adding import Figures, Verdict
from .held import Flags, Held
from .measures import keys_of, measures_of
from .parts import Parts
from .step import counted, spoken_rows, step
from .words import bare_total, total_word, towns, words
from .working import Working

OPERATION = "total-rows"
TOTAL = "Total"
REASON = "totals, which your table adds up to"
HIDDEN, ONCE, DIFFERS = "parts are hidden", "people are counted once", "its parts do not add up to it"
STAYS = "it was not taken off"
MOST_OF_TOTALS = 500
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
    """Why they stay, each reason with its rows."""
    said = []
    for why in dict.fromkeys(map(why_kept, stay)):
        mine = [verdict for verdict in stay if why_kept(verdict) == why]
        one = len(mine) == 1
        rows = spoken_rows(working.rows[[verdict.at for verdict in mine]])
        then = "it stays" if one else "they stay"
        said.append(
            f"{rows} {'is a total' if one else 'are totals'}, but {_because(why, one)}: {then}, as far as your table cannot rebuild {'it' if one else 'them'}."
        )
    return " ".join(said)


def why_kept(verdict: Verdict) -> str:
    """Why the rest of the table does not rebuild a total."""
    if verdict.hidden.any():
        return HIDDEN
    return ONCE if verdict.counts_once else DIFFERS


def _because(why: str, one: bool) -> str:
    its, it = ("its", "it") if one else ("their", "them")
    if why == HIDDEN:
        return f"some of {its} parts are hidden"
    if why == ONCE:
        return f"people are counted once in {it} and several times in {its} parts"
    return f"{its} parts do not add up to {it} everywhere"


_known: WeakKeyDictionary[Working, list[Verdict]] = WeakKeyDictionary()


def judged(working: Working) -> list[Verdict]:
    """Every candidate with its arithmetic. A row with no sum behind it is data, unless it says "Total" and nothing else.

    Worked out once for a table in the making: the proposal and its application both ask, and the table does not change.
    """
    if working not in _known:
        _known[working] = _judged(working)
    return _known[working]


def _judged(working: Working) -> list[Verdict]:
    if not working.headed or working.height < 3:
        return []
    measures, keys = measures_of(working), keys_of(working)
    marked = candidates(working, keys)
    if not measures or not marked.any() or marked.sum() > MOST:
        return []
    figures = Figures.of(measures, working.height, " ".join(note.text for note in working.notes))
    parts, bare = Parts.of(keys, marked), bare_totals(keys, working.height)
    verdicts = [figures.judge(int(at), parts.sets(int(at))) for at in np.flatnonzero(marked)]
    verdicts = _of_totals(figures, verdicts)
    return [verdict for verdict in verdicts if verdict.likely or bare[verdict.at]]


def _of_totals(figures: Figures, verdicts: list[Verdict]) -> list[Verdict]:
    """A total may be the sum of other totals that stay, where the rows below those are a choice only: then it goes and they stay."""
    left = [verdict.at for verdict in verdicts if not verdict.whole]
    for place, verdict in enumerate(verdicts if 2 < len(left) <= MOST_OF_TOTALS else ()):
        if verdict.whole or verdict.hidden.any() or verdict.counts_once:
            continue
        others = np.array([at for at in left if at != verdict.at], dtype=np.int64)
        sets = [parts for parts in (others[others < verdict.at], others[others > verdict.at], others) if len(parts) > 1]
        again = figures.judge(verdict.at, sets)
        if again.whole:
            verdicts[place] = again
            left.remove(verdict.at)
    return verdicts


def candidates(working: Working, keys: list[Held]) -> Flags:
    """Rows that the layout calls totals, or whose name is a total word; the State's row under towns."""
    marked = working.lines(LineClass.TOTAL) | worded(keys, working.height)
    return marked if marked.mean() <= 0.7 else np.zeros(working.height, dtype=bool)


def worded(keys: Sequence[Held], height: int) -> Flags:
    """Rows that a word in some column of names calls totals."""
    marked = np.zeros(height, dtype=bool)
    for held in keys:
        marked |= _worded(held)
    return marked


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


def bare_totals(keys: Sequence[Held], height: int) -> Flags:
    """The rows that say "Total" in a column of names, and nothing of what."""
    found = np.zeros(height, dtype=bool)
    for held in keys:
        if pa.types.is_string(held.values.type):
            bare = [text for text in held.distinct.to_pylist() if bare_total().match(text)]
            if bare:
                found |= pc.is_in(held.values, value_set=pa.array(bare)).to_numpy(zero_copy_only=False)
    return found


def apply(working: Working, done: CleaningStep) -> Working:
    """Rebuilt totals go; numbers that are rebuilt in a row that stays are remembered for the melt; mismatches are said."""
    verdicts = _asked(working, done)
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
    for held in keys_of(told):
        told = told.put(held, _filled(held, stay))
    return told.keep(~gone, REASON)


def note(working: Working, done: CleaningStep) -> Working:
    """The step is off: the totals stay, and the privacy step is told which rows they are."""
    sums = (replace(one, kept=True, why=one.why or STAYS) for one in _sums(keys_of(working), _asked(working, done)))
    return working.changed(sums=(*working.sums, *sums))


def _asked(working: Working, done: CleaningStep) -> list[Verdict]:
    wanted = set(done.parameters["rows"])
    return [verdict for verdict in judged(working) if int(working.rows[verdict.at]) in wanted]


def _filled(held: Held, stay: list[Verdict]) -> Held:
    """A total that stays is a category: where its name is left blank (the group's name alone stands there) it says Total."""
    rows = [verdict.at for verdict in stay if _blank_among_names(held, verdict)]
    if not rows:
        return held
    blank = np.zeros(len(held.values), dtype=bool)
    blank[rows] = True
    return held.changed(values=pc.if_else(pa.array(blank), TOTAL, held.values))


def _blank_among_names(held: Held, verdict: Verdict) -> bool:
    """Whether the total has no name in a column in which all its parts have one."""
    return bool(
        pa.types.is_string(held.values.type) and not held.there[verdict.at] and len(verdict.parts) and held.there[verdict.parts].all()
    )


def _differs(verdict: Verdict) -> bool:
    """Most of the row adds up, and some of it does not although nothing is hidden there."""
    odd = verdict.present & ~verdict.rebuilt & ~verdict.hidden & ~verdict.once
    return bool(odd.any() and verdict.rebuilt.sum() >= odd.sum())


def _mismatch(working: Working, verdict: Verdict, measures: list[Held]) -> Finding:
    columns = np.flatnonzero(verdict.present & ~verdict.rebuilt & ~verdict.hidden & ~verdict.once)
    row, first = int(working.rows[verdict.at]), measures[int(columns[0])]
    message = (
        f"Row {row} is a total, but in {counted(len(columns), 'column')} (first: {first.label}) its parts do not add up to it. "
        "These numbers stay in your table as published. Check them with the person who made the sheet."
    )
    return Finding("total-differs", Level.REVIEW, message, place=cell_name(working.sheet.label, row, first.column))


def _sums(keys: list[Held], verdicts: list[Verdict]) -> tuple[Sum, ...]:
    """What the privacy step needs to know: which totals were published, since a total undoes a suppression."""
    found = {}
    for verdict in verdicts:
        why = "" if verdict.whole else why_kept(verdict)
        for dimension, label in names_of(keys, verdict):
            found[dimension, label, why] = Sum(dimension, label, kept=not verdict.whole, why=why)
    return tuple(found.values())


def names_of(keys: Sequence[Held], verdict: Verdict) -> list[tuple[str, str]]:
    """In which columns of names the row says that it is a total, and how: by a word, by a blank, or by a name that its parts do not have."""
    texts = [(held, str(text)) for held in keys if (text := held.values[verdict.at].as_py()) is not None]
    worded = [(held.label, text) for held, text in texts if total_word().search(text.lower()) or text.lower() in words("state_names")]
    if worded:
        return worded
    blank = [(held.label, TOTAL) for held in keys if _blank_among_names(held, verdict)]
    other = [(held.label, text) for held, text in texts if pa.types.is_string(held.values.type) and _is_other(held, verdict)]
    return blank or other[:1] or [(held.label, text) for held, text in texts[:1]] or [("", TOTAL)]


def _is_other(held: Held, verdict: Verdict) -> bool:
    return not len(verdict.parts) or held.values[verdict.at].as_py() not in held.values.take(pa.array(verdict.parts)).unique().to_pylist()
