"""100,000 rows serialised and sent to the practice portal, as a ratio to one POST of the same CSV; then the whole append with its checks.

python -m benchmarks.publish [rows]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import requests

from ctcompanion.model import CleanTable, Column, DataType, PrivacyReport, Provenance
from ctcompanion.practice.server import running
from ctcompanion.publishing import Identifier, Publication, append, publish_new
from ctcompanion.publishing.plan_new import plan_new
from ctcompanion.publishing.serialise import chunks
from ctcompanion.publishing.socrata import Credentials, SocrataPortal
from ctcompanion.recipe import Target
from ctcompanion.store import Seal, Store

ROUNDS = 3
TYPES = {
    "town": "str",
    "permit_number": "str",
    "year": "Int64",
    "units": "Int64",
    "cost": "float64",
    "issued": "datetime64[s]",
    "final": "boolean",
    "note": "str",
}
KINDS = [DataType.TEXT, DataType.TEXT, DataType.NUMBER, DataType.NUMBER, DataType.NUMBER, DataType.DATE, DataType.CHECKBOX, DataType.TEXT]


def table(rows: int, first: int = 0) -> CleanTable:
    """Permits as an agency has them: few towns, a key, numbers, dates, some blanks."""
    chance = np.random.default_rng(first)
    towns = np.array([f"Town {number}" for number in range(169)])
    frame = pd.DataFrame(
        {
            "town": chance.choice(towns, rows),
            "permit_number": [f"P-{first + number:07d}" for number in range(rows)],
            "year": chance.integers(1990, 2026, rows),
            "units": chance.integers(0, 40, rows),
            "cost": np.where(chance.random(rows) < 0.1, np.nan, chance.normal(250_000, 90_000, rows).round(2)),
            "issued": pd.Timestamp("2020-01-01") + pd.to_timedelta(chance.integers(0, 2000, rows), unit="D"),
            "final": chance.random(rows) < 0.5,
            "note": chance.choice(np.array(["new building", "addition", "renovation", ""]), rows),
        }
    ).astype(TYPES)
    columns = tuple(Column(name, kind, name.title()) for name, kind in zip(TYPES, KINDS, strict=True))
    return CleanTable(frame, columns, Provenance("permits.csv", "0" * 64))


def publication(made: CleanTable, title: str, target: Target) -> Publication:
    report = PrivacyReport(made.fingerprint, "count", (), ())
    return Publication(made, report, {"name": title}, target, owner="bench", identifier=Identifier(("permit_number",), False, ""))


def draft(portal: SocrataPortal, made: CleanTable, title: str) -> str:
    plan = plan_new(publication(made, title, Target()))
    return portal.create({**plan.body, "name": title}).id


def post_csv(portal: SocrataPortal, dataset: str, made: CleanTable) -> float:
    """What pandas and requests do in two lines: the peer."""
    begun = time.perf_counter()
    body = made.rows.to_csv(index=False, date_format="%Y-%m-%dT%H:%M:%S").replace("True", "true").replace("False", "false").encode()
    answer = requests.post(
        f"{portal.address}/resource/{dataset}.json",
        data=body,
        headers={"Content-Type": "text/csv"},
        auth=("practice", "practice"),
        timeout=600,
    )
    answer.raise_for_status()
    assert answer.json()["Rows Created"] == len(made.rows)
    return time.perf_counter() - begun


def send(portal: SocrataPortal, dataset: str, made: CleanTable) -> float:
    """Canonical cells, JSON pieces, each sent and its answer checked."""
    begun = time.perf_counter()
    plan = plan_new(publication(made, "x", Target()))
    for chunk in chunks(plan.rows, plan.kinds):
        portal.upsert(dataset, chunk.body, chunk.rows)
    return time.perf_counter() - begun


def main(rows: int) -> None:
    made = table(rows)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "portal") as serving:
        portal = SocrataPortal(serving.domain + "/practice/default", Credentials("practice", "practice"), scheme="http")
        ratios = []
        for number in range(ROUNDS):
            peer = post_csv(portal, draft(portal, made, f"csv {number}"), made)
            ours = send(portal, draft(portal, made, f"json {number}"), made)
            ratios.append(ours / peer)
            print(f"one CSV POST {peer:.2f} s, serialised and sent {ours:.2f} s, ratio {ours / peer:.2f}")
        print(f"median ratio {statistics.median(ratios):.2f} (target 1.2)")
        store = Store(f"sqlite:///{folder}/store.db", seal=Seal(b"k" * 32))
        begun = time.perf_counter()
        receipt = publish_new(publication(made, "whole", Target(domain=portal.domain)), portal, store)
        print(f"a new dataset with journal, read back and checksum: {time.perf_counter() - begun:.1f} s")
        begun = time.perf_counter()
        more = publication(table(5_000, rows), "whole", Target(domain=portal.domain, dataset_id=receipt.dataset_id))
        receipt = append(more, portal, store)
        print(f"5,000 rows appended to it: {time.perf_counter() - begun:.1f} s, {receipt.rows_after:,} rows, holds: {receipt.holds}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
