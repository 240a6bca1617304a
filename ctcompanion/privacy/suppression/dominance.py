"""Magnitudes (sums of money, acres, hours): a cell whose largest contributors make up nearly all of it tells who they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.policy import policy


def dominated(records: pd.DataFrame, by: Sequence[str], value: str) -> pd.DataFrame:
    """One row per cell of `by`: its contributors and sum, and `hide`, true where too few or too large ones stand behind it.

    `records` has one row per contributor (a business, a household). The p-percent rule: total - largest - second < p % of largest.
    Pass the cells with `hide` to `suppress` as `already_hidden` where the sums are whole numbers. PrivacyError: no-such-column,
    not-magnitudes.
    """
    missing = [name for name in (*by, value) if name not in records.columns]
    if missing:
        raise PrivacyError("no-such-column", f"The table has no column named {', '.join(missing)}.", "Choose from its columns.")
    amounts = pd.to_numeric(records[value], errors="coerce")
    if amounts.isna().any() or (amounts < 0).any():
        raise PrivacyError("not-magnitudes", f"{value} holds something that is not an amount of zero or more.", "Clean this column first.")
    keys = [records[name] for name in by]
    cells = amounts.groupby(keys, sort=True, dropna=False).agg(["sum", "max"]).rename(columns={"max": "largest"})
    cells["contributors"] = (amounts > 0).groupby(keys, sort=True, dropna=False).sum()
    order = np.argsort(-amounts.to_numpy(float), kind="stable")
    ranked = amounts.iloc[order]
    seconds = ranked.groupby([key.iloc[order] for key in keys], sort=True, dropna=False).nth(1)
    where = pd.MultiIndex.from_frame(records.loc[seconds.index, list(by)]) if len(by) > 1 else records.loc[seconds.index, by[0]]
    cells["second"] = pd.Series(seconds.to_numpy(float), index=where).reindex(cells.index).fillna(0.0)
    cells["hide"] = too_dominant(cells["sum"], cells["largest"], cells["second"], cells["contributors"])
    return cells[["contributors", "sum", "hide"]].reset_index()


def too_dominant(whole: pd.Series, largest: pd.Series, second: pd.Series, contributors: pd.Series | None = None) -> pd.Series[bool]:
    """Per cell, whether so few stand behind it, or so large ones, that they could be estimated. An empty cell tells nobody."""
    rule = policy()["dominance"]
    there = whole > 0
    hide: pd.Series[bool] = there & (whole - largest - second < rule["p_percent"] / 100 * largest)
    few: pd.Series[bool] = there & contributors.between(1, rule["least_contributors"] - 1) if contributors is not None else there & False
    return hide | few
