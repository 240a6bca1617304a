"""The remedies that fit a column, each with its effect on this table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, ColumnVerdict, Remedy
from ctcompanion.privacy.detect.names import is_elsewhere
from ctcompanion.privacy.remedies.age_bands import band, edges
from ctcompanion.privacy.remedies.dates import stamps
from ctcompanion.privacy.remedies.drop import marked
from ctcompanion.privacy.remedies.places import region_of_town, town_of_address, town_of_zip
from ctcompanion.privacy.remedies.rare import rare_values
from ctcompanion.recipe import RemedyStep

Offer = Callable[[CleanTable, str], list[Remedy]]
MANY_VALUES = 20_000
"""Effects are counted on this many distinct values at most; beyond, the label alone must do."""


def offers(verdict: ColumnVerdict, table: CleanTable) -> tuple[Remedy, ...]:
    """What a person can press for this column: the mildest first, taking the column out last."""
    found = [remedy for offer in BY_RULE.get(verdict.rule, ()) for remedy in offer(table, verdict.column)]
    return (*found, _drop(table, verdict.column))


def _remedy(operation: str, label: str, effect: str, column: str, **parameters: Any) -> Remedy:
    return Remedy(operation, label, effect, {"column": column, **parameters})


def _drop(table: CleanTable, column: str) -> Remedy:
    left = len(table.columns) - 1
    return _remedy("drop-column", "Remove the column", f"{left:,} {'column stays' if left == 1 else 'columns stay'}", column)


def _row_number(table: CleanTable, column: str) -> list[Remedy]:
    effect = f"{len(table.rows):,} rows get a number made of what is published, never of the identifier"
    return [_remedy("row-number", "Put a row number in its place", effect, column)]


def _months_years(table: CleanTable, column: str) -> list[Remedy]:
    days = stamps(table.rows[column]).dropna()
    kinds, months, years = days.nunique(), (days.dt.year * 12 + days.dt.month).nunique(), days.dt.year.nunique()
    if not kinds:
        return []
    return [
        _remedy("date-to-month", "Keep the month only", _become(kinds, "days", months, "months"), column),
        _remedy("date-to-year", "Keep the year only", _become(kinds, "days", years, "years"), column),
    ]


def _age_bands(table: CleanTable, column: str) -> list[Remedy]:
    ages = pd.to_numeric(table.rows[column], errors="coerce").dropna().unique()
    bands = {band(age, edges({"width": 10})) for age in ages}
    if len(bands) >= len(ages):
        return []
    return [_remedy("age-bands", "Group ages by ten years", _become(len(ages), "ages", len(bands), "groups"), column, width=10)]


def _address(table: CleanTable, column: str) -> list[Remedy]:
    return _places(table, column, "address-to-town", "Keep the town only", town_of_address, ("addresses", "towns"))


def _zip(table: CleanTable, column: str) -> list[Remedy]:
    towns = _places(table, column, "zip-to-town", "Show the town instead", town_of_zip, ("ZIP codes", "towns"))
    regions = _places(
        table,
        column,
        "zip-to-region",
        "Show the planning region instead",
        lambda z: region_of_town(town_of_zip(z)),
        ("ZIP codes", "regions"),
    )
    return towns + regions


def _region(table: CleanTable, column: str) -> list[Remedy]:
    return _places(table, column, "town-to-region", "Show the planning region instead", region_of_town, ("towns", "regions"))


def _places(table: CleanTable, column: str, operation: str, label: str, change: Any, words: tuple[str, str]) -> list[Remedy]:  # noqa: PLR0913, PLR0917
    values = [str(value) for value in pd.unique(table.rows[column].dropna())[:MANY_VALUES]]
    places = [change(value) for value in values]
    known = [place for place in places if place]
    if len(known) < 0.3 * len(values) or not known:
        return []
    lost = f"; {len(values) - len(known):,} become blank" if len(known) < len(values) else ""
    return [_remedy(operation, label, _become(len(values), words[0], len(set(known)), words[1]) + lost, column)]


def _rare(table: CleanTable, column: str) -> list[Remedy]:
    values = table.rows[column]
    rare = rare_values(values, 6)
    kinds = values.nunique()
    if not rare or len(rare) >= kinds:
        return []
    effect = f"{len(rare):,} of {kinds:,} kinds become Other, on {int(values.isin(rare).sum()):,} rows"
    return [_remedy("rare-to-other", "Put rare values together as Other", effect, column, fewer_than=6)]


def _coarser(table: CleanTable, column: str) -> list[Remedy]:
    values = table.rows[column]
    effect = (
        f"{values.nunique():,} points become {values.round(2).nunique():,}"
        if pd.api.types.is_numeric_dtype(values)
        else "about a kilometer"
    )
    return [_remedy("coarsen-coordinates", "Keep two decimals", effect, column, decimals=2)]


def _money(table: CleanTable, column: str) -> list[Remedy]:
    values = table.rows[column]
    if not pd.api.types.is_numeric_dtype(values) or values.notna().sum() < 20:
        return []
    at = float(f"{values.dropna().astype('float64').quantile(0.99):.2g}")
    at = int(at) if at >= 10 else at
    above = int((values > at).sum())
    rounded = _remedy(
        "round", "Round to thousands", f"{values.nunique():,} amounts become {(values / 1000).round().nunique():,}", column, base=1000
    )
    return [rounded, _remedy("top-code", f"Show the highest as {at:,} or more", f"changes {above:,} rows", column, at=at)]


def _inside(where: str, what: str) -> Offer:
    def offer(table: CleanTable, column: str) -> list[Remedy]:
        rows = int(marked(table, RemedyStep(operation="drop-rows", column=column, parameters={"where": where})).sum())
        if not rows:
            return []
        count = f"{rows:,} of {len(table.rows):,} rows"
        return [
            _remedy("blank-cells", f"Blank the cells with {what}", f"blanks the column in {count}", column, where=where),
            _remedy("drop-rows", f"Take out the rows with {what}", f"takes out {count}", column, where=where),
        ]

    return offer


def _become(before: int, what: str, after: int, then: str) -> str:
    return f"{before:,} {what} become {after:,} {then}"


def _towns_only(table: CleanTable, column: str) -> list[Remedy]:
    some = pd.unique(table.rows[column].dropna())[:50]
    return _region(table, column) if any(is_elsewhere(str(value)) for value in some) else []


BY_RULE: dict[str, tuple[Offer, ...]] = {
    "address": (_address,),
    "person-number": (_row_number,),
    "record-number": (_row_number,),
    "drivers-licence": (_row_number,),
    "account": (_row_number,),
    "ssn": (_row_number,),
    "masked-ssn": (_row_number,),
    "person-name": (_row_number,),
    "text-with-identifier": (_inside("identifier-inside", "identifiers"),),
    "hidden-people": (_inside("name-inside", "people's names"),),
    "birth-date": (_months_years,),
    "event-date": (_months_years,),
    "age": (_age_bands,),
    "zip": (_zip,),
    "zip-plus-4": (_zip,),
    "place-of-person": (_towns_only, _rare),
    "race": (_rare,),
    "sex": (_rare,),
    "background": (_rare,),
    "health": (_rare,),
    "justice": (_rare,),
    "status": (_rare,),
    "coordinates": (_coarser,),
    "money-of-person": (_money,),
    "confirmed-quasi": (_rare,),
}
"""What fits which rule, the mildest first."""
