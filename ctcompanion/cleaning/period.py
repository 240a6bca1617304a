"""The period stands only in the title, the sheet's name or the file's name: it becomes a column, since next year's rows go under these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ctcompanion.model import Layout, LineClass, Note, Sheet
from ctcompanion.recipe import CleaningStep

from .held import Held
from .kinds import PERIODS, kind_of
from .read_period import SCHOOL, period_in
from .step import step
from .working import Working

OPERATION = "period-column"
OWN = frozenset({"Year", "Date", "Month", "Quarter", "Fiscal year", "School year", "Week ending", "Week of", "Fiscal quarter"})
SAMPLE = 200
MOST_OTHERS = 0.2
"""The share of a column's values that may be no periods."""
PERIOD_WORD = re.compile(r"(?i)\b(year|fy|sfy|date|month|quarter|period|as of|week)\b")


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """The period of the title; failing that, of the sheet's or the file's name. None where the table has one of its own."""
    if not working.headed or any(_tells_time(held) for held in working.columns):
        return ()
    texts = _texts(working)
    school = any(SCHOOL.search(text) for _, text in texts)
    for where, text in texts:
        found = period_in(text, school, named=where != "title")
        if found:
            name, value = found
            more = {"name": name, "value": value, "source": where}
            return (step("period-column", OPERATION, sentence(more), evidence=f"the {where}", confidence=0.9, **more),)
    return ()


def sentence(parameters: Mapping[str, Any]) -> str:
    """What the step says."""
    return (
        f"{parameters['value']} stands only in the {parameters['source']}: added as the column *{parameters['name']}*, "
        "so that other periods can be put below."
    )


def _tells_time(held: Held) -> bool:
    if held.part == "period" or held.label in OWN:
        return True
    worded = bool(PERIOD_WORD.search(held.label))
    if not worded and np.isfinite(held.numbers[:SAMPLE][held.there[:SAMPLE]]).all():
        return False  # bare numbers are no dates
    sample = [text for text in held.values.slice(0, SAMPLE).to_pylist() if text]
    failing, kinds = 0, set()
    for text in sample:
        found = kind_of(str(text))
        kinds.add(found[0] if found else "")
        failing += found is None or found[0] not in PERIODS
        if failing > MOST_OTHERS * len(sample):
            return False
    return bool(sample) and (worded or "date" in kinds)


def _texts(working: Working) -> list[tuple[str, str]]:
    titles = [("title", note.text) for note in working.notes if _above(note)]
    return [*titles, ("sheet's name", working.sheet.name or ""), ("file's name", working.file_name)]


def _above(note: Note) -> bool:
    return note.kind in {"title", "stop-sign", "unit"}


def period_of(sheet: Sheet, layout: Layout) -> tuple[str, str] | None:
    """The period of a sheet's title, its name or its file's name."""
    titles = [row for row, line in enumerate(layout.lines) if line is LineClass.TITLE]
    above = [str(text) for row in titles for text in sheet.cells.slice(row, 1).to_pylist()[0].values() if text]
    looks = [(text, False) for text in above] + [(sheet.name or "", True), (sheet.file, True)]
    return next((found for text, named in looks if (found := period_in(text, named=named))), None)


def apply(working: Working, done: CleaningStep) -> Working:
    """A column with the same value in each row."""
    name, value = str(done.parameters["name"]), str(done.parameters["value"])
    values = pa.array([value]).take(pa.array([0] * working.height, type=pa.int32()))
    return working.changed(columns=(*working.columns, Held(name, values, 0, part="period", original="")))
