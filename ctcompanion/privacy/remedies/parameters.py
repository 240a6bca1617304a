"""What a remedy's parameters have to hold: a recipe changed by hand is told what is wrong with it, and nothing in it is passed over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel, StrictBool, StrictFloat, StrictInt

from ctcompanion.parameters import Text, Texts, check_of, not_held
from ctcompanion.recipe import RemedyStep

Number: TypeAlias = StrictInt | StrictFloat

PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "drop-column": {},
    "drop-rows": {"where": Text, "columns": Texts, "threshold": Number},
    "blank-cells": {"where": Text, "columns": Texts, "threshold": Number},
    "age-bands": {"width": Number, "top": Number, "edges": list[StrictInt]},
    "date-to-month": {},
    "date-to-year": {},
    "address-to-town": {},
    "zip-to-town": {},
    "zip-to-region": {},
    "town-to-region": {},
    "rare-to-other": {"fewer_than": Number},
    "top-code": {"at": Number},
    "bottom-code": {"at": Number},
    "coarsen-coordinates": {"decimals": Number},
    "aggregate": {"by": Texts, "sum": Texts, "name": Text, "all_combinations": StrictBool, "regions": Texts, "total": Text},
    "by-period": {"by": Texts, "period": Text},
    "round": {"base": Number},
    "suppress": {"by": Texts, "total": Text, "profile": Text, "sums": list[Texts], "beside": Texts, "known_totals": Texts},
    "dominance": {"by": Texts, "contributor": Text, "largest": Texts, "total": Text},
    "row-number": {"name": Text, "columns": Texts},
}
"""Operation -> what may stand beside the column; what has to be there the operation says itself."""


def wrong(step: RemedyStep) -> tuple[str, ...]:
    """The names of the step's parameters that are unknown or not what they have to be."""
    check = _check(step.operation)
    return () if check is None else not_held(check, step.parameters)


@cache
def _check(operation: str) -> type[BaseModel] | None:
    if operation not in PARAMETERS:
        return None
    asked = {"column": Text, **PARAMETERS[operation]}
    return check_of(operation, {f"{name}?": kind | None for name, kind in asked.items()}, no_others=True)
