"""How a file was read: what was guessed and on what evidence, and the rows that have another number of cells than the rest."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from ctcompanion.cleaning.step import counted
from ctcompanion.model import OddRows, Workbook
from ctcompanion.ui.texts import escape

WIDTHS: dict[str, Literal["small", "large"]] = {
    "Row": "small",
    "Line in the file": "small",
    "Cells expected": "small",
    "Cells found": "small",
    "What was done": "large",
}


def load_receipt(workbook: Workbook) -> None:
    """The odd rows in a table, since a person should look at them; the rest folded away."""
    for sheet in workbook.sheets:
        if sheet.odd_rows:
            _odd_rows(sheet.odd_rows)
    if workbook.guesses:
        with st.expander("How it was read"):
            for guess in workbook.guesses:
                st.markdown(f"- {escape(guess)}")


def _odd_rows(odd: tuple[OddRows, ...]) -> None:
    rows = sum(one.last - one.first + 1 for one in odd)
    with st.expander(f"{counted(rows, 'row')} with another number of cells than the rest", expanded=True):
        st.caption("No row was left out and no cell was cut. A comma or quotation mark too many is often the reason: compare these rows.")
        table = pd.DataFrame([_told(one) for one in odd])
        columns = {name: st.column_config.Column(width=width) for name, width in WIDTHS.items()}
        st.dataframe(table, hide_index=True, column_config=columns, height="content" if len(odd) <= 8 else 300)


def _told(odd: OddRows) -> dict[str, str]:
    rows = f"{odd.first}" if odd.first == odd.last else f"{odd.first} to {odd.last}"
    said = (rows, f"{odd.line}", f"{odd.expected:,}", f"{odd.found:,}", odd.done)
    return dict(zip(WIDTHS, said, strict=True))
