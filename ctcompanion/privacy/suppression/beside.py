"""Totals that stand in a column of their own beside their parts: Girls, Boys, Total. The columns are one table, told apart by one key more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ctcompanion.privacy.audit.counts import read_counts
from ctcompanion.privacy.suppression.profile import Profile
from ctcompanion.privacy.suppression.publish import blanked
from ctcompanion.privacy.suppression.suppress import Suppressed, suppress

COUNT = "Count"
ColumnSum = tuple[str, ...]
"""Names of columns: the total first, then its parts."""


@dataclass(frozen=True)
class Beside:
    """`rows` holds the counts of `columns` under each other (column by column), told apart by `by`, which has a key for each sum."""

    rows: pd.DataFrame
    columns: tuple[str, ...]
    by: tuple[str, ...]


def linked(count: str, sums: Iterable[ColumnSum]) -> tuple[ColumnSum, ...]:
    """The sums that a column takes part in, directly or through others."""
    left, found = list(sums), []
    names = {count}
    while here := [one for one in left if names & set(one)]:
        found += here
        names |= {name for one in here for name in one}
        left = [one for one in left if one not in here]
    return tuple(found)


def side_by_side(frame: pd.DataFrame, by: Sequence[str], sums: Sequence[ColumnSum], total: str = "Total") -> Beside:
    """The columns of the sums as one long table. A part that is a total itself stands for its own parts in the sum above."""
    columns = tuple(dict.fromkeys(name for one in sums for name in one))
    keys = tuple(f"sum {number}" for number in range(1, len(sums) + 1))
    parts = []
    for name in columns:
        told = {key: _part(name, one, sums, total) for key, one in zip(keys, sums, strict=True)}
        parts.append(frame[list(by)].assign(**told, **{COUNT: read_counts(frame[name])}))
    return Beside(pd.concat(parts, ignore_index=True), columns, (*by, *keys))


def _part(name: str, one: ColumnSum, sums: Sequence[ColumnSum], total: str) -> str:
    """Which part of a sum a column belongs to, as a word that no list of total words knows; the total's own word outside of it."""
    inside = next((part for part in one[1:] if name == part or name in _below(part, sums)), None)
    return (total.strip() or "Total") if inside is None else f"= {inside}"


def _below(part: str, sums: Sequence[ColumnSum]) -> set[str]:
    found: set[str] = set()
    waiting = [part]
    while waiting:
        here = waiting.pop()
        new = {name for one in sums if one[0] == here for name in one[1:]} - found
        found |= new
        waiting += new
    return found


def suppress_beside(  # noqa: PLR0913 (as `suppress` has them)
    frame: pd.DataFrame,
    by: Sequence[str],
    sums: Sequence[ColumnSum],
    *,
    total: str,
    profile: str | Profile,
    known_totals: Sequence[str] = (),
) -> tuple[pd.DataFrame, Suppressed]:
    """The table with all columns of the sums suppressed together, each with blanks and notes of its own. PrivacyError as in `suppress`."""
    one = side_by_side(frame, by, sums, total)
    done = suppress(one.rows, one.by, COUNT, total=total, profile=profile, known_totals=known_totals)
    hidden = np.array(done.rows, np.int64)
    for number, name in enumerate(one.columns):
        here = hidden[(hidden >= number * len(frame)) & (hidden < (number + 1) * len(frame))] - number * len(frame)
        frame = blanked(frame, name, here, done.profile.round_to)
    return frame, done
