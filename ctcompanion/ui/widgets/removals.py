"""What is not in the table although the sheet holds it: why, how many numbers, where, and whether the table rebuilds them."""

from __future__ import annotations

import csv
import io

import streamlit as st

from ctcompanion.model import CleanTable, Range, Removal
from ctcompanion.ui.frame import View
from ctcompanion.ui.widgets.step_help import table as small_table

FEW = 3
"""Places that are named on the page; the csv names them all."""
HEAD = ("Why", "Numbers", "Sheet", "Cells", "Your table rebuilds them")


def removals(view: View, table: CleanTable) -> None:
    """One line per reason, and all places as a csv: nobody needs the sheet to check the proof."""
    listed = table.conservation.removals
    if not listed:
        return
    rows = [(one.reason, f"{one.numbers:,}", _few(one, table.provenance.sheet), _rebuilt(one)) for one in listed]
    st.markdown(small_table(("Why not in your table", "Numbers", "Where", "Your table rebuilds them"), rows))
    st.download_button(
        "Download this list (csv)", as_csv(table), "removed-numbers.csv", "text/csv", key=view.key("removals"), icon=":material/download:"
    )


def as_csv(table: CleanTable) -> str:
    """The list with every place, a line each; what stood on other sheets of a table made of several is one line."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(HEAD)
    for one in table.conservation.removals:
        sizes = [_size(area) for area in one.removed]
        for area, size in zip(one.removed, sizes, strict=True):
            out.writerow((one.reason, size, table.provenance.sheet or "", _cells(area), _rebuilt(one)))
        if rest := one.numbers - sum(sizes):
            out.writerow((one.reason, rest, "other sheets", "", _rebuilt(one)))
    return written.getvalue()


def _few(one: Removal, sheet: str | None) -> str:
    lead = f"{sheet}!" if sheet else ""
    said = ", ".join(f"{lead}{_cells(area)}" for area in one.removed[:FEW])
    more = len(one.removed) - FEW
    return f"{said} and {more:,} more" if more > 0 else said


def _cells(area: Range) -> str:
    first, last = str(area).split(":")
    return first if first == last else f"{first}:{last}"


def _size(area: Range) -> int:
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)


def _rebuilt(one: Removal) -> str:
    return "yes" if one.rebuilt else "no"
