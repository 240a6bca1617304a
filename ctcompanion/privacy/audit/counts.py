"""Read a column of counts: whole numbers of people, and the words by which a source says that one is hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ctcompanion.errors import PrivacyError
from ctcompanion.privacy.audit.equations import Floats
from ctcompanion.privacy.audit.policy import says_hidden


def read_counts(column: pd.Series) -> Floats:
    """The counts as numbers, NaN where the source hides them; PrivacyError (not-counts) where a cell is neither."""
    numbers, words = pd.factorize(column.astype(object).where(column.notna(), ""), sort=False)
    values = np.array([_read(word, str(column.name)) for word in words] or [np.nan])
    return values[numbers]


def _read(word: object, column: str) -> float:
    text = str(word).strip()
    if says_hidden(text):
        return float("nan")
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = -1.0
    if value < 0 or value != int(value):
        raise PrivacyError(
            "not-counts",
            f"{column} holds something that is not a count: a word, a part of one or a number below zero.",
            "Choose a column of whole numbers, or clean this one first.",
        )
    return value
