"""`clean FILE -o OUT.csv`: the proposed cleanup with no click, or a recipe's."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ctcompanion.model import CleanTable
from ctcompanion.recipe import CleaningStep, Recipe, SourceShape, from_json
from ctcompanion.replay import as_last_time
from ctcompanion.shell.files import largest_table, open_workbook, write_csv


def run(options: argparse.Namespace) -> int:
    """Write the clean table, and the recipe and log where asked; print what was done in sentences."""
    from ctcompanion.cleaning import clean, propose

    recipe = from_json(options.recipe.read_bytes()) if options.recipe else Recipe()
    workbook = open_workbook(options.file)
    named = options.sheet or (recipe.source.sheet if recipe.source.sheet in {s.name for s in workbook.sheets} else None)
    sheet = largest_table(workbook, named)
    proposal = propose(sheet, file_name=options.file.name)
    steps, changes = as_last_time(recipe, proposal) if options.recipe else (proposal.steps, ())
    table = clean(sheet, steps, file_name=options.file.name, sha256=workbook.sha256)
    write_csv(table.rows, options.output)
    for sentence in [*workbook.notices, *changes, *_summary(table, sheet.name)]:
        sys.stdout.write(sentence + "\n")
    if options.save_recipe:
        source = SourceShape(file_name=options.file.name, format=workbook.format, sheet=sheet.name, header=proposal.layout.names)
        options.save_recipe.write_text(recipe.changed(source=source, cleaning=steps).to_json(), encoding="utf-8")
    if options.log:
        _write_log(options.log, table, steps)
    return 0


def _summary(table: CleanTable, sheet: str | None) -> list[str]:
    told = [f"Sheet: {sheet}."] if sheet else []
    told += [change.sentence for change in table.changes]
    told += [finding.message for finding in table.findings]
    return [*told, table.conservation.sentence(), f"{len(table.rows):,} rows, {len(table.columns)} columns."]


def _write_log(target: Path, table: CleanTable, steps: tuple[CleaningStep, ...]) -> None:
    proof = table.conservation
    log: dict[str, Any] = {
        "steps": [step.model_dump() for step in steps],
        "changes": [{"step": c.step, "sentence": c.sentence, "removed": [str(r) for r in c.removed]} for c in table.changes],
        "notes": [{"kind": note.kind, "text": note.text, "place": note.place} for note in table.notes],
        "findings": [{"rule": f.rule, "level": f.level.value, "message": f.message, "column": f.column} for f in table.findings],
        "conservation": {
            "holds": proof.holds,
            "numbers_in": proof.numbers_in,
            "numbers_out": proof.numbers_out,
            "removals": [{"reason": r.reason, "numbers": r.numbers, "rebuilt": r.rebuilt} for r in proof.removals],
        },
    }
    target.write_text(json.dumps(log, indent=2, ensure_ascii=False), encoding="utf-8")
