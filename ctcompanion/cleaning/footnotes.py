"""Footnote marks on names and on numbers: "Avon*" is Avon, "1,234*" is 1,234. What the mark says goes to the column's description."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.recipe import CleaningStep

from .explained import explained
from .held import Held
from .measures import is_measure
from .numbers import FOOTNOTE
from .step import counted, listed, step
from .working import Working

LABELS, VALUES = "label-marks", "value-marks"
SIGN = r"\*{1,3}|[†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
ON_NAME = re.compile(
    rf"(?<=[\w)%.'\"])\s?({SIGN}|\(\d{{1,2}}\)|\([a-z]\)|\[\d{{1,2}}\]|\[[a-z]\]|(?<=[A-Za-z)])\d{{1,2}}/|\\\d{{1,2}}\\?|(?<=[a-z]{{3}})\d{{1,2}})$"
)
ON_NUMBER = re.compile(FOOTNOTE.replace("(?:", "(", 1))
LONGEST_NAME = 80
MOST_NAMES = 5_000
USUAL = {"r": "revised", "p": "preliminary", "e": "estimated", "(r)": "revised", "(p)": "preliminary", "(e)": "estimated"}


def propose_labels(working: Working) -> tuple[CleaningStep, ...]:
    """Marks at the end of names that a note explains, or signs that stand on several names."""
    if not working.headed:
        return ()
    found: dict[str, dict[str, int]] = {}
    for held in working.columns:
        if marks := _on_names(working, held):
            found[held.label] = marks
    if not found:
        return ()
    signs = list(dict.fromkeys(mark for named in found.values() for mark in named))
    names = sum(sum(named.values()) for named in found.values())
    sentence = (
        f"{counted(names, 'name')} in {listed([f'*{label}*' for label in found])} "
        f"{'carries' if names == 1 else 'carry'} {_spoken(signs)}: taken off, and said in the column's description."
    )
    return (step("label-marks", LABELS, sentence, marks=signs, columns=list(found), confidence=0.9),)


def _spoken(marks: list[str]) -> str:
    return f"the footnote mark{'s' if len(marks) > 1 else ''} {listed([f'“{mark}”' for mark in marks])}"


def _on_names(working: Working, held: Held) -> dict[str, int]:
    """Marks on the names of a column, with the number of names; only those that are explained or repeated."""
    if not pa.types.is_string(held.values.type) or is_measure(held) or not 0 < len(held.distinct) <= MOST_NAMES:
        return {}
    counts: dict[str, int] = {}
    for text in held.distinct.to_pylist():
        if len(text) <= LONGEST_NAME and (hit := ON_NAME.search(text)):
            counts[hit.group(1)] = counts.get(hit.group(1), 0) + 1
    return {
        mark: count
        for mark, count in counts.items()
        if count < len(held.distinct) and (explained(working.notes, mark) or (count > 1 and re.fullmatch(SIGN, mark)))
    }


def apply_labels(working: Working, done: CleaningStep) -> Working:
    """The names without these marks."""
    wanted = set(done.parameters["marks"])
    for label in done.parameters["columns"]:
        held = working.by_label(label)
        if held is None or not pa.types.is_string(held.values.type):
            continue
        encoded = held.values.dictionary_encode()
        bare = [_bare(text, wanted) for text in encoded.dictionary.to_pylist()]
        used = [mark for mark in wanted if mark in _on_names(working, held)]
        values = pa.array(bare, type=pa.string()).take(encoded.indices)
        working = working.put(held, _told(working, held.changed(values=values), sorted(used), "names"))
    return working


def _bare(text: str, wanted: set[str]) -> str:
    hit = ON_NAME.search(text)
    return text[: hit.start()].rstrip() if hit and hit.group(1) in wanted else text


def _told(working: Working, held: Held, marks: list[str], where: str) -> Held:
    for mark in marks:
        said = explained(working.notes, mark)
        usual = f"usually: {USUAL[mark]}; " if mark in USUAL else ""
        held = held.remark(
            f"In the source some {where} carry the mark “{mark}”: {said}."
            if said
            else f"In the source some {where} carry the mark “{mark}” ({usual}no note explains it)."
        )
    return held


def propose_values(working: Working) -> tuple[CleaningStep, ...]:
    """Marks behind the numbers of a column of figures."""
    if not working.headed:
        return ()
    found = {held.label: marks for held in working.columns if (marks := _on_numbers(held))}
    if not found:
        return ()
    signs = list(dict.fromkeys(mark for named in found.values() for mark in named))
    count = sum(sum(named.values()) for named in found.values())
    sentence = (
        f"{counted(count, 'number')} in {listed([f'*{label}*' for label in list(found)[:5]])}{' ...' if len(found) > 5 else ''} "
        f"{'carries' if count == 1 else 'carry'} {_spoken(signs)}: read as numbers, and said in the column's description."
    )
    return (step("value-marks", VALUES, sentence, marks=signs, columns=list(found)),)


def _on_numbers(held: Held) -> dict[str, int]:
    if not pa.types.is_string(held.values.type) or not np.isfinite(held.numbers).any():
        return {}
    marked = held.values.filter(pc.fill_null(pc.match_substring_regex(held.values, FOOTNOTE), False))
    found: dict[str, int] = {}
    for entry in marked.value_counts().to_pylist():
        if hit := ON_NUMBER.search(entry["values"]):
            mark = hit.group(2).strip()
            found[mark] = found.get(mark, 0) + entry["counts"]
    return found


def apply_values(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """The numbers without their marks."""
    for held in working.columns:
        if not (marks := _on_numbers(held)):
            continue
        bare = held.changed(
            values=pc.if_else(pa.array(np.isfinite(held.numbers)), pc.replace_substring_regex(held.values, FOOTNOTE, r"\1"), held.values)
        )
        working = working.put(held, _told(working, bare, list(marks), "numbers"))
    return working
