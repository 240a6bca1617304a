"""Which sheets or files are put together again, since they were last month."""

from __future__ import annotations

from ctcompanion.model import Workbook
from ctcompanion.recipe import SourceShape

from .alike import Alike, alike, pairs
from .fits import fits

Said = tuple[str, ...]


def together_again(workbook: Workbook, before: SourceShape | None) -> tuple[tuple[str, ...], Said]:
    """The sheets to put together as last month, by their column names, and what changed among them. One new file is an update like any other."""
    if before is None or not before.sheets:
        return (), ()
    if before.files and not workbook.files:
        return (), ()
    groups = alike(workbook)
    known = [group for group in groups if pairs(before.header, group.header)] or [
        group for group in groups if set(group.names) & set(before.sheets)
    ]
    if not known:
        return (), (f"Last time {len(before.sheets)} sheets were put together. This file has no such sheets: one sheet is used.",)
    return (known[0].suggested, _left_out(workbook)) if workbook.files else (known[0].names, _changes(known[0], before))


def _changes(group: Alike, before: SourceShape) -> Said:
    come, gone = [n for n in group.names if n not in before.sheets], [n for n in before.sheets if n not in group.names]
    said = [f"New among the sheets that are put together: {', '.join(come)}."] if come else []
    return (*said, *([f"Not among the sheets this time: {', '.join(gone)}."] if gone else []))


def _left_out(workbook: Workbook) -> Said:
    return tuple(f"{file} was left out: {reason}" for file, reason in fits(workbook).left_out)
