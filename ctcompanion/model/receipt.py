"""What was published, and what was verified after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One thing that was verified after publishing, in words."""

    name: str
    passed: bool
    sentence: str


@dataclass(frozen=True)
class ExceptionOnFile:
    """An exception that a publication rests on: for which finding, who asked, what OPM answered. Holds no cell value.

    `finding` is `Finding.key`. `answer`: granted, refused, or empty while nobody has answered.
    """

    finding: str
    asked_by: str = ""
    asked_on: str = ""
    answer: str = ""
    answered_by: str = ""
    reference: str = ""
    valid_until: str = ""
    standing: bool = False
    """It covers every update of the dataset, not one file alone."""


@dataclass(frozen=True)
class Receipt:
    """What was published. Holds no cell value."""

    publication_id: str
    dataset_id: str
    title: str
    domain: str
    url: str
    mode: str
    """create or append"""
    rows_sent: int
    rows_before: int
    rows_after: int
    rows_already_there: int
    checks: tuple[Check, ...]
    when: str
    """ISO time with offset"""
    audience: str = "private"
    """private, public or waiting for approval"""
    fingerprint: str = ""
    request_ids: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    agency: str = ""
    """Whose dataset it is: by it colleagues with a role for that agency see the receipt."""
    exceptions: tuple[ExceptionOnFile, ...] = ()

    @property
    def holds(self) -> bool:
        """True when every check passed."""
        return all(check.passed for check in self.checks)
