"""The privacy record: one page to print and keep, without a single value of the data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ctcompanion.model import ColumnClass, ColumnVerdict, Level, PrivacyRecord, PrivacyReport
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.remedies.apply import sentence
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
LEVEL_WORDS = {Level.STOP: "Stop", Level.REVIEW: "To look at", Level.NOTE: "Good to know", Level.OK: "Nothing to do"}
SAMPLED_WORDS = {"firms": "A sample was looked at: firms", "people": "A sample was looked at: some are people"}
WEIGHED_WORDS = {
    "needed": "The public needs this much detail.",
    "coarser": "Coarser data would do as well.",
    "finer": "Finer data would be safe and of more use.",
    "not sure": "Not sure: the portal's administrators are asked.",
}


def record_html(report: PrivacyReport, decisions: PrivacyDecisions, metadata_title: str, made: datetime | None = None) -> str:
    """The record as one HTML page: every column's class, what was found and decided, by whom, and what remains."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("record.html.j2").render(
        title=metadata_title or "a dataset without a title",
        made=_day(made or datetime.now(UTC)),
        record=record_of(report, decisions),
    )


def record_of(report: PrivacyReport, decisions: PrivacyDecisions) -> PrivacyRecord:
    """The same in words, for whoever writes it into a page."""
    row = meaning(report.row_meaning)
    said = "" if decisions.row_meaning else " (proposed, nobody has confirmed it)"
    weighed = " ".join(filter(None, [WEIGHED_WORDS.get(decisions.weighed, ""), decisions.weighed_reason]))
    return PrivacyRecord(
        fingerprint=report.fingerprint,
        meaning=f"{row.label}.{said}" if row else "Not answered yet.",
        by=decisions.by,
        public=may_be_public(report, decisions),
        checks=f"{report.checks_run} checks ran{', no problem found' if not report.findings else ''}. "
        "Checks can miss things: whoever knows the data should read this too.",
        columns=(*_columns(report, decisions), *_removed(report, decisions)),
        risk=report.risk.told if report.risk else (),
        weighed=weighed,
        decided=tuple(_decided(decision) for decision in decisions.decisions),
        remedies=tuple(step.sentence or sentence(step) for step in decisions.remedies),
        again=_again(report, decisions),
        remains=tuple((finding.message, finding.level is Level.STOP) for finding in undecided(report, decisions)),
    )


def _day(when: datetime) -> str:
    return f"{when:%B} {when.day}, {when.year}"


def _columns(report: PrivacyReport, decisions: PrivacyDecisions) -> list[tuple[str, ...]]:
    return [
        (
            verdict.column,
            CLASS_WORDS[verdict.role],
            _said_by(verdict, decisions),
            f"{LEVEL_WORDS[verdict.level]}: {rules()[verdict.rule].what}.",
            _on_column(verdict.column, decisions),
        )
        for verdict in report.verdicts
    ]


def _said_by(verdict: ColumnVerdict, decisions: PrivacyDecisions) -> str:
    """Whether a person confirmed the class, chose another, or has not looked."""
    chosen = decisions.classes.get(verdict.column)
    if chosen is None:
        return "Proposed, nobody has confirmed it"
    if verdict.proposed is not None:
        return f"Chosen by a person; proposed was: {CLASS_WORDS[verdict.proposed].lower()}"
    if chosen is not verdict.role:
        return f"Proven by the values; a person said: {CLASS_WORDS[chosen].lower()}"
    return "Confirmed"


def _on_column(column: str, decisions: PrivacyDecisions) -> str:
    """The last decision on each finding about this column, and the remedies on it."""
    last = {d.finding: d for d in decisions.decisions if d.finding.partition(":")[2] == column}
    steps = [step.sentence or sentence(step) for step in decisions.remedies if step.column == column]
    seen = SAMPLED_WORDS.get(decisions.sampled.get(column, ""))
    return "; ".join(dict.fromkeys([*([seen] if seen else []), *steps, *(DECISION_WORDS[decision.decision] for decision in last.values())]))


def _removed(report: PrivacyReport, decisions: PrivacyDecisions) -> list[tuple[str, ...]]:
    """Columns that are not in the table any more: what was found in them, and that they are gone."""
    here = {verdict.column for verdict in report.verdicts}
    gone = dict.fromkeys(step.column for step in decisions.remedies if step.column and step.column not in here)
    found = {d.finding.partition(":")[2]: rules().get(d.finding.partition(":")[0]) for d in decisions.decisions}
    rows: list[tuple[str, ...]] = []
    for name in gone:
        rule = found.get(name)
        role = decisions.classes.get(name) or (rule.role if rule else None)
        rows.append(
            (name, CLASS_WORDS[role] if role else "", "", f"{rule.what}." if rule else "", f"{_on_column(name, decisions)} (not published)")
        )
    return rows


def _again(report: PrivacyReport, decisions: PrivacyDecisions) -> str:
    """What the review after the last change says."""
    stops = sum(finding.level is Level.STOP for finding in report.findings)
    looks = sum(finding.level is Level.REVIEW for finding in report.findings)
    if not decisions.remedies:
        return ""
    return f"After the last change the table was assessed again: {stops} to stop for and {looks} to look at were found."


def _decided(decision: FindingDecision) -> tuple[str, ...]:
    rule, _, column = decision.finding.partition(":")
    what = rules()[rule].what if rule in rules() else rule.replace(".", " ").replace("-", " ")
    answer = f"{decision.answer} by {decision.answered_by}, {decision.answer_reference}".rstrip(", ") if decision.answer else ""
    until = f", valid until {decision.valid_until}" if decision.valid_until else ""
    waiting = "not answered yet: private only" if decision.decision == "exception" else ""
    return (
        f"{column}: {what}" if column else (what or "Small groups"),
        DECISION_WORDS[decision.decision] + (" (standing)" if decision.standing else ""),
        " ".join(filter(None, [decision.reason, decision.legal_basis])),
        ", ".join(filter(None, [decision.by, decision.when[:10]])),
        answer + until if answer else waiting,
    )
