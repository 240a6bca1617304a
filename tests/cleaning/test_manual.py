"""The manual is drawn by tests: each page's table after is what the step makes today, and the shipped pages are these."""

from __future__ import annotations

import pytest

from ctcompanion import cleaning, reference
from tests.cleaning.spec.example import Example, drawn_after, made, rows_of
from tools.make_manual import EXAMPLES, manual


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.operation)
def test_the_step_makes_the_table_that_is_drawn(example: Example) -> None:
    assert drawn_after(made(example)) == rows_of(example.after)


def test_every_operation_has_a_page() -> None:
    assert set(cleaning.OPERATIONS) == {example.operation for example in EXAMPLES}


def test_the_shipped_manual_is_what_the_tests_draw() -> None:
    assert reference.document("step_help.json") == manual(), "run: python -m tools.make_manual"
