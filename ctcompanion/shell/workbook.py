"""`workbook RECIPE -o OUT.xlsx`: the workbook to fill in next month, so that it needs no cleaning when it comes back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ctcompanion import replay
from ctcompanion.asked_columns import values_in
from ctcompanion.errors import RecipeError
from ctcompanion.next_workbook import next_workbook
from ctcompanion.recipe import Recipe
from ctcompanion.recipe_check import brought
from ctcompanion.recipe_digest import Written
from ctcompanion.shell.files import SHELL_LIMITS


def run(options: argparse.Namespace) -> int:
    """Write the workbook. `--from FILE`: last month's file, whose categories become drop-downs."""
    if not options.recipe.is_file():
        raise RecipeError("no-such-file", f"There is no recipe {options.recipe.name}.", "Check the path and the name.")
    here = brought(options.recipe.read_bytes())
    recipe = here.recipe
    options.output.write_bytes(next_workbook(recipe, _values(recipe, options.file) if options.file else {}))
    by_hand = f"{here.written.value}\n" if here.written is Written.BY_HAND else ""
    sys.stdout.write(f"{by_hand}{options.output} is ready: fill in its first tab; the second tab says how.\n")
    return 0


def _values(recipe: Recipe, file: Path) -> dict[str, tuple[str, ...]]:
    """What last month's file holds after its decisions, remedies included: what was taken out does not come back by a list."""
    draft = replay.opened(replay.updating(recipe, "shell"), file, file.name, SHELL_LIMITS)
    if draft.workbook is None:
        raise ValueError("a file that was read has a workbook")
    done = replay.reviewed(replay.chosen(draft, replay.likely_sheet(draft.workbook, recipe)))
    return values_in(done.safe) if done.safe is not None else {}
