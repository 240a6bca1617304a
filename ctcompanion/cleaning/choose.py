"""Which sheet of a workbook is meant, when nobody says so."""

from __future__ import annotations

from collections.abc import Sequence

from ctcompanion.model import Sheet

ENOUGH = 0.5
"""Agencies put the sheet for readers first and their workings behind it: the first sheet stands unless another holds twice as much."""


def main_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    """The first visible sheet with data, unless another holds more than twice as many filled cells; None when none holds data."""
    tables = [sheet for sheet in sheets if sheet.role == "data" and sheet.visible] or [sheet for sheet in sheets if sheet.role == "data"]
    if not tables:
        return None
    most = max(map(filled_cells, tables))
    return next(sheet for sheet in tables if filled_cells(sheet) >= ENOUGH * most)


def filled_cells(sheet: Sheet) -> int:
    """How many cells hold anything."""
    return sheet.height * sheet.width - sum(int(column.null_count) for column in sheet.cells.columns)
