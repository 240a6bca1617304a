"""Small counts of people that the rule for small counts would pass by: no whole numbers, or rows that are said to be something else."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType, Finding, Level, Remedy
from ctcompanion.privacy.audit.policy import policy
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.suppression.profile import Profile, profile_named, profiles
from ctcompanion.privacy.suppression.suppress_statistics import says_statistic

ODD = "counts-not-whole"
UNSAID = "people-counted-after-all"
NUMBERS, MOSTLY = 0.5, 0.9
"""A text column with so many numbers may be counts; numbers of which so many are whole and not below zero are counts."""


def uncountable(table: CleanTable, profile: Profile) -> list[Finding]:
    """Columns that speak of people and hold small counts among values that are none: those cannot be hidden, so they stop."""
    found = []
    for column, values, share in _of_people(table, profile):
        whole = _whole(values)
        if share == 1 and whole.all():
            continue
        shown = column.display or column.name
        message = f"“{shown}” holds small counts beside values that are no counts: below zero, not whole, or words. The small counts cannot be hidden."
        drop = Remedy("drop-column", f"Remove {shown}", "its counts are not published", {"column": column.name})
        level = Level.STOP if whole.mean() >= MOSTLY else Level.REVIEW
        found.append(Finding(ODD, level, message, column.name, rules()[ODD].why, remedies=(drop,)))
    return found


def unsaid(table: CleanTable, profile: str | None = None) -> list[Finding]:
    """Where rows are said to be places or things: columns whose names speak of people and that hold small counts."""
    rule = profile_named(profile) if profile else profiles()[0]
    found = []
    for column, values, _ in _of_people(table, rule):
        small = int(((values >= rule.hide_from) & (values <= rule.hide_to)).sum())
        numbers = "1 number" if small == 1 else f"{small:,} numbers"
        message = f"“{column.display or column.name}” seems to count people and holds {numbers} from {rule.hide_from} to {rule.hide_to}. If it does, answer “A count of people” where we ask what one row is."
        found.append(Finding(UNSAID, Level.REVIEW, message, column.name, rules()[UNSAID].why))
    return found


def _of_people(table: CleanTable, profile: Profile) -> list[tuple[Column, np.ndarray[Any, Any], float]]:
    """Columns whose names speak of people and that hold a small count, with their numbers and the share of filled cells that are some."""
    found = []
    for column in table.columns:
        if not _names_people(column) or column.type not in {DataType.NUMBER, DataType.TEXT}:
            continue
        filled = table.rows[column.name].dropna()
        numbers = pd.to_numeric(filled, errors="coerce").dropna().to_numpy(float)
        if not len(numbers) or len(numbers) < NUMBERS * len(filled):
            continue
        if (_whole(numbers) & (numbers >= profile.hide_from) & (numbers <= profile.hide_to)).any():
            found.append((column, numbers, len(numbers) / len(filled)))
    return found


def _whole(values: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray((values >= 0) & (values == np.floor(values)))


def _names_people(column: Column) -> bool:
    """Speaks of people and of nothing else: “Number” may count anything, and a rate is no count."""
    said = set(re.split(r"[^a-z]+", f"{column.name} {column.display} {column.unit}".casefold()))
    rules_ = policy()["people"]
    speaks = bool(said & (set(rules_["words"]) - set(rules_["things"])))
    return speaks and not said & set(rules_["unless"]) and not says_statistic(column.name) and not column.unit.startswith(("$", "%"))
