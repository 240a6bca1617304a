"""Means, rates and percentages give a hidden count away: they are hidden with it, and where they rest on too few people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.policy import policy
from ctcompanion.privacy.suppression.profile import Profile, profile_named
from ctcompanion.privacy.suppression.publish import NOTE, noted

MOST_COUNTS = 8
LEAST_ROWS, MOST_ROWS, ROUNDED = 4, 0.95, 0.0051
"""A ratio of two columns is the statistic where it comes to it, within a rounded percent, in nearly all of several rows."""


@dataclass(frozen=True)
class Statistic:
    """A column that is computed from counts. `count`: the column it goes with; numerator and denominator where the table has them."""

    column: str
    count: str | None = None
    numerator: str | None = None
    denominator: str | None = None


def suppress_statistics(frame: pd.DataFrame, statistic: Statistic, profile: str | Profile = "sde") -> pd.DataFrame:
    """A copy in which the statistic is blank where its count is hidden, its numerator is 5 or under or its denominator under 20.

    The numbers are the profile's (the State Department of Education's above). A numerator or denominator that is hidden itself hides
    the statistic as well. PrivacyError: no-such-column, not-counts.
    """
    rule = profile_named(profile)
    hidden = np.zeros(len(frame), bool)
    for column, least in (
        (statistic.count, None),
        (statistic.numerator, rule.numerator_to + 1),
        (statistic.denominator, rule.denominator_below),
    ):
        if column is not None:
            counts = read_counts(_column(frame, column))
            hidden |= np.isnan(counts) if least is None else ~(counts >= least)
    hidden &= _column(frame, statistic.column).notna().to_numpy()
    made = frame.copy()
    made[statistic.column] = made[statistic.column].where(~hidden)
    return noted(made, np.flatnonzero(hidden).astype(np.int64), NOTE.format(column=statistic.column))


def rests_on(frame: pd.DataFrame, column: str, counts: Sequence[str]) -> Statistic | None:
    """The statistic with its numerator and denominator among the count columns, found by arithmetic; None where no two of them make it."""
    said = pd.to_numeric(frame[column], errors="coerce").to_numpy(float)
    numbers = {name: pd.to_numeric(frame[name], errors="coerce").to_numpy(float) for name in counts[:MOST_COUNTS]}
    for numerator, denominator in permutations(numbers, 2):
        above, below = numbers[numerator], numbers[denominator]
        known = ~np.isnan(said) & ~np.isnan(above) & (below > 0)
        for times in (100, 1):
            near = np.abs(times * above[known] / below[known] - said[known]) <= times * ROUNDED
            if known.sum() >= LEAST_ROWS and near.mean() >= MOST_ROWS:
                return Statistic(column, numerator=numerator, denominator=denominator)
    return None


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        raise PrivacyError("no-such-column", f"The table has no column named {name}.", "Choose one of its columns.")
    return frame[name]


def says_statistic(name: str) -> bool:
    """True where a column's name speaks of a percentage, a rate or a mean."""
    words = set(re.split(r"[^a-z%]+", name.casefold()))
    return any(word in words for word in policy()["statistics"]["words"])
