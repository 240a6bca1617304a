"""What still stands in the way of publishing to everybody."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum

from ctcompanion.model import Finding, Level, PrivacyReport
from ctcompanion.recipe import FindingDecision, PrivacyDecisions

REMEDIES = {"remove", "aggregate", "generalise", "suppress"}


class Asked(StrEnum):
    """How far an exception is."""

    NOT = "not asked"
    WAITING = "waiting for OPM"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "not valid any more"
    CHANGED = "asked for another table"


ASK = frozenset({Asked.NOT, Asked.ENDED, Asked.CHANGED})
"""Somebody has to ask, or to ask again."""


def open_stops(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> tuple[Finding, ...]:
    """The STOPs that no answer of OPM has lifted. A remedy lifts a STOP by making it go away in the next review."""
    return tuple(finding for finding in report.findings if finding.level is Level.STOP and not is_lifted(finding, report, decisions, today))


def may_be_public(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> bool:
    """True when no STOP is open. Private publishing is always possible."""
    return not open_stops(report, decisions, today)


def undecided(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> tuple[Finding, ...]:
    """The findings that are not settled: open STOPs (those that wait for OPM too), and REVIEWs without a decision."""
    decided = {decision.finding for decision in decisions.decisions}
    stops = open_stops(report, decisions, today)
    return (*stops, *(finding for finding in report.findings if finding.level is Level.REVIEW and finding.key not in decided))


def to_decide(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> tuple[Finding, ...]:
    """The findings that want a person's word now. A STOP whose exception was asked for waits, and may be published privately meanwhile."""
    return tuple(
        finding
        for finding in undecided(report, decisions, today)
        if finding.level is not Level.STOP or exception_state(finding, report, decisions, today) in ASK
    )


def decision_on(finding: Finding, decisions: PrivacyDecisions) -> FindingDecision | None:
    """The last decision about a finding. A remedy is none as long as the STOP that it was taken for is still found."""
    last = next((decision for decision in reversed(decisions.decisions) if decision.finding == finding.key), None)
    return None if last and finding.level is Level.STOP and last.decision in REMEDIES else last


def is_lifted(finding: Finding, report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> bool:
    """Only OPM's recorded answer "granted" lifts a STOP, while it is valid and the table is the one it was given for."""
    return exception_state(finding, report, decisions, today) is Asked.GRANTED


def exception_state(finding: Finding, report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> Asked:
    """How far the exception for a finding is. An answer for other columns, or for rows of another grain, does not count."""
    decision = decision_on(finding, decisions)
    if decision is None or decision.decision != "exception":
        return Asked.NOT
    if not _same_table(decision, report, decisions):
        return Asked.CHANGED
    if decision.answer == "refused":
        return Asked.REFUSED
    if decision.answer != "granted" or not decision.answered_by:
        return Asked.WAITING
    return Asked.ENDED if is_expired(decision, today) else Asked.GRANTED


def is_expired(decision: FindingDecision, today: date | None = None) -> bool:
    """True after the last valid day, and also when that day cannot be read: then somebody has to look."""
    if not decision.valid_until:
        return False
    try:
        return date.fromisoformat(decision.valid_until[:10]) < (today or date.today())
    except ValueError:
        return True


def grain_of(report: PrivacyReport, decisions: PrivacyDecisions) -> tuple[str, ...]:
    """What a row is, and each remedy with what it does: how far the table is aggregated."""
    steps = (" ".join(filter(None, [step.operation, step.column, _parameters(step.parameters)])) for step in decisions.remedies)
    return (decisions.row_meaning or report.row_meaning or "", *steps)


def _parameters(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, default=str) if said else ""


def _same_table(decision: FindingDecision, report: PrivacyReport, decisions: PrivacyDecisions) -> bool:
    """Whether columns and aggregation are those that were asked about."""
    if decision.columns and set(decision.columns) != {verdict.column for verdict in report.verdicts}:
        return False
    return not decision.grain or decision.grain == grain_of(report, decisions)
