"""How easily a row can be singled out over the quasi-identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from ctcompanion.model import Risk
from ctcompanion.privacy.reidentify.classes import Codes, class_codes, class_sizes
from ctcompanion.privacy.reidentify.diversity import distinct_l
from ctcompanion.privacy.reidentify.unique_subsets import UniqueSubset, minimal_unique_subsets

WORST = 3
NOT_LOOKED = "No column was marked as a quasi-identifier, so no columns were looked at together."


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
        return Risk(columns, None, 0, 0, threshold, told=(NOT_LOOKED,))
    codes, size = class_codes(frame, columns)
    sizes = class_sizes(codes, size)
    held = sizes[sizes > 0]
    uniques = int((held == 1).sum())
    worst = minimal_unique_subsets(frame, columns, WORST)[:WORST] if uniques else ()
    said = [only_ones(subset, labels or {}) for subset in worst]
    varied = {name: distinct_l(frame, columns, name) or 0 for name in sensitive}
    said += [_shared(columns, name, labels or {}) for name, kinds in varied.items() if kinds == 1]
    found = Risk(columns, int(held.min()), int(held[held < threshold].sum()), uniques, threshold, tuple(said))
    return replace(found, told=in_numbers(found, varied, labels or {}))


def in_numbers(risk: Risk, varied: Mapping[str, int], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of a risk in words. `varied`: the fewest different values of each sensitive column in a group."""
    together = in_words([labels.get(name, name) for name in risk.columns])
    first = f"We looked at {together} together."
    if not risk.rows_below_k:
        told = [f"Every row is in a group of at least {risk.k:,} rows that look alike; groups should have {risk.threshold} or more."]
    else:
        rows = f"{risk.rows_below_k:,} {'row is' if risk.rows_below_k == 1 else 'rows are'}"
        alone = f"{risk.sample_uniques:,} of them {'looks' if risk.sample_uniques == 1 else 'look'} like no other"
        told = [
            f"Groups of rows that look alike should have {risk.threshold} or more; the smallest has {risk.k:,}.",
            f"{rows} in smaller groups; {alone}.",
        ]
    kinds = [
        f"Every group holds at least {number:,} different values of {labels.get(name, name)}."
        for name, number in varied.items()
        if number > 1
    ]
    return (first, *told, *risk.sentences, *kinds)


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
