"""For an update: values of a category that are not among those published, such as a new town; each with what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.map_values import with_words
from ctcompanion.cleaning.words import bare_total
from ctcompanion.draft import Draft
from ctcompanion.model import DataType
from ctcompanion.publishing import Portal
from ctcompanion.recipe import CleaningStep, Recipe
from ctcompanion.reference import town_by_name

MOST = 200
"""More different values than this are no categories."""
FEW = 20
"""More new values than this are not a slip: the column holds something that is new each time."""
NEAR = 0.85
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class NewValues:
    """`values`: those that are not published yet; `meant`: of these, value -> the published one that is spelled much alike; `totals`: those
    that say no more than that they are a total.
    """

    column: str
    heading: str
    values: tuple[str, ...]
    meant: Mapping[str, str]
    totals: tuple[str, ...] = ()

    def without_totals(self) -> CleaningStep:
        """The step that leaves these rows out."""
        return filter_rows(self.heading, "is not", *self.totals)

    def step(self, value: str, steps: Sequence[CleaningStep] = ()) -> CleaningStep:
        """The step that writes the published value instead. `steps`: those of the draft; words that were given before stay."""
        return with_words(steps, self.heading, {value: self.meant[value]})


def published_values(portal: Portal, dataset_id: str, recipe: Recipe) -> dict[str, tuple[str, ...]]:
    """Column name -> the values that are published, of the text columns with few. PublishingError when the portal does not answer."""
    fields = {column.name: column.field_name or column.name for column in recipe.columns if column.type is DataType.TEXT}
    there = {column.field for column in portal.view(dataset_id).columns}
    found = {}
    for name, field in fields.items():
        if field in there:
            rows = portal.read(dataset_id, select=f"`{field}`", group=f"`{field}`", limit=MOST + 1)
            values = tuple(sorted(str(row[field]) for row in rows if row.get(field)))
            found.update({name: values} if len(values) <= MOST else {})
    return found


def new_values(draft: Draft, published: Mapping[str, Sequence[str]]) -> tuple[NewValues, ...]:
    """Per column the values that were not there before. Columns of which most is new each time (a school year) are left out."""
    table = draft.safe or draft.table
    found = []
    for column in table.columns if table is not None else ():
        known = published.get(column.name, ())
        if table is None or not known:
            continue
        here = set(map(str, table.rows[column.name].dropna().unique()))
        fresh = sorted(here - set(known))
        if fresh and len(fresh) <= min(FEW, len(here) // 2):
            near = {value: _near(value, known) for value in fresh}
            meant = {value: match for value, match in near.items() if match}
            totals = tuple(value for value in fresh if bare_total().match(value))
            found.append(NewValues(column.name, column.display or column.name, tuple(fresh), meant, totals))
    return tuple(found)


def _near(value: str, known: Sequence[str]) -> str:
    """The published value that it may be a slip for; empty where there is none. West Haven is no slip for East Haven, nor 2024 for 2023."""
    if value.casefold() in town_by_name():
        return ""
    numbers = NUMBERS.findall(value)
    alike = [one for one in known if NUMBERS.findall(one) == numbers]
    return next(iter(get_close_matches(value, alike, n=1, cutoff=NEAR)), "")


def said(found: Sequence[NewValues]) -> tuple[str, ...]:
    """Without the values themselves: for receipts, letters and logs."""
    return tuple(
        f"{one.heading}: {len(one.values)} {'value' if len(one.values) == 1 else 'values'} that {'was' if len(one.values) == 1 else 'were'} not there before."
        for one in found
    )
