"""What a rule answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ctcompanion.privacy.detect.facts import Facts


class Found(NamedTuple):
    """The rule of privacy_rules.toml that fits, and the share of filled rows that show it (None where only the header says so)."""

    rule: str
    share: float | None = None


DetectionRule = Callable[[Facts], Found | None]
