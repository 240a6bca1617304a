"""What still stands in the way of publishing to everybody."""

from __future__ import annotations

from datetime import date

from ctcompanion.model import Finding, Level, PrivacyReport
from ctcompanion.recipe import FindingDecision, PrivacyDecisions

REMEDIES = {"remove", "aggregate", "generalise", "suppress"}


def open_stops(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> tuple[Finding, ...]:
    """The STOPs that no answer of OPM has lifted. A remedy lifts a STOP by making it go away in the next review."""
    return tuple(finding for finding in report.findings if finding.level is Level.STOP and not is_lifted(finding, report, decisions, today))


def may_be_public(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> bool:
    """True when no STOP is open. Private publishing is always possible."""
    return not open_stops(report, decisions, today)


def undecided(report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> tuple[Finding, ...]:
    """The findings that still want a person's word: open STOPs, and REVIEWs without a decision."""
    decided = {decision.finding for decision in decisions.decisions}
    stops = open_stops(report, decisions, today)
    return (*stops, *(finding for finding in report.findings if finding.level is Level.REVIEW and finding.key not in decided))


def decision_on(finding: Finding, decisions: PrivacyDecisions) -> FindingDecision | None:
    """The last decision about a finding. A remedy is none as long as the STOP that it was taken for is still found."""
    last = next((decision for decision in reversed(decisions.decisions) if decision.finding == finding.key), None)
    return None if last and finding.level is Level.STOP and last.decision in REMEDIES else last


def is_lifted(finding: Finding, report: PrivacyReport, decisions: PrivacyDecisions, today: date | None = None) -> bool:
    """Only OPM's recorded answer "granted" lifts a STOP, while it is valid and the table has the columns it was given for."""
    decision = decision_on(finding, decisions)
    if decision is None or decision.decision != "exception" or decision.answer != "granted" or not decision.answered_by:
        return False
    return not is_expired(decision, today) and _same_structure(decision, report)


def is_expired(decision: FindingDecision, today: date | None = None) -> bool:
    """True after the last valid day, and also when that day cannot be read: then somebody has to look."""
    if not decision.valid_until:
        return False
    try:
        return date.fromisoformat(decision.valid_until[:10]) < (today or date.today())
    except ValueError:
        return True


def _same_structure(decision: FindingDecision, report: PrivacyReport) -> bool:
    """An answer given for other columns is asked for again."""
    return not decision.columns or set(decision.columns) == {verdict.column for verdict in report.verdicts}
