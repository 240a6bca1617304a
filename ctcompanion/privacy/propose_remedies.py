"""Which remedies to take, in which order: the most rows rescued for the least information lost."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ctcompanion.model import CleanTable, ColumnClass, PrivacyReport, Remedy
from ctcompanion.privacy.reidentify.classes import Coded, Codes, class_sizes, column_codes, together
from ctcompanion.privacy.remedies.apply import apply_one
from ctcompanion.recipe import RemedyStep

Rungs = tuple[str, str, dict[str, int]]
DROP: Rungs = ("drop-column", "Remove the column", {})
RARE: Rungs = ("rare-to-other", "Put rare values together as Other", {})
MONTH: Rungs = ("date-to-month", "Keep the month only", {})
YEAR: Rungs = ("date-to-year", "Keep the year only", {})
REGION: Rungs = ("town-to-region", "Show the planning region instead", {})

LADDERS: dict[str, tuple[Rungs, ...]] = {
    "age": (("age-bands", "Group ages by five years", {"width": 5}), ("age-bands", "Group ages by ten years", {"width": 10}), ("age-bands", "Group ages by twenty years", {"width": 20}), DROP),
    "birth-date": (MONTH, YEAR, DROP),
    "event-date": (MONTH, YEAR, DROP),
    "birth-year": (("round", "Round to five years", {"base": 5}), DROP),
    "zip": (("zip-to-town", "Show the town instead", {}), ("zip-to-region", "Show the planning region instead", {}), DROP),
    "zip-plus-4": (("zip-to-town", "Show the town instead", {}), ("zip-to-region", "Show the planning region instead", {}), DROP),
    "place-of-person": (RARE, REGION, DROP),
    "coordinates": (("coarsen-coordinates", "Keep two decimals", {"decimals": 2}), ("coarsen-coordinates", "Keep one decimal", {"decimals": 1}), DROP),
}  # fmt: skip
"""Rule -> remedies from mild to strong; each is applied to the column as it was."""
OTHERWISE = (RARE, DROP)
MISSING = 4
"""A row taken out weighs as much as losing its values four times: whoever counts the rows is misled as well."""


@dataclass(frozen=True)
class Rung:
    """One column at one strength of remedy: the groups it then makes, and the bits of information it still holds."""

    step: RemedyStep | None
    label: str
    coded: Coded
    bits: float


def propose_remedies(table: CleanTable, report: PrivacyReport) -> tuple[Remedy, ...]:
    """A plan: pressing these one after another brings every row into a group of the threshold's size, taking out what is left last.

    Each effect tells the rows in small groups before and after. Empty where there is no risk to mend.
    """
    if report.risk is None or not report.risk.rows_below_k:
        return ()
    rules = {verdict.column: verdict.rule for verdict in report.verdicts if verdict.role is ColumnClass.QUASI}
    ladders = {name: _ladder(table, name, rules.get(name, ""), report.risk.threshold) for name in report.risk.columns}
    order = _climb(ladders, report.risk.threshold)
    return _plan(table, ladders, order, report.risk.threshold)


def _ladder(table: CleanTable, name: str, rule: str, threshold: int) -> list[Rung]:
    """The column as it is, then after each of its remedies that changes its groups."""
    rungs = [_rung(table, name, None, "")]
    alone = replace(table, rows=table.rows[[name]], columns=(table.column(name),), changes=())
    for operation, label, parameters in LADDERS.get(rule, OTHERWISE):
        step = RemedyStep(operation=operation, column=name, parameters=parameters or _threshold(operation, threshold))
        if operation == "drop-column":
            rungs.append(Rung(step, label, (np.zeros(len(table.rows), dtype=np.int64), 1), 0.0))
            continue
        if operation == "round" and not np.issubdtype(table.rows[name].dtype.type, np.number):
            continue
        rung = _rung(apply_one(alone, step), name, step, label)
        if rung.coded[1] < rungs[-1].coded[1]:
            rungs.append(rung)
    return rungs


def _threshold(operation: str, threshold: int) -> dict[str, int]:
    return {"fewer_than": threshold} if operation == "rare-to-other" else {}


def _rung(table: CleanTable, name: str, step: RemedyStep | None, label: str) -> Rung:
    coded = column_codes(table.rows[name])
    return Rung(step, label, coded, _bits(class_sizes(*coded)))


def _bits(sizes: Codes) -> float:
    """The information of a column, in bits a row (Shannon)."""
    shares = sizes[sizes > 0] / max(sizes.sum(), 1)
    return float(-(shares * np.log2(shares)).sum())


def _climb(ladders: dict[str, list[Rung]], threshold: int) -> dict[str, int]:
    """How far up each ladder to go, in the order in which the columns were first touched.

    Coarser values come before taking a column out, and taking the last rows out comes first where it loses less than either.
    """
    at = dict.fromkeys(ladders, 0)
    touched: dict[str, int] = {}
    while left := _small(ladders, at, threshold):
        moves = _moves(ladders, at, threshold)
        if not moves:
            break
        _, _, _, name, lost = max(moves)
        rows = len(next(iter(ladders.values()))[0].coded[0])
        if MISSING * left / rows * _held(ladders, at) < lost:
            break
        at[name] += 1
        touched[name] = at[name]
    return touched


def _held(ladders: dict[str, list[Rung]], at: dict[str, int]) -> float:
    """The bits that all columns still hold."""
    return sum(rungs[at[name]].bits for name, rungs in ladders.items())


def _moves(ladders: dict[str, list[Rung]], at: dict[str, int], threshold: int) -> list[tuple[bool, float, float, str, float]]:
    """Every next rung: whether the column stays, how far rows come per bit lost, bits kept, column, bits lost."""
    moves = []
    now = _progress(ladders, at, threshold)
    for name, rungs in ladders.items():
        if at[name] + 1 < len(rungs):
            gained = _progress(ladders, {**at, name: at[name] + 1}, threshold) - now
            lost = max(rungs[at[name]].bits - rungs[at[name] + 1].bits, 1e-9)
            stays = rungs[at[name] + 1].bits > 0 and gained > 0
            moves.append((stays, gained / lost, -lost, name, lost))
    return moves


def _small(ladders: dict[str, list[Rung]], at: dict[str, int], threshold: int) -> int:
    """Rows in groups under the threshold."""
    sizes = _sizes(ladders, at)
    return int(sizes[sizes < threshold].sum())


def _progress(ladders: dict[str, list[Rung]], at: dict[str, int], threshold: int) -> float:
    """How near the rows are to groups of the threshold's size, 1 being there: it tells remedies apart before any row is rescued."""
    sizes = _sizes(ladders, at)
    return float((sizes * np.minimum(sizes, threshold)).sum() / (threshold * max(sizes.sum(), 1)))


def _sizes(ladders: dict[str, list[Rung]], at: dict[str, int]) -> Codes:
    parts = [rungs[at[name]].coded for name, rungs in ladders.items()]
    return class_sizes(*together(parts, len(parts[0][0])))


def _plan(table: CleanTable, ladders: dict[str, list[Rung]], touched: dict[str, int], threshold: int) -> tuple[Remedy, ...]:
    """The steps with their effects, one after another; the rows still in small groups are taken out at the end."""
    at = dict.fromkeys(ladders, 0)
    left = _small(ladders, at, threshold)
    plan = []
    for name, rung in touched.items():
        before, at[name] = left, rung
        left = _small(ladders, at, threshold)
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
