"""`inspect FILE...`: the layout of every sheet as JSON Lines; a file that cannot be read is one line with its refusal."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ctcompanion.errors import CompanionError
from ctcompanion.model import Sheet
from ctcompanion.settings import Limits
from ctcompanion.shell.files import open_workbook


def run(options: argparse.Namespace) -> int:
    """Print one line per sheet or refused file."""
    for file in options.files:
        for answer in answers(file, options.sheet):
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 0


def answers(file: Path, only: str | None) -> Iterator[dict[str, Any]]:
    """The lines for one file."""
    start = time.perf_counter()
    try:
        workbook = open_workbook(file, limits=Limits())
    except CompanionError as error:
        yield {"file": str(file), "ok": False, **error.as_json(), "seconds": round(time.perf_counter() - start, 3)}
        return
    for sheet in workbook.sheets:
        if only is None or sheet.name == only:
            yield _answer(file, sheet, start) | {
                "read": [*workbook.guesses, *workbook.notices],
                "odd_rows": [asdict(odd) for odd in sheet.odd_rows],
            }
            start = time.perf_counter()


def _answer(file: Path, sheet: Sheet, start: float) -> dict[str, Any]:
    from ctcompanion.cleaning import propose
    from ctcompanion.cleaning.layout import describe

    try:
        proposal = propose(sheet, file_name=file.name)
    except CompanionError as error:
        return {"file": str(file), "sheet": sheet.name, "ok": False, **error.as_json(), "seconds": round(time.perf_counter() - start, 3)}
    return {
        "file": str(file),
        "ok": True,
        **describe(sheet, proposal.layout),
        "proposed": [step.sentence for step in proposal.steps if step.on],
        "seconds": round(time.perf_counter() - start, 3),
    }
