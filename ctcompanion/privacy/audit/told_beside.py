"""Hidden counts that another column of the same rows tells: a copy, a difference of two columns, a running total."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ctcompanion.privacy.audit.differencing import in_order
from ctcompanion.privacy.audit.equations import Floats

LEAST_ROWS, LEAST_COUNTS = 4, 3
"""A rule that holds in so few rows, or for so few different counts, may be chance."""
MOST_COLUMNS, MOST_KEYS = 24, 4
NUMBER = r"^[^0-9]*([0-9][0-9,]*)[^0-9]*$"
"""A text with a single number in it: `Avon had 3 clients`."""
Rule = Callable[[Floats], Floats]


def told_beside(rows: pd.DataFrame, count: str, by: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Columns -> how many hidden counts a reader works out from them, where what they tell agrees with every count that is shown."""
    counts = pd.to_numeric(rows[count], errors="coerce").to_numpy(float)
    shown = ~np.isnan(counts)
    if shown.all() or shown.sum() < LEAST_ROWS or len(np.unique(counts[shown])) < LEAST_COUNTS:
        return {}
    others = _numbers(rows, {count, *by})
    found: dict[tuple[str, ...], int] = {}
    for columns, told in (*_copies(counts, others), *_sums(others), *_running(rows, counts, others, by)):
        known = shown & ~np.isnan(told)
        if (
            known.sum() < LEAST_ROWS
            or len(np.unique(counts[known])) < LEAST_COUNTS
            or not np.allclose(told[known], counts[known], atol=1e-6)
        ):
            continue
        if given := int((~shown & ~np.isnan(told)).sum()):
            found[columns] = max(found.get(columns, 0), given)
    return found


def _numbers(rows: pd.DataFrame, without: set[str]) -> dict[str, Floats]:
    """The other columns as numbers, texts by the single number in them; one without any number is left out."""
    found = {}
    for name in [name for name in rows.columns if name not in without][:MOST_COLUMNS]:
        values = rows[name]
        if pd.api.types.is_datetime64_any_dtype(values) or pd.api.types.is_bool_dtype(values):
            continue
        if not pd.api.types.is_numeric_dtype(values):
            values = values.astype("str").str.extract(NUMBER, expand=False).str.replace(",", "")
        numbers = pd.to_numeric(values, errors="coerce").to_numpy(float)
        if not np.isnan(numbers).all():
            found[str(name)] = numbers
    return found


def _copies(counts: Floats, others: dict[str, Floats]) -> Iterator[tuple[tuple[str, ...], Floats]]:
    """The count itself, or the same multiple of it in each row."""
    for name, values in others.items():
        usable = (values != 0) & (counts > 0) & ~np.isnan(values)
        if usable.any():
            first = int(np.flatnonzero(usable)[0])
            yield (name,), values * (counts[first] / values[first])


def _sums(others: dict[str, Floats]) -> Iterator[tuple[tuple[str, ...], Floats]]:
    for one, other in combinations(others, 2):
        for told in (others[one] + others[other], others[one] - others[other], others[other] - others[one]):
            yield (one, other), told


def _running(rows: pd.DataFrame, counts: Floats, others: dict[str, Floats], by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Floats]]:
    """Steps of a running total beside it; and a running total by its last, or next, value and the steps beside it."""
    for period in by[:MOST_KEYS]:
        keys = [name for name in by if name != period]
        place = rows.groupby(keys, sort=False, dropna=False).ngroup().to_numpy() if keys else np.zeros(len(rows))
        order = np.lexsort((in_order(rows[period]), place))
        last, following = (_neighbor(place, order, step) for step in (1, -1))
        for name, values in others.items():
            yield (name,), values - last(values)
            step = counts - last(counts)
            known = ~np.isnan(step) & ~np.isnan(values)
            if known.sum() >= LEAST_ROWS and np.allclose(step[known], values[known], atol=1e-6):
                back, forth = last(counts) + values, following(counts) - following(values)
                yield (name,), np.where(np.isnan(back), forth, back)


def _neighbor(place: np.ndarray, order: np.ndarray, step: int) -> Rule:
    """For each row the value of the row before it (step 1) or after it (-1) in the same place; NaN at the ends."""

    def moved(values: Floats) -> Floats:
        beside: Floats = np.roll(values[order], step).astype(float)
        beside[np.roll(place[order], step) != place[order]] = np.nan
        beside[0 if step == 1 else -1] = np.nan
        back: Floats = np.empty_like(beside)
        back[order] = beside
        return back

    return moved
