"""What the review says to a person, with the remedies that fit."""

from __future__ import annotations

from ctcompanion.model import CleanTable, ColumnVerdict, Finding, Level, Risk
from ctcompanion.privacy.lists import rules
from ctcompanion.privacy.remedies.offers import offers


def finding_of(verdict: ColumnVerdict, table: CleanTable) -> Finding:
    """A column's verdict as a finding. Never a value of the column."""
    column = table.column(verdict.column)
    return Finding(
        rule=verdict.rule,
        level=verdict.level,
        message=f"“{column.display or column.name}” holds {rules()[verdict.rule].what}{_in_words(verdict.share)}.",
        column=verdict.column,
        why=verdict.why,
        remedies=offers(verdict, table),
        share=verdict.share,
    )


def findings_of_risk(risk: Risk) -> list[Finding]:
    """Rows in small groups, and groups that share a private fact."""
    if not risk.rows_below_k:
        return []
    rows = "1 row is" if risk.rows_below_k == 1 else f"{risk.rows_below_k:,} rows are"
    message = f"{rows} in groups of fewer than {risk.threshold} that look alike."
    return [Finding("small-groups", Level.REVIEW, message, why=rules()["small-groups"].why)]


def _in_words(share: float | None) -> str:
    if share is None:
        return ""
    if share >= 1:
        return ", in every filled cell"
    return ", in less than 1 % of its rows" if share < 0.01 else f", in {share:.0%} of its rows".replace("%", " %")
