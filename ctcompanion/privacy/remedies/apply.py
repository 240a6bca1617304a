"""The remedies of a recipe, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ctcompanion.errors import PrivacyError
from ctcompanion.model import Change, CleanTable
from ctcompanion.privacy.remedies.age_bands import age_bands
from ctcompanion.privacy.remedies.aggregate import aggregate
from ctcompanion.privacy.remedies.by_period import by_period
from ctcompanion.privacy.remedies.dates import date_to_month, date_to_year
from ctcompanion.privacy.remedies.dominance import dominance
from ctcompanion.privacy.remedies.drop import blank_cells, drop_column, drop_rows
from ctcompanion.privacy.remedies.effect import effect
from ctcompanion.privacy.remedies.extremes import bottom_code, round_numbers, top_code
from ctcompanion.privacy.remedies.parameters import PARAMETERS, wrong
from ctcompanion.privacy.remedies.places import address_to_town, coarsen_coordinates, town_to_region, zip_to_region, zip_to_town
from ctcompanion.privacy.remedies.rare import rare_to_other
from ctcompanion.privacy.remedies.row_number import numbered, row_number
from ctcompanion.privacy.remedies.suppress_counts import suppress_counts
from ctcompanion.recipe import RemedyStep

Operation = Callable[[CleanTable, RemedyStep], CleanTable]

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "drop-column": drop_column,
        "drop-rows": drop_rows,
        "blank-cells": blank_cells,
        "age-bands": age_bands,
        "date-to-month": date_to_month,
        "date-to-year": date_to_year,
        "address-to-town": address_to_town,
        "zip-to-town": zip_to_town,
        "zip-to-region": zip_to_region,
        "town-to-region": town_to_region,
        "rare-to-other": rare_to_other,
        "top-code": top_code,
        "bottom-code": bottom_code,
        "coarsen-coordinates": coarsen_coordinates,
        "aggregate": aggregate,
        "by-period": by_period,
        "round": round_numbers,
        "suppress": suppress_counts,
        "dominance": dominance,
        "row-number": row_number,
    }
)
"""Operation of a recipe's remedy -> what does it."""


def apply(table: CleanTable, remedies: tuple[RemedyStep, ...]) -> CleanTable:
    """The table after all remedies, in order; each leaves a Change with its sentence. The table given stays as it was."""
    for step in remedies:
        table = apply_one(table, step)
    # A row number may stand only for what is published in the end.
    return numbered(table, remedies) if remedies and remedies[-1].operation != "row-number" else table


def apply_one(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The table after one remedy, with its Change; PrivacyError when it does not fit this table."""
    after = operated(table, step)
    change = Change(
        step=step.operation,
        sentence=step.sentence or sentence(step),
        rows_before=len(table.rows),
        rows_after=len(after.rows),
        columns_before=len(table.columns),
        columns_after=len(after.columns),
        effect=effect(table, after, step),
    )
    return replace(after, changes=(*table.changes, change))


def operated(table: CleanTable, step: RemedyStep) -> CleanTable:
    """The table after one remedy and no word about it; PrivacyError (unknown-remedy, no-such-column...)."""
    if step.operation not in OPERATIONS:
        raise PrivacyError(
            "unknown-remedy",
            f"This version does not know the privacy step “{step.operation}”.",
            "Update CT Companion, or leave that step out and choose another remedy.",
        )
    if found := [name for name in wrong(step) if name in PARAMETERS[step.operation]]:
        raise PrivacyError(
            "unclear-remedy",
            f"A privacy step ({step.operation}) cannot be read: {', '.join(found)} is not as expected.",
            "Leave that step out and make it again.",
        )
    return OPERATIONS[step.operation](table, step)


def sentence(step: RemedyStep) -> str:
    """A step in words when the recipe has none."""
    return f"{step.operation.replace('-', ' ').capitalize()}{f' ({step.column})' if step.column else ''}."
