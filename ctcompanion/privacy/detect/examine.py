"""Every column of a table through every rule."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pandas as pd

from ctcompanion.model import CleanTable, Column, ColumnVerdict, Level
from ctcompanion.privacy.detect import attributes, contact, numbers, people, text
from ctcompanion.privacy.detect.facts import Facts, facts
from ctcompanion.privacy.detect.found import DetectionRule, Found
from ctcompanion.privacy.detect.scan import scan
from ctcompanion.privacy.lists import rules

THREADS = 2

RULES: tuple[DetectionRule, ...] = (
    attributes.empty,
    attributes.web_address,
    numbers.ssn,
    numbers.masked_ssn,
    contact.email,
    numbers.payment_card,
    numbers.ip,
    numbers.device,
    numbers.vin,
    numbers.plate,
    numbers.passport,
    numbers.person_number,
    numbers.account,
    attributes.parcel,
    attributes.npi,
    attributes.record_number,
    contact.phone,
    contact.address,
    numbers.drivers_licence,
    attributes.picture,
    attributes.birth_date,
    people.person_name,
    people.given_name,
    people.surname,
    attributes.coordinates,
    attributes.zip_code,
    attributes.by_header,
    people.hidden_people,
    attributes.town,
    attributes.by_values,
    text.free_text,
    people.organisation,
)
"""The first rule that fits a column decides. Strong evidence stands before weak."""


def examine(table: CleanTable, about_people: bool, exhaustive: bool = True) -> tuple[ColumnVerdict, ...]:
    """One verdict per column, in the table's order. `exhaustive`: read every text cell for identifiers inside it."""
    with ThreadPoolExecutor(THREADS) as pool:  # arrow lets go of the interpreter while it scans
        return tuple(pool.map(lambda column: examine_column(column, table.rows[column.name], about_people, exhaustive), table.columns))


def examine_column(column: Column, values: pd.Series[Any], about_people: bool = True, exhaustive: bool = True) -> ColumnVerdict:
    """The verdict on one column: the first rule that fits, unless an identifier stands inside its text."""
    seen = facts(column, values, about_people)
    found = first_found(seen)
    verdict = verdict_of(column.name, found, about_people)
    if verdict.level is Level.STOP or not exhaustive or not isinstance(values.dtype, pd.StringDtype):
        return verdict
    inside = {kind: count for kind, count in scan(values).items() if _adds(kind, found.rule, about_people)}
    return verdict_of(column.name, Found("text-with-identifier", _share(inside, seen)), about_people) if inside else verdict


def first_found(seen: Facts) -> Found:
    """What the first rule that fits says; "nothing" when none does."""
    for rule in RULES:
        if found := rule(seen):
            return found
    return Found("nothing")


def verdict_of(column: str, found: Found, about_people: bool) -> ColumnVerdict:
    """A rule's answer with its class, level and words."""
    rule = rules()[found.rule]
    share = None if found.share is None else round(found.share, 4)
    return ColumnVerdict(column, rule.role, rule.level(about_people), rule.name, rule.why, share)


def _adds(kind: str, rule: str, about_people: bool) -> bool:
    """An identifier inside a text counts, unless the column is known for it or such a thing is harmless on these rows."""
    return kind != rule and rules()[kind].level(about_people) is Level.STOP


def _share(inside: dict[str, int], seen: Facts) -> float:
    return min(1.0, max(inside.values()) / max(seen.distinct, 1))
