"""A number for a set of rows, whatever their order: the sum of each row's hash. Sums of parts add up to the sum of the whole."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ctcompanion.publishing.rows import Columns

MODULUS = 1 << 64


def checksum(columns: Columns) -> int:
    """0 to 2**64 - 1; 0 for no rows. Columns count by name, not by place."""
    names = sorted(columns)
    if not names or not columns[names[0]]:
        return 0
    rows = pd.DataFrame({name: pd.Series(["\x00" if cell is None else cell for cell in columns[name]], dtype=object) for name in names})
    hashes = pd.util.hash_pandas_object(rows, index=False).to_numpy()
    return int(np.add.reduce(hashes, dtype=np.uint64))
