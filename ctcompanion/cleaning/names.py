"""Field names for the portal: lower case, words joined by _, at most 60 characters, unique, not starting with a digit."""

from __future__ import annotations

import re

from ctcompanion.recipe import CleaningStep

from .header import unique_labels
from .held import Held
from .labels import LABEL_LENGTH, short
from .step import step
from .working import Working

OPERATION = "names"
PLAIN = re.compile(r"[A-Za-z0-9_ /:,?().-]+")
LONGEST = 60


def propose(working: Working) -> tuple[CleaningStep, ...]:
    """One step for all columns."""
    if not working.columns:
        return ()
    return (step("names", OPERATION, "Column names are made fit for the portal; what people read stays as it is."),)


def apply(working: Working, done: CleaningStep) -> Working:  # noqa: ARG001
    """Each column gets its field name."""
    columns = _shortened(working.columns)
    names = field_names([held.label for held in columns])
    return working.changed(columns=tuple(held.changed(name=name) for held, name in zip(columns, names, strict=True)))


def _shortened(columns: tuple[Held, ...]) -> tuple[Held, ...]:
    """Headings of several lines get a short label; the whole text goes to the description. What tells two apart may stand at the end."""
    labels = [short(held.label) for held in columns]
    told = []
    for held, label in zip(columns, labels, strict=True):
        if label == held.label:
            told.append(held)
            continue
        apart = (
            label if labels.count(label) == 1 else f"{label[: LABEL_LENGTH // 2].rstrip()} ... {held.label[-LABEL_LENGTH // 2 :].lstrip()}"
        )
        told.append(held.changed(label=apart, remarks=(f"{held.label.rstrip('.')}.", *held.remarks)))
    return unique_labels(told)


def field_names(labels: list[str]) -> list[str]:
    """One safe, unique name per label."""
    cleaned = [plain(label) for label in labels] if all(PLAIN.fullmatch(label) for label in labels) else _with_janitor(labels)
    found: list[str] = []
    for name in cleaned:
        found.append(_unique(_safe(name), found))
    return found


def plain(label: str) -> str:
    """What janitor makes of a label without accents and rarer signs (a test compares them). Importing it takes seconds."""
    return re.sub("_+", "_", re.sub(r"[ /:,?().-]", "_", label.lower())).strip("_")


def _with_janitor(labels: list[str]) -> list[str]:
    """Labels with accents, signs or punctuation."""
    import pandas as pd
    from janitor.functions.clean_names import clean_names

    frame = pd.DataFrame(columns=[_spelled(label) for label in labels])
    return [str(name) for name in clean_names(frame, strip_underscores="both", strip_accents=True).columns]


def _spelled(label: str) -> str:
    """Signs that carry meaning, as words."""
    for sign, word in (
        ("%", " percent "),
        ("#", " number "),
        ("$", " dollars "),
        ("&", " and "),
        ("+", " plus "),
        ("<", " under "),
        (">", " over "),
    ):
        label = label.replace(sign, word)
    return label


def _safe(name: str) -> str:
    text = re.sub(r"[^a-z0-9_]+", "_", name.lower())
    text = re.sub(r"__+", "_", text).strip("_") or "column"
    if not text[0].isalpha():
        text = f"c_{text}"
    return text[:LONGEST].rstrip("_")


def _unique(name: str, taken: list[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while (candidate := f"{name[: LONGEST - len(str(number)) - 1]}_{number}") in taken:
        number += 1
    return candidate
