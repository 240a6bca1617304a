"""Means, rates and percentages give a hidden count away: they are hidden with it, and where they rest on too few people."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.audit.policy import policy
from ctcompanion.privacy.suppression.profile import Profile, profile_named
from ctcompanion.privacy.suppression.publish import NOTE, noted


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


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    if name not in frame.columns:
        raise PrivacyError("no-such-column", f"The table has no column named {name}.", "Choose one of its columns.")
    return frame[name]


def says_statistic(name: str) -> bool:
    """True where a column's name speaks of a percentage, a rate or a mean."""
    words = set(re.split(r"[^a-z%]+", name.casefold()))
    return any(word in words for word in policy()["statistics"]["words"])
