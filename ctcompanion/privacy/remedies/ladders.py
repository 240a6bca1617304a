"""Every column's way from as it is to gone, the mildest remedy first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ctcompanion.errors import PrivacyError
from ctcompanion.model import CleanTable
from ctcompanion.privacy.reidentify.classes import Coded, Codes, class_sizes, column_codes
from ctcompanion.privacy.remedies.apply import operated
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


@dataclass(frozen=True)
class Rung:
    """One column at one strength of remedy: the groups it then makes, and the bits of information it still holds."""

    step: RemedyStep | None
    label: str
    coded: Coded
    bits: float


def ladder(table: CleanTable, name: str, rule: str, threshold: int) -> list[Rung]:
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
        try:
            rung = _rung(operated(alone, step), name, step, label)
        except PrivacyError:  # this remedy does not fit the column, for instance regions where towns are asked for
            continue
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
