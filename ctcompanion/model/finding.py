"""A fact about data or its description, how much it weighs, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How much a finding weighs. STOP closes publishing, REVIEW wants a person's word, NOTE informs, OK says it was looked at."""

    STOP = "STOP"
    REVIEW = "REVIEW"
    NOTE = "NOTE"
    OK = "OK"


@dataclass(frozen=True)
class Remedy:
    """Something a person can press: the operation and its parameters, in words, with its effect on this table."""

    operation: str
    label: str
    effect: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A fact about the data or its description that somebody should see. Never holds a cell value."""

    rule: str
    level: Level
    message: str
    column: str | None = None
    why: str = ""
    place: str | None = None
    remedies: tuple[Remedy, ...] = ()
    share: float | None = None

    @property
    def key(self) -> str:
        """What a decision about this finding is filed under; the same finding has the same key next month."""
        return f"{self.rule}:{self.column or ''}"
