"""Hiding small counts, tried before it is pressed: how many counts would be blank, or that it cannot protect this table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable, Finding, Remedy
from ctcompanion.privacy.counts_of_people import hiding
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

MOST_ROWS = 20_000
"""Larger tables are tried when the button is pressed."""
LARGER = "Count the rows together in larger groups, under *Other remedies*."
BY_REGION = f"Press *Count by planning region*, or: {LARGER[0].lower()}{LARGER[1:]}"


def possible_remedies(view: View, finding: Finding) -> tuple[Remedy, ...]:
    """The finding's remedies with the effect of hiding as tried; without it, and with a plain word, where it cannot protect the table."""
    hide = next((remedy for remedy in finding.remedies if remedy.operation == "suppress"), None)
    table = view.draft.safe
    if hide is None or table is None or len(table.rows) > MOST_ROWS:
        return finding.remedies
    said, advice = session.remembered(
        (f"hiding-{finding.key}", table.fingerprint, str(sorted(hide.parameters.items()))), lambda: _tried(table, hide)
    )
    if said is None:
        left = tuple(remedy for remedy in finding.remedies if remedy is not hide)
        st.warning(f"**{escape(advice)}** {BY_REGION if left else LARGER} Until then this cannot be public.", icon=":material/block:")
        return left
    if advice:
        st.caption(escape(advice))
    return tuple(replace(remedy, effect=said) if remedy is hide else remedy for remedy in finding.remedies)


def _tried(table: CleanTable, hide: Remedy) -> tuple[str | None, str]:
    """The effect in words and advice; None and the reason where it cannot be done. No table is kept."""
    try:
        done = hiding(table, hide)
    except PrivacyError as error:
        return None, error.message
    return done.effect, done.advice
