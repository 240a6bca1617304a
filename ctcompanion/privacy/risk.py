"""How easily a row can be singled out over the quasi-identifiers."""

from __future__ import annotations

import pandas as pd

from ctcompanion.model import Risk
from ctcompanion.privacy.reidentify.classes import Codes, class_codes, class_sizes
from ctcompanion.privacy.reidentify.diversity import distinct_l
from ctcompanion.privacy.reidentify.unique_subsets import UniqueSubset, minimal_unique_subsets

WORST = 3


def risk(
    frame: pd.DataFrame,
    columns: tuple[str, ...],
    threshold: int = 6,
    *,
    sensitive: tuple[str, ...] = (),
    labels: dict[str, str] | None = None,
) -> Risk:
    """k (the smallest group), the rows in groups under `threshold`, the rows that are alone, and the worst three reasons in words.

    `columns`: the quasi-identifiers; none, or no rows: k is None. `labels`: how columns are called in the sentences.
    """
    if not columns or not len(frame):
        return Risk(columns, None, 0, 0, threshold)
    codes, size = class_codes(frame, columns)
    sizes = class_sizes(codes, size)
    held = sizes[sizes > 0]
    uniques = int((held == 1).sum())
    worst = minimal_unique_subsets(frame, columns, WORST)[:WORST] if uniques else ()
    said = [only_ones(subset, labels or {}) for subset in worst]
    said += [_shared(columns, name, labels or {}) for name in sensitive if distinct_l(frame, columns, name) == 1]
    return Risk(columns, int(held.min()), int(held[held < threshold].sum()), uniques, threshold, tuple(said))


def group_sizes(frame: pd.DataFrame, columns: tuple[str, ...]) -> Codes:
    """Per row, how many rows (itself among them) look like it over `columns`."""
    codes, size = class_codes(frame, columns)
    return class_sizes(codes, size)[codes]


def below_threshold(frame: pd.DataFrame, columns: tuple[str, ...], threshold: int) -> pd.Series[bool]:
    """Per row, whether its group over `columns` has fewer than `threshold` rows."""
    return pd.Series(group_sizes(frame, columns) < threshold, index=frame.index)


def only_ones(subset: UniqueSubset, labels: dict[str, str]) -> str:
    """23 rows are the only person of their age, town and race."""
    words = in_words([labels.get(name, name) for name in subset.columns])
    return (
        f"1 row is the only person of its {words}." if subset.rows == 1 else f"{subset.rows:,} rows are the only person of their {words}."
    )


def in_words(names: list[str]) -> str:
    """age, town and race"""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _shared(columns: tuple[str, ...], sensitive: str, labels: dict[str, str]) -> str:
    words = in_words([labels.get(name, name) for name in columns])
    return f"In some groups of the same {words}, all rows share one value of {labels.get(sensitive, sensitive)}."
