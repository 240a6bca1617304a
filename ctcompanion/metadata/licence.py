"""The licence: three plain choices, and a stop for the Chief Data Officer."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion import reference
from ctcompanion.model import Finding, Level


@dataclass(frozen=True)
class Choice:
    """One of the three choices; `stop` means that publishing waits for the Chief Data Officer's word."""

    id: str
    label: str
    sentence: str
    stop: bool


_TABLE = reference.document("licences.json")
CHOICES: tuple[Choice, ...] = tuple(Choice(**entry) for entry in _TABLE["choices"])


def name(licence: str) -> str:
    """The licence's name on the portal; the id itself for an unknown one."""
    entry = reference.licences().get(licence)
    return str(entry["name"]) if entry else licence


def url(licence: str) -> str:
    """The address of the licence's text, empty where it has none."""
    entry = reference.licences().get(licence)
    return str(entry["url"]) if entry else ""


def licence_findings(licence: str) -> tuple[Finding, ...]:
    """A stop for a licence that restricts use or is none, with whom to ask; nothing for those that are open."""
    entry = reference.licences().get(licence)
    standing = str(entry["standing"]) if entry else "none"
    if standing in ("preset", "open", "credit"):
        return ()
    level = Level.REVIEW if standing in ("federal only", "foreign") else Level.STOP
    return (Finding("licence", level, _TABLE["standings"][standing], None, CHOICES[-1].sentence, "license"),)
