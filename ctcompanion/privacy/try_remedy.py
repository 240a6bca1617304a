"""A remedy tried before it is taken: what it would do to the table, and to the rows that are easily singled out."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion.model import CleanTable, PrivacyReport
from ctcompanion.privacy.remedies.apply import apply
from ctcompanion.privacy.remedies.effect import effect
from ctcompanion.privacy.risk import below_threshold
from ctcompanion.privacy.suppression.find_counts import find_counts
from ctcompanion.privacy.suppression.profile import Profile
from ctcompanion.recipe import RemedyStep


@dataclass(frozen=True)
class Trial:
    """`effect`: what becomes of the table. `groups`: rows in small groups before and after; `small`: small counts of a table that counts."""

    effect: str
    groups: tuple[int, int] | None = None
    small: tuple[int, int] | None = None

    def sentences(self) -> tuple[str, ...]:
        """In words for the page."""
        said = [f"{self.effect[:1].upper()}{self.effect[1:]}."]
        if self.groups:
            said.append(f"Rows in small groups: {self.groups[0]:,} before, {self.groups[1]:,} after.")
        if self.small:
            small, counts = self.small
            said.append(
                f"{small:,} of the {counts:,} counts would be small: hide them in the next step." if small else "No count would be small."
            )
        return tuple(said)


def try_remedy(table: CleanTable, step: RemedyStep, report: PrivacyReport | None, rule: Profile) -> Trial:
    """Apply one remedy to a copy. PrivacyError where it does not fit."""
    after = apply(table, (step,))
    if step.operation == "aggregate":
        return Trial(effect(table, after, step), small=_small(after, step, rule))
    return Trial(effect(table, after, step), groups=_groups(after, report))


def _groups(after: CleanTable, report: PrivacyReport | None) -> tuple[int, int] | None:
    risk = report.risk if report else None
    if risk is None or not risk.rows_below_k or not len(after.rows):
        return None
    left = tuple(name for name in risk.columns if name in after.rows.columns)
    return risk.rows_below_k, int(below_threshold(after.rows, left, risk.threshold).sum()) if left else 0


def _small(after: CleanTable, step: RemedyStep, rule: Profile) -> tuple[int, int] | None:
    """How many counts the rule would hide, of all: of the new count column, else of every column of counts."""
    name = str(step.parameters.get("name", "Count"))
    counts = [name] if name in after.rows.columns else [candidate.count for candidate in find_counts(after)]
    numbers = after.rows[counts]
    return int(numbers.apply(lambda column: column.between(rule.hide_from, rule.hide_to)).sum().sum()), int(numbers.count().sum())
