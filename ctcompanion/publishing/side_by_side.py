"""Rows of the file beside those on the portal, for the person who decides: what would change, old and new, and what the file lacks.

Values are made for the screen and kept nowhere.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ctcompanion.publishing.canonical import Cells
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.plan_append import AppendPlan
from ctcompanion.publishing.portal import Portal
from ctcompanion.publishing.read_back import read_rows
from ctcompanion.publishing.rows import Columns, pick
from ctcompanion.publishing.update_stamp import compared

MIDNIGHT = "T00:00:00.000"
Shown = Mapping[str, list[str]]
"""Columns of words under their headings; all of one length."""


def changed_cells(plan: AppendPlan) -> Shown:
    """Each cell that would change: its row, its column, what stands on the portal, what is in the file."""
    names = _names(plan)
    known = [plan.rows[field] for field in plan.told_apart_by if field in plan.rows]
    cells = plan.changes.cells
    return {
        "Row": [" · ".join(_word(column[cell.row]) for column in known) or cell.key for cell in cells],
        "Column": [names.get(cell.field, cell.field) for cell in cells],
        "On the portal": [_word(cell.old) for cell in cells],
        "In your file": [_word(cell.new) for cell in cells],
    }


def gone_rows(plan: AppendPlan, portal: Portal, patience: Patience) -> Shown:
    """The portal's rows that the file does not have, as they stand there. Reads the dataset."""
    there = {field: kind for field, kind in compared(plan.kinds, plan.stamps).items() if plan.view.column(field) is not None}
    live = read_rows(portal, patience, plan.view.id, there)
    gone = pick(live, list(_gone(plan, live)))
    names, hidden = _names(plan), {plan.key} - set(plan.told_apart_by)
    return {names[field]: [_word(cell) for cell in cells] for field, cells in gone.items() if field not in hidden}


def as_csv(shown: Shown) -> bytes:
    """The same as a file for people: UTF-8 with a mark, so that Excel reads accents."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n")
    write.writerow(shown)
    write.writerows([_harmless(word) for word in row] for row in zip(*shown.values(), strict=True))
    return text.getvalue().encode("utf-8-sig")


def first(shown: Shown, rows: int) -> dict[str, list[str]]:
    """The first rows."""
    return {name: words[:rows] for name, words in shown.items()}


def _gone(plan: AppendPlan, live: Columns) -> Iterator[int]:
    """Positions of the live rows that the file has not: by the row identifier, else by the whole row."""
    if plan.key:
        mine = set(plan.rows[plan.key])
        yield from (place for place, key in enumerate(live[plan.key]) if key not in mine)
        return
    left = Counter(_lines([plan.rows[field] for field in live]))
    for place, line in enumerate(_lines(list(live.values()))):
        if left[line] > 0:
            left[line] -= 1
        else:
            yield place


def _lines(columns: Sequence[Cells]) -> Iterator[tuple[str | None, ...]]:
    return zip(*columns, strict=True)


def _names(plan: AppendPlan) -> dict[str, str]:
    """What people read for a field."""
    return {column.field: column.name or column.field for column in plan.view.columns}


def _word(cell: str | None) -> str:
    return "(blank)" if cell is None else cell.removesuffix(MIDNIGHT)


def _harmless(word: str) -> str:
    """A spreadsheet must not run what begins like a formula; a negative number stays a number."""
    is_number = word[:1] == "-" and word[1:].replace(".", "", 1).isdigit()
    return f"'{word}" if word[:1] in {"=", "+", "@", "-", "\t"} and not is_number else word
