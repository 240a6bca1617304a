"""What the privacy step finds for exactly one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ctcompanion.model.finding import Finding, Level


class ColumnClass(StrEnum):
    """The guidelines' classes of a column."""

    DIRECT = "direct"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    NONE = "none"


@dataclass(frozen=True)
class ColumnVerdict:
    """What the privacy step proposes for one column, with its evidence."""

    column: str
    role: ColumnClass
    level: Level
    rule: str
    why: str
    share: float | None = None
    proposed: ColumnClass | None = None
    """The class that we proposed, where a person chose another."""


@dataclass(frozen=True)
class Risk:
    """How easily a row of person-level data can be singled out over `columns` (the quasi-identifiers).

    `sentences` are the worst reasons; `told` says the numbers in words, also where nothing is wrong.
    """

    columns: tuple[str, ...]
    k: int | None
    rows_below_k: int
    sample_uniques: int
    threshold: int
    sentences: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivacyReport:
    """The privacy step's result for exactly one table (`fingerprint`)."""

    fingerprint: str
    row_meaning: str | None
    verdicts: tuple[ColumnVerdict, ...]
    findings: tuple[Finding, ...]
    risk: Risk | None = None
    checks_run: int = 0


@dataclass(frozen=True)
class PrivacyRecord:
    """What the privacy step found and what was decided, in words, for the record to print and the review pack. No cell value.

    `columns`: name, class, who says so, what was found, what was decided. `decided`: about, decision, why and on which law, by and when,
    OPM's answer. `remains`: what is open, and whether it is a STOP.
    """

    fingerprint: str
    meaning: str
    by: str
    public: bool
    checks: str
    columns: tuple[tuple[str, ...], ...]
    risk: tuple[str, ...]
    weighed: str
    decided: tuple[tuple[str, ...], ...]
    remedies: tuple[str, ...]
    again: str
    remains: tuple[tuple[str, bool], ...]
