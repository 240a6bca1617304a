"""How a proposed step is written down, and how rows are named in its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ctcompanion.errors import CleaningError
from ctcompanion.recipe import CleaningStep

from .held import Held
from .working import Working


def step(name: str, operation: str, sentence: str, /, *, evidence: str = "", confidence: float = 1.0, **parameters: Any) -> CleaningStep:
    """A step as the companion proposes it, switched on."""
    return CleaningStep(id=name, operation=operation, sentence=sentence, evidence=evidence, confidence=confidence, parameters=parameters)


def spoken_rows(numbers: Iterable[int]) -> str:
    """ "Row 7", "Rows 1 to 4", "Rows 1 to 3 and 9", "Rows 3, 5, 8 and 12 more": never a long list."""
    rows = sorted({int(number) for number in numbers})
    runs: list[tuple[int, int]] = []
    for row in rows:
        runs = [*runs[:-1], (runs[-1][0], row)] if runs and runs[-1][1] == row - 1 else [*runs, (row, row)]
    spoken = [f"{first:,}" if first == last else f"{first:,} to {last:,}" for first, last in runs]
    if len(spoken) > 4:
        rest = sum(last - first + 1 for first, last in runs[3:])
        spoken = [*spoken[:3], f"{rest:,} more"]
    return ("Row " if len(rows) == 1 else "Rows ") + listed(spoken)


def listed(words: Iterable[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    said = list(words)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}" if said else ""


def ended(text: str) -> str:
    """The end of a sentence: with a full stop, unless a short form such as "Est. Pop." has it already."""
    return text if text.endswith(".") else f"{text}."


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 row", "1,200 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def are(number: int) -> str:
    """The verb that goes with so many."""
    return "is" if number == 1 else "are"


def needed(working: Working, label: str, wanted_by: str, hint: str) -> Held:
    """The column of that name, or the error that says which step should have made it."""
    held = working.by_label(label)
    if held is None:
        raise CleaningError("step-needs-another", f"“{wanted_by}” needs the column {label}, which is not there.", hint, working.sheet.label)
    return held
