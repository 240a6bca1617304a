"""A draft of a 1M-row table saved, sealed, and reopened, as a ratio to a plain Parquet write and read of the same table, in one run.

python -m benchmarks.draft_store [rows]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.publish import table
from ctcompanion.store import Seal, Store
from ctcompanion.store.tables import from_bytes, to_bytes

ROUNDS = 5


def main(rows: int) -> None:
    made = table(rows)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/store.db", seal=Seal(b"k" * 32))
        store.drafts.save("d", "Permits", "{}", {}, "ana")
        ratios = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            made.rows.to_parquet(Path(folder) / "plain.parquet")
            pd.read_parquet(Path(folder) / "plain.parquet")
            plain = time.perf_counter() - begun
            begun = time.perf_counter()
            store.drafts.keep("d", "ana", to_bytes(made), "table")
            again = from_bytes(store.drafts.kept("d", "ana", "table") or b"")
            ours = time.perf_counter() - begun
            ratios.append(ours / plain)
            print(f"plain Parquet {plain:.2f} s, sealed draft {ours:.2f} s, ratio {ours / plain:.2f}")
        assert again.fingerprint == made.fingerprint
        print(f"median ratio {statistics.median(ratios):.2f} (target under 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
