"""`review FILE...`: privacy findings and risk, one JSON line a file."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from ctcompanion.errors import CompanionError
from ctcompanion.model import PrivacyReport
from ctcompanion.recipe import PrivacyDecisions
from ctcompanion.settings import Limits
from ctcompanion.shell.files import largest_table, open_workbook


def run(options: argparse.Namespace) -> int:
    """Print one line per file, refused ones too."""
    for file in options.files:
        sys.stdout.write(json.dumps(answer(file, options.rows_are), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def answer(file: Path, rows_are: str | None) -> dict[str, Any]:
    """The line for one file."""
    from ctcompanion.cleaning import clean, propose
    from ctcompanion.privacy import review

    start = time.perf_counter()
    try:
        workbook = open_workbook(file, limits=Limits())
        sheet = largest_table(workbook)
        table = clean(sheet, propose(sheet, file_name=file.name).steps, file_name=file.name, sha256=workbook.sha256)
        report = review(table, PrivacyDecisions(row_meaning=rows_are))
    except CompanionError as error:
        return {"file": str(file), "ok": False, **error.as_json(), "seconds": round(time.perf_counter() - start, 3)}
    headers = {column.name: column.original or column.display or column.name for column in table.columns}
    return {"file": str(file), **_told(report, headers), "seconds": round(time.perf_counter() - start, 3)}


def _told(report: PrivacyReport, headers: dict[str, str]) -> dict[str, Any]:
    risk = report.risk
    return {
        "columns": [
            {"column": headers.get(v.column, v.column), "role": v.role.value, "rule": v.rule, "level": v.level.value, "share": v.share}
            for v in report.verdicts
        ],
        "risk": {
            "k": risk.k if risk else None,
            "rows_below_k": risk.rows_below_k if risk else 0,
            "sample_uniques": risk.sample_uniques if risk else 0,
            "columns": [headers.get(name, name) for name in risk.columns] if risk else [],
        },
    }
