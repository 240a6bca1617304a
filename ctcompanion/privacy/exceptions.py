"""Asking the Open Data Portal Administrators at OPM for an exception: asked, answered, lifted, and asked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from ctcompanion.model import CleanTable, ExceptionOnFile, Finding, Level, PrivacyReport
from ctcompanion.privacy.audit.differencing import BETWEEN_VERSIONS
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.row_meaning import meaning
from ctcompanion.privacy.stops import decision_on, grain_of, is_expired
from ctcompanion.recipe import FindingDecision, PrivacyDecisions

ADDRESS = "dapa@ct.gov"
"""Open Data Publication Guidelines, Privacy Considerations."""


class Question(NamedTuple):
    """What a person says when asking. `standing`: for every update of the dataset, not for this file alone."""

    reason: str
    legal_basis: str
    by: str
    standing: bool = False


def asked(findings: Iterable[Finding], question: Question, report: PrivacyReport, decisions: PrivacyDecisions) -> PrivacyDecisions:
    """The decisions with the question recorded for each finding, for the table as it is now. It takes the place of an earlier one."""
    keys = [finding.key for finding in findings]
    message = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:12]
    made = tuple(
        FindingDecision(
            finding=key,
            decision="exception",
            when=date.today().isoformat(),
            columns=tuple(verdict.column for verdict in report.verdicts),
            grain=grain_of(report, decisions),
            message=message,
            **question._asdict(),
        )
        for key in keys
    )
    kept = tuple(decision for decision in decisions.decisions if decision.finding not in keys)
    return decisions.model_copy(update={"decisions": (*kept, *made)})


def asked_together(decision: FindingDecision, decisions: Iterable[FindingDecision]) -> tuple[FindingDecision, ...]:
    """All that stood in the same message to OPM."""
    return tuple(other for other in decisions if _message(other) == _message(decision))


def answered(decisions: Iterable[FindingDecision], to: FindingDecision, told: Mapping[str, Any]) -> tuple[FindingDecision, ...]:
    """The decisions with OPM's answer recorded for everything that stood in the message. `told`: answer, answered_by, answer_reference, valid_until."""
    return tuple(other.model_copy(update=dict(told)) if _message(other) == _message(to) else other for other in decisions)


def one_per_message(decisions: Iterable[FindingDecision]) -> tuple[FindingDecision, ...]:
    """The first exception of each message: one answer is recorded for all of it."""
    return tuple({_message(decision): decision for decision in reversed(tuple(decisions))}.values())[::-1]


def _message(decision: FindingDecision) -> tuple[object, ...]:
    """Recipes of before say no message: there, the same words of the same day are one."""
    said = (decision.by, decision.when, decision.reason, decision.legal_basis, decision.standing)
    return (decision.decision == "exception", decision.message, *said)


def waiting(decisions: Iterable[FindingDecision], today: date | None = None) -> tuple[FindingDecision, ...]:
    """The exceptions that OPM has not granted, or not any more. Of several decisions about a finding the last counts.

    Rulings on what two versions give away do not count: without one nothing was sent.
    """
    last = {decision.finding: decision for decision in decisions if not _between_versions(decision)}
    return tuple(d for d in last.values() if d.decision == "exception" and (d.answer != "granted" or is_expired(d, today)))


def carried(decisions: PrivacyDecisions) -> PrivacyDecisions:
    """What goes along to the next file: an exception that was granted for one file alone is asked for again, a standing one is not. Who answers is said anew."""
    kept = tuple(d for d in decisions.decisions if not (d.decision == "exception" and d.answer == "granted" and not d.standing))
    return decisions.model_copy(update={"decisions": kept, "by": ""})


def on_file(report: PrivacyReport, decisions: PrivacyDecisions) -> tuple[ExceptionOnFile, ...]:
    """The exceptions that publishing this table rests on, for the receipt and the audit."""
    found = [decision_on(finding, decisions) for finding in report.findings if finding.level is Level.STOP]
    rests = [decision for decision in found if decision is not None and decision.decision == "exception"]
    rulings = {d.finding: d for d in decisions.decisions if _between_versions(d) and d.decision == "exception" and d.answer == "granted"}
    return tuple(filed(decision) for decision in (*rests, *rulings.values()))


def _between_versions(decision: FindingDecision) -> bool:
    return decision.finding.partition(":")[0] in BETWEEN_VERSIONS


def filed(decision: FindingDecision) -> ExceptionOnFile:
    """Who asked and who answered, without the words of either."""
    return ExceptionOnFile(
        finding=decision.finding,
        asked_by=decision.by,
        asked_on=decision.when,
        answer=decision.answer,
        answered_by=decision.answered_by,
        reference=decision.answer_reference,
        valid_until=decision.valid_until,
        standing=decision.standing,
    )


def exception_message(findings: Sequence[Finding], decision: FindingDecision, title: str, table: CleanTable | None = None) -> str:
    """A message ready to send: what is asked for, why, on which law. Holds names of columns and never a value."""
    dataset = f"“{title}”" if title else "our dataset"
    kind = "Standing exception" if decision.standing else "Exception"
    lines = [
        f"To: {ADDRESS}",
        f"Subject: {kind} for open data: {title or 'a dataset'}",
        "",
        "Dear Open Data Portal Administrators,",
        "",
        f"We would like to publish {dataset} on data.ct.gov. Our privacy review found:",
        "",
        *(f"  {finding.message}" for finding in findings),
        "",
        f"We ask for {'a standing' if decision.standing else 'an'} exception for:",
        "",
        *(f"  Column {_called(finding.column, table)}: {_what(finding)}" for finding in findings),
        "",
        "The dataset would not be useful without it and serves a clear public good:",
        "",
        f"  Reason: {decision.reason or '(please fill in)'}",
        f"  Legal basis: {decision.legal_basis or '(please fill in)'}",
        "",
        *_about(decision, table),
        "Until you answer, the dataset stays private. Please tell us whether the exception is granted, until when, and a reference for our records.",
        "",
        "Thank you,",
        decision.by or "(your name)",
        decision.when[:10],
    ]
    return "\n".join(lines).rstrip() + "\n"


def mail_link(message: str) -> str:
    """The message as a link that opens a mail program with everything filled in."""
    head, _, body = message.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.split("\n"))
    return f"mailto:{fields['To']}?subject={quote(fields['Subject'])}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"


def _called(name: str | None, table: CleanTable | None) -> str:
    known = {column.name: column.display or column.name for column in table.columns} if table else {}
    return known.get(name or "", name or "several")


def _what(finding: Finding) -> str:
    return (rules()[finding.rule].what if finding.rule in rules() else "") or finding.rule.replace(".", " ").replace("-", " ")


def _about(decision: FindingDecision, table: CleanTable | None) -> list[str]:
    """What the answer is given for: if it changes later, we ask again."""
    row = meaning(decision.grain[0]) if decision.grain else None
    said = [f"Each row is: {row.label.lower()}."] if row else []
    if decision.columns:
        said.append(f"All its columns: {', '.join(_called(name, table) for name in decision.columns)}.")
    if decision.standing:
        said.append("We ask for it for every update of this dataset, as long as its columns and the way it is grouped stay the same.")
    return [*said, ""] if said else []
