"""A total that stays is a category of its column: "Total" under Town reads "All towns"."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import Finding, Level, Remedy, Sum
from ctcompanion.recipe import CleaningStep

from .held import Held
from .step import counted, listed, step
from .words import all_of, bare_total
from .working import Working

OPERATION = "total-names"


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for the totals that stay and say no more than that they are totals."""
    if not any(each.kept for each in working.sums):
        return ()
    names = [
        {"column": held.label, "from": text, "to": name}
        for held in working.columns
        if pa.types.is_string(held.values.type) and (name := all_of(held.label))
        for text in _bare(held, name)
    ]
    if not names:
        return ()
    said = listed(f"“{each['from']}” in *{each['column']}* reads “{each['to']}”" for each in names)
    sentence = f"Totals that stay are a category of their own: {said}."
    return (step("total-names", OPERATION, sentence, names=names, confidence=0.9),)


def _bare(held: Held, name: str) -> list[str]:
    """The bare words for a total in a column of names; none where the new name is taken, or where nothing else stands there."""
    texts = held.distinct.to_pylist()
    bare = [text for text in texts if bare_total().match(text)]
    return bare if len(bare) == 1 < len(texts) and name not in texts else []


def apply(working: Working, done: CleaningStep) -> Working:
    """The name in place of the word, which the column's description keeps."""
    for each in done.parameters["names"]:
        held = working.by_label(str(each["column"]))
        if held is None or not pa.types.is_string(held.values.type):
            continue
        old, new = str(each["from"]), str(each["to"])
        values = pc.if_else(pc.equal(held.values, old), new, held.values)
        told = held.changed(values=values).remark(f"“{new}” is called “{old}” in the source.")
        sums = tuple(_renamed(one, held, old, new) for one in working.sums)
        working = working.put(held, told).changed(sums=sums)
    return working


def _renamed(one: Sum, held: Held, old: str, new: str) -> Sum:
    """The sum with its new name, when it is this column's."""
    mine = one.kept and one.label == old and (one.dimension == held.label or held.part == "dimension")
    return replace(one, dimension=held.label, label=new) if mine else one


def finding(working: Working) -> tuple[Finding, ...]:
    """For each column with totals among its categories: that adding up counts them again, and how to have them as a table of their own."""
    found = []
    for held in working.columns:
        names = [one.label for one in working.sums if one.kept and one.dimension == held.label]
        if names and pa.types.is_string(held.values.type) and (rows := pc.sum(pc.is_in(held.values, value_set=pa.array(names))).as_py()):
            found.append(_finding(held, sorted(set(names)), rows))
    return tuple(found)


def _finding(held: Held, names: list[str], rows: int) -> Finding:
    stay = f"{counted(rows, 'row')} {'is a total and stays' if rows == 1 else 'are totals and stay'}"
    message = (
        f"In {held.label} {stay}, as a category of {'its' if rows == 1 else 'their'} own: the rest of the table does not rebuild "
        f"{'it' if rows == 1 else 'them'}. Whoever adds the column up counts {'it' if rows == 1 else 'them'} again. To publish "
        f"{'it' if rows == 1 else 'them'} as a second table, use “Keep only some rows” among your own steps."
    )
    return Finding("totals-stay", Level.NOTE, message, column=held.name or held.label, remedies=_remedies(held, names, rows))


def _remedies(held: Held, names: list[str], rows: int) -> tuple[Remedy, ...]:
    asked = {"column": held.label, "values": names}
    return (
        Remedy("filter-rows", "Keep only the totals, as a table of their own", counted(rows, "row"), {**asked, "test": "is"}),
        Remedy("filter-rows", "Leave the totals out", counted(len(held.values) - rows, "row"), {**asked, "test": "is not"}),
    )
