"""Does every number survive? The proposed cleanup, with no click, of every sheet with data of every readable file.

    python -m benchmarks.conservation FOLDER|TABLES.jl.gz... [--each] [--slow 5]

Counts the sheets whose conservation holds, those that lose numbers, those refused for another reason, and exceptions (by where they
were raised). `--each` names every sheet that does not hold; sheets that take more than `--slow` seconds of computing are named too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ctcompanion.cleaning import clean, propose
from ctcompanion.errors import CompanionError
from ctcompanion.model import Sheet
from ctcompanion.reading import read
from ctcompanion.settings import Limits
from tools.layout_examples import sheet_of


class Outcome(NamedTuple):
    """How one sheet came out: `holds`, a refusal's code, or an exception with its place in the program."""

    name: str
    kind: str
    seconds: float
    numbers: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--slow", type=float, default=5)
    options = parser.parse_args()
    bad = 0
    for source in options.sources:
        outcomes = []
        for name, sheet in sheets(source):
            outcomes.append(found := outcome(name, sheet))
            if (options.each and found.kind != "holds") or found.seconds > options.slow:
                print(f"  {found.seconds:6.1f} s  {found.kind:40} {found.name}", flush=True)
        kinds = Counter(found.kind for found in outcomes)
        print(f"{source}: {len(outcomes)} sheets, {sum(found.numbers for found in outcomes):,} numbers, {dict(kinds.most_common())}")
        bad += len(outcomes) - kinds["holds"]
    return min(bad, 1)


def sheets(source: Path) -> Iterator[tuple[str, Sheet]]:
    """Every sheet with data of a file, a folder, or a collection of tables as JSON lines; what cannot be read is left out."""
    if source.suffix == ".gz" and source.name.endswith(".jl.gz"):
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                yield f"{source.name}/{number}", sheet_of(json.loads(line)["table_array"])
        return
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if not path.is_file() or path.name.endswith(".jl.gz"):
            continue
        try:
            book = read(path, path.name, Limits())
        except CompanionError:
            continue
        for sheet in book.sheets:
            if sheet.role == "data":
                yield f"{path.relative_to(source) if path != source else path.name} {sheet.name or ''}", sheet


def outcome(name: str, sheet: Sheet) -> Outcome:
    """Proposed and cleaned as the upload page does."""
    began = time.process_time()
    numbers = 0
    try:
        proposal = propose(sheet, name)
        proof = clean(sheet, proposal.steps, file_name=name, layout=proposal.layout).conservation
        kind, numbers = ("holds" if proof.holds else "does not hold"), proof.numbers_in
    except CompanionError as error:
        kind = f"refused: {error.code}"
    except Exception as error:  # noqa: BLE001 (what is counted here)
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
    return Outcome(name, kind, time.process_time() - began, numbers)


if __name__ == "__main__":
    sys.exit(main())
