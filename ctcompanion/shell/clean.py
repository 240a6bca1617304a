"""`clean FILE [FILE...] -o OUT.csv`: the proposed cleanup with no click, or a recipe's; several files become one table."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ctcompanion.draft import Draft
from ctcompanion.model import CleanTable
from ctcompanion.recipe import CleaningStep, Recipe
from ctcompanion.recipe_check import brought
from ctcompanion.recipe_digest import Written
from ctcompanion.replay import chosen, likely_sheet
from ctcompanion.shape import ask_about_shape, told_anew
from ctcompanion.shell.files import largest_table, open_workbook, write_csv
from ctcompanion.shell.load_receipt import receipt, receipt_sentences
from ctcompanion.shell.several import open_together


def run(options: argparse.Namespace) -> int:
    """Write the clean table, and the recipe and log where asked; print what was done in sentences.

    PersonNeeded `shape-changed`, and nothing is written, where a recipe meets a file that gives other columns.
    """
    here = brought(options.recipe.read_bytes()) if options.recipe else None
    recipe = here.recipe if here else Recipe()
    workbook, parts = (open_workbook(options.files[0]), None) if len(options.files) == 1 else open_together(options.files, options.sheet)
    draft = Draft("shell", recipe=recipe, last_month=recipe if options.recipe else None).with_workbook(workbook, workbook.file_name)
    done = chosen(draft, workbook.sheet(parts[0]), parts) if parts else _one(draft, options.sheet)
    if done.table is None:
        raise ValueError("a chosen sheet is cleaned")
    ask_about_shape(done)
    write_csv(done.table.rows, options.output)
    by_hand = [here.written.value] if here and here.written is Written.BY_HAND else []
    for sentence in [
        *by_hand,
        *receipt_sentences(workbook),
        *done.drift,
        *told_anew(done),
        *_summary(done.table, done.table.provenance.sheet),
    ]:
        sys.stdout.write(sentence + "\n")
    if options.save_recipe:
        options.save_recipe.write_text(done.recipe.to_json(), encoding="utf-8")
    if options.log:
        _write_log(options.log, done.table, done.recipe.cleaning, receipt(workbook))
    return 0


def _one(draft: Draft, sheet: str | None) -> Draft:
    """One file: the sheet asked for, else the recipe's, else the largest; sheets go together as the recipe says."""
    workbook = draft.workbook
    if workbook is None:
        raise ValueError("a file that was read has a workbook")
    return chosen(draft, largest_table(workbook, sheet) if sheet else likely_sheet(workbook, draft.recipe), () if sheet else None)


def _summary(table: CleanTable, sheet: str | None) -> list[str]:
    told = [f"Sheet: {sheet}."] if sheet else []
    told += [change.sentence for change in table.changes]
    told += [finding.message for finding in table.findings]
    return [*told, table.conservation.sentence(), f"{len(table.rows):,} rows, {len(table.columns)} columns."]


def _write_log(target: Path, table: CleanTable, steps: tuple[CleaningStep, ...], read: dict[str, Any]) -> None:
    proof = table.conservation
    log: dict[str, Any] = {
        "read": read,
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
