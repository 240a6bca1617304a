"""One page of the manual: a sheet drawn before, the step, and the table drawn after. The tests hold it, the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from ctcompanion import cleaning
from ctcompanion.cleaning.asked import Steps
from ctcompanion.cleaning.working import Working
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import drawn

Table = list[list[str]]


@dataclass(frozen=True)
class Example:
    """`what` is one plain sentence on when the step is for. `before`: a picture as in drawing.py; `after`: names, then rows.

    `step`: a person's own step; without one the proposed step of this operation is taken.
    """

    operation: str
    what: str
    before: str
    after: str
    step: CleaningStep | None = None
    file_name: str = ""
    blocks: tuple[str, ...] = ()
    rows: tuple[int, int, int] | None = None
    """For a person's word on where the table stands: its header row, its first and its last row of data."""
    more: Mapping[str, object] = field(default_factory=dict)
    """Parameters of the proposed step that the example fixes."""
    note: str = ""
    """What is not seen in the table after."""


def made(example: Example) -> Working:
    """The table in the making right after the example's step."""
    sheet, layout = drawn(example.before, blocks=example.blocks)
    if example.rows:
        head, first, last = example.rows
        steps = cleaning.propose_told(sheet, [head], first, last).steps
        return cleaning.made(sheet, up_to(steps, "header"), layout=layout)
    steps = cleaning.propose(sheet, example.file_name, layout).steps
    if example.step is not None:
        steps = cleaning.placed(steps, example.step)
    steps = tuple(_fixed(one, example) if one.operation == example.operation else one for one in steps)
    return cleaning.made(sheet, up_to(steps, example.operation), file_name=example.file_name, layout=layout)


def _fixed(step: CleaningStep, example: Example) -> CleaningStep:
    return step.model_copy(update={"on": True, "parameters": {**step.parameters, **example.more}})


def up_to(steps: Steps, operation: str) -> Steps:
    """The steps down to the last one of this operation."""
    last = max(at for at, one in enumerate(steps) if one.operation == operation)
    return steps[: last + 1]


def drawn_after(working: Working) -> Table:
    """The names and the rows as texts; blanks are empty."""
    columns = [[_text(value) for value in held.values.to_pylist()] for held in working.columns]
    return [[held.label for held in working.columns], *([list(row) for row in zip(*columns, strict=True)] if columns else [])]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "date"):
        return str(value.date())
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def rows_of(picture: str) -> Table:
    """A picture without kinds, as names and rows."""
    return [[cell.strip() for cell in line.split("|")] for line in picture.strip().splitlines()]


def page(example: Example) -> dict[str, object]:
    """The example as the page shows it: what it is for, the sheet with the kind of each row, and the table after, as it is made now."""
    sheet, layout = drawn(example.before, blocks=example.blocks)
    before = [[cell or "" for cell in row.values()] for row in pa.table(sheet.cells).to_pylist()]
    return {
        "what": example.what,
        "before": before,
        "kinds": [line.value for line in layout.lines],
        "after": drawn_after(made(example)),
        **({"note": example.note} if example.note else {}),
    }
