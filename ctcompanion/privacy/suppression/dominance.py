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
    groups = amounts.groupby([records[name] for name in by], sort=True)
    cells = groups.agg(contributors=lambda cell: int((cell > 0).sum()), sum="sum", largest="max", second=_second)
    rule = policy()["dominance"]
    few = cells["contributors"].between(1, rule["least_contributors"] - 1)
    rest = cells["sum"] - cells["largest"] - cells["second"]
    cells["hide"] = few | ((cells["contributors"] > 0) & (rest < rule["p_percent"] / 100 * cells["largest"]))
    return cells[["contributors", "sum", "hide"]].reset_index()


def _second(cell: pd.Series) -> float:
    return float(np.partition(cell.to_numpy(float), -2)[-2]) if len(cell) > 1 else 0.0
