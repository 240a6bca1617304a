"""Sheets of our own drawing that no model has seen: each row is what a person would call it, or the program does not say that it is sure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ctcompanion.cleaning.layout import detect, sure
from ctcompanion.model import Layout, LineClass
from tests.cleaning.layout.agency_sheets import sheets
from tests.cleaning.layout.sheets import sheet_of

HARD = frozenset({"indents and subtotals", "a list of one column", "key and value"})
"""What these are cannot be told from their few cells alone."""


def letters(layout: Layout) -> str:
    return "".join("s" if kind is LineClass.TOTAL else kind.value[0] for kind in layout.lines)


@pytest.mark.parametrize(("name", "classes", "rows"), [pytest.param(*each, id=each[0]) for each in sheets()])
def test_each_row_is_what_a_person_would_call_it(name: str, classes: str, rows: list[Sequence[str]]) -> None:
    layout = detect(sheet_of(*rows))
    if name in HARD:
        assert layout.confidence < sure()
    else:
        assert letters(layout) == classes


def test_where_the_edges_are_said_to_be_sure_they_are_right() -> None:
    for name, classes, rows in sheets():
        layout = detect(sheet_of(*rows))
        if layout.edge_confidence >= sure():
            assert edges(letters(layout)) == edges(classes), name


def edges(classes: str) -> tuple[int, int, int]:
    """First header row, first and last row of the body; -1 where there is none."""
    body = [at for at, letter in enumerate(classes) if letter in "gds"]
    return classes.find("h"), body[0], body[-1]
