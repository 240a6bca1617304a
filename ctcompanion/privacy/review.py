"""The privacy review of one table: a verdict for every column, findings worst first, and the risk of the combination."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.model import CleanTable, ColumnClass, ColumnVerdict, Finding, Level, PrivacyReport, Risk
from ctcompanion.privacy.counts_of_people import findings_of_counts
from ctcompanion.privacy.detect.examine import RULES, examine
from ctcompanion.privacy.findings import finding_of, findings_of_risk
from ctcompanion.privacy.lists import limits, rules
from ctcompanion.privacy.risk import risk
from ctcompanion.privacy.row_meaning import is_about_people, meaning_after, propose_row_meaning
from ctcompanion.privacy.uncountable import unsaid
from ctcompanion.recipe import PrivacyDecisions

ORDER = {level: number for number, level in enumerate(Level)}
HIDDEN_PEOPLE = "hidden-people"
CHECKED_BY_FORM = {"ssn", "masked-ssn", "payment-card", "email", "phone", "ip", "vin", "device", "text-with-identifier"}
"""What is proven by the values themselves: calling the column something else does not lift these, only a remedy or OPM's answer does."""


def review(table: CleanTable, decisions: PrivacyDecisions, *, exhaustive: bool = True, profile: str | None = None) -> PrivacyReport:
    """Look at every column and at all of them together.

    `exhaustive`: read every text cell and attack hidden counts; else a sample of each column. `profile`: the suppression profile
    of this agency and subject, for counts of people.
    """
    meaning = meaning_after(decisions) or propose_row_meaning(table)
    people = is_about_people(meaning)
    verdicts = tuple(confirmed(verdict, decisions, people) for verdict in examine(table, people, exhaustive))
    measured = _risk(table, verdicts) if people else None
    findings = [finding_of(verdict, table) for verdict in verdicts if verdict.level is not Level.OK]
    findings += findings_of_risk(measured) if measured else []
    findings += findings_of_counts(table, profile, exhaustive=exhaustive) if meaning == "people-count" else []
    findings += unsaid(table, profile) if not people and meaning != "people-count" else []
    return PrivacyReport(
        fingerprint=table.fingerprint,
        row_meaning=meaning,
        verdicts=verdicts,
        findings=worst_first(findings),
        risk=measured,
        checks_run=len(RULES) + bool(exhaustive) + (3 if measured else 0) + (2 if meaning == "people-count" else 0),
    )


def worst_first(findings: list[Finding]) -> tuple[Finding, ...]:
    """STOP before REVIEW before NOTE, otherwise in the table's order."""
    return tuple(sorted(findings, key=lambda finding: ORDER[finding.level]))


def confirmed(verdict: ColumnVerdict, decisions: PrivacyDecisions, people: bool) -> ColumnVerdict:
    """A person's word on the class of a column weighs more than ours, except where the values themselves prove us right."""
    verdict = _sampled(verdict, decisions.sampled.get(verdict.column))
    said = decisions.classes.get(verdict.column)
    if said is None or said in {verdict.role, verdict.proposed}:  # the class that was proposed before the sample was looked at
        return verdict
    if verdict.level is Level.STOP:
        return verdict if verdict.rule in CHECKED_BY_FORM else _doubted(verdict, said)
    if said is ColumnClass.NONE:
        return replace(
            verdict,
            role=said,
            proposed=verdict.role,
            level=min(verdict.level, Level.NOTE, key=lambda level: -ORDER[level]),
            why="You said that this column is nothing personal.",
        )
    rule = rules()[f"confirmed-{said.value}"]
    return replace(verdict, role=said, proposed=verdict.role, level=rule.level(people), rule=rule.name, why=rule.why)


def _sampled(verdict: ColumnVerdict, seen: str | None) -> ColumnVerdict:
    """What a person saw in the sample of a column of organizations: firms are no people, and people stop until they are dealt with."""
    if verdict.rule != HIDDEN_PEOPLE or seen is None:
        return verdict
    if seen == "people":
        return replace(verdict, level=Level.STOP, why="You looked at a sample: some of these are people.")
    why = "You looked at a sample: these are names of firms."
    return replace(verdict, role=ColumnClass.NONE, proposed=verdict.role, level=Level.NOTE, why=why)


def _doubted(verdict: ColumnVerdict, said: ColumnClass) -> ColumnVerdict:
    what = rules()[verdict.rule].what
    proposed = verdict.role
    return replace(
        verdict,
        role=said,
        proposed=proposed,
        level=Level.REVIEW,
        why=f"It looked to us like {what}; you said it is not. Please look once more.",
    )


def _risk(table: CleanTable, verdicts: tuple[ColumnVerdict, ...]) -> Risk | None:
    """The risk over the columns whose class is quasi-identifier."""
    quasi = tuple(verdict.column for verdict in verdicts if verdict.role is ColumnClass.QUASI)
    sensitive = tuple(verdict.column for verdict in verdicts if verdict.role is ColumnClass.SENSITIVE)
    labels = {column.name: column.display or column.name for column in table.columns}
    return risk(table.rows, quasi, threshold_for(verdicts), sensitive=sensitive, labels=labels)


def threshold_for(verdicts: tuple[ColumnVerdict, ...]) -> int:
    """The smallest group that may be shown: larger where the table tells something about health."""
    health = any(verdict.rule == "health" for verdict in verdicts)
    return int(limits()["smallest_group"]["health" if health else "default"])
