"""How a file was read, for the shell: what was guessed and why, its sheets, and the rows that are not like the rest."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ctcompanion.model import OddRows, Sheet, Workbook

MOST_SAID = 10


def receipt(workbook: Workbook) -> dict[str, Any]:
    """The load receipt as plain data."""
    return {
        "file": workbook.file_name,
        "sha256": workbook.sha256,
        "format": workbook.format,
        "guesses": list(workbook.guesses),
        "notices": list(workbook.notices),
        "sheets": [_sheet(sheet) for sheet in workbook.sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "role": sheet.role,
        "visible": sheet.visible,
        "rows": sheet.height,
        "columns": sheet.width,
        "hidden_rows": list(sheet.hidden_rows),
        "hidden_columns": list(sheet.hidden_columns),
        "filtered": sheet.filtered,
        "odd_rows": [asdict(odd) for odd in sheet.odd_rows],
    }


def receipt_sentences(workbook: Workbook) -> list[str]:
    """The same in sentences; of many odd rows the first ten."""
    odd = [one for sheet in workbook.sheets for one in sheet.odd_rows]
    told = [_said(one) for one in odd[:MOST_SAID]]
    more = [f"  and {len(odd) - MOST_SAID:,} more such places; --log lists them."] if len(odd) > MOST_SAID else []
    return [*workbook.guesses, *workbook.notices, *told, *more]


def _said(odd: OddRows) -> str:
    where = f"row {odd.first}" if odd.first == odd.last else f"rows {odd.first} to {odd.last}"
    line = f" (line {odd.line} of the file)" if odd.line != odd.first else ""
    return f"  {where}{line}: {odd.expected} cells expected, {odd.found} found; {odd.done}."
