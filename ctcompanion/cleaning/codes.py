"""Columns as small whole numbers, so that values are compared and combined fast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .held import Flags, Held

Codes = npt.NDArray[np.int64]


def codes_of(held: Held) -> Codes:
    """One code per row: equal values have equal codes; -1 where the cell is blank."""
    indices = held.values.dictionary_encode().indices
    return np.asarray(indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)


def combined(keys: Sequence[Codes]) -> Codes:
    """One number per distinct combination, from 0."""
    _, found = np.unique(keys[0], return_inverse=True)
    for codes in keys[1:]:
        _, found = np.unique(found * (int(codes.max(initial=0)) + 2) + codes + 1, return_inverse=True)
    return np.asarray(found, dtype=np.int64)


def determines(key: Codes, other: Codes) -> bool:
    """Whether all rows with the same key (0 or more) hold the same other value."""
    if not len(key):
        return True
    seen = np.empty(int(key.max()) + 1, dtype=np.int64)
    seen[key] = other
    return bool((seen[key] == other).all())


def first_rows(key: Codes) -> Flags:
    """Where each key stands for the first time."""
    seen = np.empty(int(key.max(initial=0)) + 1, dtype=np.int64)
    backwards = np.arange(len(key))[::-1]
    seen[key[backwards]] = backwards
    return np.asarray(seen[key] == np.arange(len(key)), dtype=bool)
