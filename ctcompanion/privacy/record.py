"""The privacy record: one page to print and keep, without a single value of the data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ctcompanion.model import ColumnClass, Level, PrivacyReport
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.remedies.apply import sentence
from ctcompanion.privacy.risk import in_words
from ctcompanion.privacy.row_meaning import meaning
from ctcompanion.privacy.stops import may_be_public, undecided
from ctcompanion.recipe import FindingDecision, PrivacyDecisions

CLASS_WORDS = {
    ColumnClass.DIRECT: "Unique identifier",
    ColumnClass.QUASI: "Quasi-identifier",
    ColumnClass.SENSITIVE: "Sensitive",
    ColumnClass.NONE: "None of these",
}
DECISION_WORDS = {
    "remove": "Removed",
    "aggregate": "Counted together",
    "generalise": "Made coarser",
    "suppress": "Small counts hidden",
    "exception": "Exception asked of OPM",
    "accept": "Accepted as it is",
    "statute": "Required by law at this detail",
}
WEIGHED_WORDS = {
    "needed": "The public needs this much detail.",
    "coarser": "Coarser data would do as well.",
    "finer": "Finer data would be safe and of more use.",
    "not sure": "Not sure: the portal's administrators are asked.",
}


def record_html(report: PrivacyReport, decisions: PrivacyDecisions, metadata_title: str, made: datetime | None = None) -> str:
    """The record as one HTML page: every column's class, what was found and decided, by whom, and what remains."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    row = meaning(report.row_meaning)
    return environment.get_template("record.html.j2").render(
        title=metadata_title or "a dataset without a title",
        made=_day(made or datetime.now(UTC)),
        report=report,
        meaning=row.label if row else "Not answered yet.",
        public=may_be_public(report, decisions),
        weighed=WEIGHED_WORDS.get(decisions.weighed, ""),
        weighed_reason=decisions.weighed_reason,
        columns=_columns(report, decisions),
        risk=report.risk if report.risk and report.risk.k is not None else None,
        risk_columns=in_words(list(report.risk.columns)) if report.risk and report.risk.columns else "",
        decided=[_decided(decision) for decision in decisions.decisions],
        remedies=[step.sentence or sentence(step) for step in decisions.remedies],
        remains=[{"words": finding.message, "stop": finding.level is Level.STOP} for finding in undecided(report, decisions)],
    )


def _day(when: datetime) -> str:
    return f"{when:%B} {when.day}, {when.year}"


def _columns(report: PrivacyReport, decisions: PrivacyDecisions) -> list[dict[str, Any]]:
    return [
        {
            "name": verdict.column,
            "role": CLASS_WORDS[verdict.role],
            "confirmed": verdict.column in decisions.classes,
            "level": verdict.level.value,
            "what": rules()[verdict.rule].what.capitalize() + ".",
        }
        for verdict in report.verdicts
    ]


def _decided(decision: FindingDecision) -> dict[str, str]:
    rule, _, column = decision.finding.partition(":")
    what = rules()[rule].what if rule in rules() else rule
    answer = f"{decision.answer} by {decision.answered_by}, {decision.answer_reference}".rstrip(", ") if decision.answer else ""
    until = f", valid until {decision.valid_until}" if decision.valid_until else ""
    waiting = "not answered yet: private only" if decision.decision == "exception" else ""
    return {
        "about": f"{column}: {what}" if column else (what or "Small groups"),
        "decision": DECISION_WORDS[decision.decision],
        "reason": " ".join(filter(None, [decision.reason, decision.legal_basis])),
        "by": ", ".join(filter(None, [decision.by, decision.when[:10]])),
        "answer": answer + until if answer else waiting,
    }
