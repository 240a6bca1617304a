"""Which remedies to take, in which order: the most rows rescued for the least information lost."""

from __future__ import annotations

from ctcompanion.model import CleanTable, ColumnClass, PrivacyReport, Remedy
from ctcompanion.privacy.climb import At, Ladders, climb, small
from ctcompanion.privacy.remedies.ladders import ladder


def propose_remedies(table: CleanTable, report: PrivacyReport) -> tuple[Remedy, ...]:
    """A plan: pressing these one after another brings every row into a group of the threshold's size, taking out what is left last.

    Each effect tells the rows in small groups before and after. Empty where there is no risk to mend.
    """
    if report.risk is None or not report.risk.rows_below_k:
        return ()
    rules = {verdict.column: verdict.rule for verdict in report.verdicts if verdict.role is ColumnClass.QUASI}
    ladders = {name: ladder(table, name, rules.get(name, ""), report.risk.threshold) for name in report.risk.columns}
    order = climb(ladders, report.risk.threshold)
    return _plan(table, ladders, order, report.risk.threshold)


def _plan(table: CleanTable, ladders: Ladders, touched: At, threshold: int) -> tuple[Remedy, ...]:
    """The steps with their effects, one after another; the rows still in small groups are taken out at the end."""
    at = dict.fromkeys(ladders, 0)
    left = small(ladders, at, threshold)
    plan = []
    for name, rung in touched.items():
        before, at[name] = left, rung
        left = small(ladders, at, threshold)
        step = ladders[name][rung].step
        if step is not None:
            label = f"{ladders[name][rung].label}: {table.column(name).display or name}"
            plan.append(Remedy(step.operation, label, _effect(before, left), {"column": name, **step.parameters}))
    if left:
        columns = [name for name in ladders if ladders[name][at[name]].bits or at[name] == 0]
        parameters = {"where": "small-groups", "columns": columns, "threshold": threshold}
        plan.append(Remedy("drop-rows", "Take out the rows that are left in small groups", _effect(left, 0), parameters))
    return tuple(plan)


def _effect(before: int, after: int) -> str:
    return f"rows in small groups: {before:,} before, {after:,} after"
