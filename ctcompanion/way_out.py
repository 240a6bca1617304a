"""What to publish in place of rows that single people out beside the published version: new counts of each period, or regions.

Both are another table than the published one, so they go to a dataset of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ctcompanion import replay
from ctcompanion.draft import Draft
from ctcompanion.errors import PrivacyError
from ctcompanion.privacy import apply
from ctcompanion.privacy.audit import Comparison, differencing
from ctcompanion.privacy.remedies.places import region_of_town
from ctcompanion.recipe import RemedyStep, Target
from ctcompanion.versions import Compared, Fields, comparisons

SUPPRESS = "suppress"


@dataclass(frozen=True)
class Way:
    """One way out. `left`: changes of a few people that it would still show; 0 for one that works. `title`: added to the dataset's title."""

    step: RemedyStep
    label: str
    effect: str
    title: str
    left: int = 0


def ways_out(draft: Draft, published: pd.DataFrame, fields: Fields) -> tuple[Way, ...]:
    """The ways for each count that would isolate a few people; only those that this file can go."""
    found = []
    for one in comparisons(draft, published, fields):
        if one.found.isolating:
            found += [way for way in (_by_period(draft, one), _by_region(one)) if way is not None]
    return tuple(found)


def taken(draft: Draft, way: Way) -> Draft:
    """The draft as another table that goes to a dataset of its own, hidden counts hidden anew; reviewed."""
    privacy, described = draft.recipe.privacy, draft.recipe.metadata
    hiding = tuple(step for step in privacy.remedies if step.operation == SUPPRESS)
    others = tuple(step for step in privacy.remedies if step.operation != SUPPRESS)
    title = f"{described.title}, {way.title}" if described.title else ""
    columns = tuple(column for column in draft.recipe.columns if column.name != way.step.column)
    metadata = described.model_copy(update={"title": title})
    for steps in ((*others, way.step, *hiding), (*others, way.step)):
        changed = draft.with_metadata(metadata, columns).with_target(Target(domain=draft.recipe.target.domain))
        try:
            return replay.reviewed(changed.with_privacy(privacy.model_copy(update={"remedies": steps})))
        except PrivacyError:
            if not hiding:
                raise
    raise AssertionError("unreachable")


def _by_period(draft: Draft, one: Compared) -> Way | None:
    if draft.table is None or one.asked.period is None:
        return None
    parameters = {"by": list(one.asked.by), "period": one.asked.period}
    label = "Publish the new counts of each period, not running totals"
    step = RemedyStep(operation="by-period", column=one.candidate.count, parameters=parameters, sentence=label)
    try:
        after = apply(draft.table, (step,))
    except PrivacyError:
        return None
    return Way(step, label, f"{len(after.rows):,} rows, as a dataset of its own", "New Counts by Period")


def _by_region(one: Compared) -> Way | None:
    """Towns added up to planning regions, where that leaves no change of a few people."""
    town = next((name for name in one.asked.by if _is_town(one.new[name])), None)
    if town is None:
        return None
    old, new = (_regions(frame, one.asked, town) for frame in (one.old, one.new))
    left = len(differencing(old, new, one.asked).isolating)
    parameters = {"by": list(one.asked.by), "sum": [one.candidate.count], "name": "", "regions": [town], "total": one.asked.total}
    label = "Add the towns up by planning region"
    step = RemedyStep(operation="aggregate", column=one.candidate.count, parameters=parameters, sentence=label)
    effect = f"{new[town].nunique():,} regions in place of {one.new[town].nunique():,} towns, as a dataset of its own"
    return Way(step, label, effect, "by Planning Region", left)


def _is_town(values: pd.Series) -> bool:
    some = values.dropna().unique()[:40]
    return sum(region_of_town(str(value)) is not None for value in some) > 0.8 * len(some) > 0


def _regions(frame: pd.DataFrame, asked: Comparison, town: str) -> pd.DataFrame:
    """The counts by region; a region with a hidden town is hidden."""
    region = {value: region_of_town(str(value)) for value in frame[town].dropna().unique()}
    added = frame.assign(**{town: frame[town].map(region), asked.count: pd.to_numeric(frame[asked.count], errors="coerce")})
    groups = added.dropna(subset=[town]).groupby(list(asked.by), sort=True, dropna=False)[asked.count]
    whole = groups.sum(min_count=1).where(groups.count() == groups.size())
    return whole.reset_index()
