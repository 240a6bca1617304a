"""A workbook with a sheet more than last time: many offices add one each month, and the rows of the new one are those that are meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ctcompanion.model import Layout, Sheet, Workbook
from ctcompanion.recipe import SourceShape

from .alike import MOST, head_of, same_rows
from .days import MONTH_WORD
from .layout import detect
from .period import period_of
from .same_header import pairs

TIME = re.compile(rf"(?i)\d+|(?<![a-z])(?:{MONTH_WORD})(?![a-z])")
NOT_USED = "Not used:"
"""So a sentence begins that is a question where nobody is there to be asked."""


@dataclass(frozen=True)
class More:
    """Sheets that were not there last time: those with last time's columns, and the names of the others. `newest`: the one that is meant
    beyond doubt, since it alone has a later period than last time's, or last time's is gone."""

    alike: tuple[Sheet, ...] = ()
    other: tuple[str, ...] = ()
    newest: Sheet | None = None


def sheet_more(workbook: Workbook, before: SourceShape) -> More:
    """For one workbook of which one sheet was used last time; nothing for several, or where no file was met yet."""
    if workbook.files or before.files or before.sheets or not before.sheet or not before.header:
        return More()
    fresh = _fresh(workbook, before)[:MOST]
    looked = [(sheet, detect(head_of(sheet))) for sheet in fresh]
    alike = [(sheet, layout) for sheet, layout in looked if layout.names and pairs(before.header, layout.names)]
    other = _names(looked, alike) if before.others is not None else ()
    if not alike:
        return More(other=other)
    last = next(((sheet, detect(head_of(sheet))) for sheet in workbook.sheets if sheet.label == before.sheet), None)
    left = _apart(alike, last)
    if last is None:
        named = [one for one in left if _timeless(str(one[0].label)) == _timeless(before.sheet)]
        only = named if len(named) == 1 else left
        return More(tuple(sheet for sheet, _ in left), other, only[0][0] if len(only) == 1 else None)
    when = period_of(*last)
    later, earlier = _later(left, when), _earlier(left, when) if before.others is None else []
    left = [one for one in left if one not in earlier]
    return More(tuple(sheet for sheet, _ in left), other, later[0][0] if len(later) == 1 == len(left) else None)


def _fresh(workbook: Workbook, before: SourceShape) -> list[Sheet]:
    """The sheets that were not there last time, nor under the name of another year or month."""
    known, here = {before.sheet, *(before.others or ())}, {str(sheet.label) for sheet in workbook.sheets}
    gone = {_timeless(name) for name in before.others or () if name not in here}
    data = [sheet for sheet in workbook.sheets if sheet.visible and sheet.role == "data"]
    return [sheet for sheet in data if str(sheet.label) not in known and _timeless(str(sheet.label)) not in gone]


def _timeless(name: str) -> str:
    """A sheet's name without its numbers and months: "Towns 2014" and "Towns 2015" are one."""
    return TIME.sub("#", name.casefold())


Looked = Sequence[tuple[Sheet, Layout]]


def _apart(alike: Looked, last: tuple[Sheet, Layout] | None) -> list[tuple[Sheet, Layout]]:
    """Without those that hold the rows of last time's sheet, or of another one here, in another order."""
    kept: list[tuple[Sheet, Layout]] = []
    for one in alike:
        if not any(same_rows(other, one) for other in ([last] if last else []) + kept):
            kept.append(one)
    return kept


def _names(looked: Looked, alike: Looked) -> tuple[str, ...]:
    return tuple(str(sheet.label) for sheet, layout in looked if (sheet, layout) not in alike)


def _later(alike: Looked, when: tuple[str, str] | None) -> list[tuple[Sheet, Layout]]:
    """Those of a later period of the same kind; periods are written so that the order of texts is that of time."""
    return [one for one in alike if when and (now := period_of(*one)) and now[0] == when[0] and now[1] > when[1]]


def _earlier(alike: Looked, when: tuple[str, str] | None) -> list[tuple[Sheet, Layout]]:
    return [one for one in alike if when and (now := period_of(*one)) and now[0] == when[0] and now[1] < when[1]]


def said_of_more(more: More, chosen: str, before: SourceShape) -> tuple[str, ...]:
    """What there is to say once the sheet `chosen` is used."""
    left = [str(sheet.label) for sheet in more.alike if sheet.label != chosen]
    said = []
    if more.newest is not None and more.newest.label == chosen:
        said.append(f"The rows come from the sheet “{chosen}”, which is new; last time they came from “{before.sheet}”.")
    if left:
        said.append(
            f"{NOT_USED} {_quoted(left)}, not there last time, with the same columns as “{chosen}”. "
            "Choose on the upload page which sheet is meant, or put them together there."
        )
    if more.other:
        said.append(f"New in this file and not used, with other columns: {_quoted(more.other)}.")
    return tuple(said)


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:5])
    return f"{'the sheet' if len(names) == 1 else 'the sheets'} {shown}" + (f" and {len(names) - 5} more" if len(names) > 5 else "")
