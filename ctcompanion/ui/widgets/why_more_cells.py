"""Why hiding the small counts is not enough: three sums, drawn, and what this very table would give away."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Finding
from ctcompanion.privacy.audit import TRAINING
from ctcompanion.privacy.suppression import first_look
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

RULE = "small-counts"


def why_more_cells(view: View, finding: Finding) -> None:
    """Folded away under the finding about small counts."""
    if finding.rule != RULE or view.draft.safe is None:
        return
    with st.expander("Why are more counts hidden than the small ones?"):
        if said := session.remembered(
            ("first-look", view.draft.safe.fingerprint, finding.key), lambda: _this_table(view.draft.safe, finding)
        ):
            st.markdown(f"**Your table:** {escape(said)}")
        for drawing in TRAINING:
            cells = {f"Town {'ABCD'[at]}": ["hidden" if cell is None else str(cell)] for at, cell in enumerate(drawing.cells)}
            st.table({**cells, "Total": [str(drawing.total)]}, hide_index=True, alt="A row of counts with its total")
            st.caption(drawing.sentence)


def _this_table(table: CleanTable | None, finding: Finding) -> str:
    """What a reader could work out if only the small counts were blank; empty where the table does not tell."""
    remedy = next((one for one in finding.remedies if one.operation == "suppress"), None)
    if table is None or remedy is None or finding.column is None:
        return ""
    asked = remedy.parameters
    try:
        look = first_look(
            table.rows,
            asked["by"],
            finding.column,
            total=asked["total"],
            profile=asked["profile"],
            sums=asked.get("sums", ()),
            known_totals=asked.get("known_totals", ()),
        )
    except PrivacyError:
        return ""
    if not look.given_away:
        return f"If only the {look.small:,} small counts were blank, nobody could work one out from the totals. No further count is hidden."
    counts = "1 of them" if look.given_away == 1 else f"{look.given_away:,} of them"
    example = f" For example: {look.example.sentence}" if look.example else ""
    return f"If only the {look.small:,} small counts were blank, {counts} could be worked out from the totals.{example}"
